"""What is said of troubles before they are records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sasaeai.needs.rules.states import Urgency
from sasaeai.people.models import Post
from sasaeai.places.models import Area
from sasaeai.vocabulary.models import Term


@dataclass(frozen=True)
class GivenLabel:
    """One category chosen by a person; the first of several is the main one."""

    term: Term
    detail: Term | None = None


@dataclass(frozen=True)
class GivenNeed:
    """One trouble told.

    :param labels: empty = not settled yet; the suggestion waits for a person
    :param row_key: the mark of the row it was read from, so that it is never taken in twice
    """

    wording: str
    wish: str = ""
    urgency: str = Urgency.ORDINARY
    labels: Sequence[GivenLabel] = ()
    example: str = ""
    row_key: str | None = None


@dataclass(frozen=True)
class GivenCaller:
    """Name and telephone, with the consent under which they are kept."""

    name: str
    consented_on: date
    consent_how: str
    phone: str = ""
    address: str = ""
    scope: str = "office"


@dataclass(frozen=True)
class GivenIntake:
    """One call, visit or answer sheet with the troubles told in it."""

    heard_on: date
    needs: Sequence[GivenNeed]
    area: Area | None = None
    route: Term | None = None
    channel: Term | None = None
    age_band: Term | None = None
    households: Sequence[Term] = field(default_factory=tuple)
    post: Post | None = None
    wants_reply: bool = False
    caller: GivenCaller | None = None
    origin: str = ""
