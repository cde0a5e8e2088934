"""Typed builders of invented troubles, for tests, the demo and the docs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from sasaeai.needs.actions import (
    GivenIntake,
    GivenLabel,
    GivenLetter,
    GivenNeed,
    receive_letters,
    record_intake,
)
from sasaeai.needs.models import Need, NeedLetter
from sasaeai.needs.rules.labels import top_of
from sasaeai.people.examples import Cast
from sasaeai.resources.examples import a_word
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer, PartOfSystem
from sasaeai.vocabulary.models import Crosswalk

AT = datetime(2022, 10, 3, 8, 0, tzinfo=UTC)
DAY = date(2022, 10, 3)
OF_NEED = ("wish", "urgency", "example", "row_key")


def a_label(town: Town, code: str) -> GivenLabel:
    """A category by its code; `transport-hospital` is the second level, below its own."""
    if "-" not in code:
        return GivenLabel(a_word(town, "need-kind", code))
    top, detail = a_word(town, "need-kind", top_of(code)), a_word(town, "need-detail", code)
    Crosswalk.objects.get_or_create(term=detail, target=top)
    return GivenLabel(top, detail)


def an_intake(cast: Cast, *wordings: str, codes: Sequence[str] = (), **given: Any) -> GivenIntake:
    """A telephone call of a resident of the first area, unless told otherwise."""
    town = cast.town
    own = {name: given.pop(name) for name in OF_NEED if name in given}
    labels = tuple(a_label(town, code) for code in codes)
    usual: dict[str, Any] = {
        "heard_on": DAY,
        "area": cast.first_area,
        "route": a_word(town, "referral-route", "self"),
        "channel": a_word(town, "need-channel", "phone"),
        "post": cast.posts["first-area"],
    }
    needs = tuple(GivenNeed(wording, labels=labels, **own) for wording in wordings)
    return GivenIntake(**{**usual, **given}, needs=needs)


def a_need(
    cast: Cast,
    wording: str = "病院まで行く足がない",
    *,
    by: Doer | None = None,
    at: datetime = AT,
    codes: Sequence[str] = (),
    **given: Any,
) -> Need:
    """A recorded trouble; `codes` settle what it is about, the other words are fields of the intake or need."""
    intake = an_intake(cast, wording, codes=codes, **given)
    return record_intake(by=by or cast.ishida, at=at, town=cast.town, given=intake)[0]


def their_need(cast: Cast) -> Need:
    """A trouble of the other town."""
    given = GivenIntake(heard_on=DAY, needs=(GivenNeed("隣町の困りごと"),))
    return record_intake(by=cast.kinoshita, at=AT, town=cast.other_town, given=given)[0]


def a_letter(
    cast: Cast, wording: str = "坂がきつくて店まで行けない", *, at: datetime = AT, **given: Any
) -> NeedLetter:
    """What a resident of the first area wrote on the public pages, received and not read."""
    usual: dict[str, Any] = {"area": cast.first_area, "sent_at": at}
    one = GivenLetter(key=uuid4(), wording=wording, **{**usual, **given})
    by = PartOfSystem("住民のページ", cast.town.pk)
    return receive_letters(by=by, at=at, town=cast.town, letters=[one])[0]
