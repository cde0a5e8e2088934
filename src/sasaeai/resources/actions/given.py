"""What may be said of a resource: one shape for forms, importers, the demo and tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypedDict

from sasaeai.people.models import Organisation
from sasaeai.places.models import Area
from sasaeai.resources.rules.recurrence import Recurrence, Unusual
from sasaeai.vocabulary.models import Term


class ResourceFacts(TypedDict, total=False):
    """Fields of the resource itself that are written down; state, publishing and confirmation have deeds of
    their own."""

    name: str
    kana: str
    other_names: str
    kind: Term | None
    operator: Organisation | None
    area: Area | None
    description: str
    easy_text: str
    venue: str
    postcode: str
    address: str
    latitude: float | None
    longitude: float | None
    match_level: str
    schedule_note: str
    target: str
    age_from: int | None
    age_to: int | None
    fee: str
    fee_yen: int | None
    capacity: int | None
    trial: str
    application: str
    access: str
    transport: str
    parking: str
    steps: str
    toilet: str
    url: str
    notes: str
    tags: str
    started_on: date | None
    source: str
    source_note: str
    extras: Mapping[str, Any]
    review_months: int | None


FACTS: tuple[str, ...] = tuple(ResourceFacts.__annotations__)


@dataclass(frozen=True)
class GivenContact:
    """One way to reach those who run it."""

    name: str = ""
    role: str = ""
    phone: str = ""
    fax: str = ""
    mail: str = ""
    hours: str = ""
    is_public: bool = False

    def words(self) -> str:
        """代表 青木 000-111-2222（公開）"""
        parts = (self.role, self.name, self.phone, self.fax and f"FAX {self.fax}", self.mail)
        said = " ".join(part for part in parts if part)
        return f"{said}（公開）" if self.is_public else said


@dataclass(frozen=True)
class GivenGathering:
    """What the ministry's survey asks of a 通いの場."""

    main_activity: Term | None = None
    operator_kind: Term | None = None
    place_kind: Term | None = None
    funding_kind: Term | None = None
    in_survey: bool = True
    why_not: str = ""


@dataclass(frozen=True)
class Given:
    """Everything said of a resource at once.

    Of the lists, None leaves what is there as it is, an empty list takes it away.

    :param codes: numbers in other lists, by the list's name (`{"公共施設一覧": "000123"}`)
    """

    facts: ResourceFacts
    functions: Sequence[Term] | None = None
    more_kinds: Sequence[Term] | None = None
    more_areas: Sequence[Area] | None = None
    schedules: Sequence[Recurrence] | None = None
    unusual_days: Sequence[Unusual] | None = None
    contacts: Sequence[GivenContact] | None = None
    gathering: GivenGathering | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
