"""Making a pack: its tables, charts and words for one month or year, and what is still missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sasaeai.analysis.figures.periods import Period, label
from sasaeai.analysis.figures.refusals import FigureRefused
from sasaeai.documents.charts import CannotDraw, chart, data_of
from sasaeai.documents.report import Chart
from sasaeai.places.models import Area
from sasaeai.reports.areas import area_paths
from sasaeai.reports.asking import Asked
from sasaeai.reports.fact_store import facts_of
from sasaeai.reports.freezing import facts_hash, frozen
from sasaeai.reports.making import Made, made_table
from sasaeai.reports.models import PackText
from sasaeai.reports.month_checks import Missing, month_checks
from sasaeai.reports.narratives import Passage, passages
from sasaeai.reports.packs import Pack, Part
from sasaeai.reports.plan_table import PLAN, plan_table
from sasaeai.reports.shelf import presets
from sasaeai.towns.models import Town

WHOLE_TOWN = "全市・第1層"
HEADINGS = {"summary": "まとめ", "issue": "課題", "proposal": "提案"}


@dataclass(frozen=True)
class MadePart:
    """One table of a made pack; `refusal` stands in its place where it could not be made."""

    part: Part
    area: Area | None
    asked: Asked
    text: str
    made: Made | None
    refusal: str = ""
    chart: Chart | None = None


@dataclass(frozen=True)
class Words:
    """The words of one place: its own, and those drawn from flagged records."""

    area: str
    heading: str
    own: str
    passages: tuple[Passage, ...]


@dataclass
class MadePack:
    """A pack for one month or year."""

    pack: Pack
    town: Town
    period: Period
    as_of: date
    parts: list[MadePart] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    @property
    def title(self) -> str:
        """`令和4年12月 月次報告`."""
        return f"{label(self.period)} {self.pack.title}"

    @property
    def whole(self) -> list[MadePart]:
        """The tables of the whole town."""
        return [part for part in self.parts if part.area is None]

    @property
    def by_area(self) -> dict[Area, list[MadePart]]:
        """The tables of each tier-2 area."""
        found: dict[Area, list[MadePart]] = defaultdict(list)
        for part in self.parts:
            if part.area is not None:
                found[part.area].append(part)
        return dict(found)

    def frozen_tables(self) -> list[dict[str, Any]]:
        """Every table as it is handed in, with how it was asked for."""
        return [
            {
                "layout": one.part.layout,
                "text": one.text,
                "asked": one.asked.plain() | {"period": _written(self.period)},
                "area": one.area.name if one.area else "",
                "table": frozen(one.made.table),
            }
            for one in self.parts
            if one.made is not None
        ]

    def frozen_words(self) -> list[dict[str, Any]]:
        """Every text as it is handed in."""
        return [
            {
                "area": one.area,
                "heading": one.heading,
                "own": one.own,
                "passages": [{"text": p.text, "origin": p.origin} for p in one.passages],
            }
            for one in self.words
        ]

    def hash(self) -> str:
        """The mark of the facts behind."""
        return facts_hash(facts_of(self.town), self.period)


def made_pack(
    town: Town, pack: Pack, period: Period, *, as_of: date, areas: frozenset[int] | None = None
) -> MadePack:
    """A pack of a town.

    :param areas: whose records' words the reader may see; None = all
    """
    made = MadePack(pack, town, period, as_of)
    own = areas_of_tier_2(town, period.last)
    for part in pack.parts:
        places: Iterable[Area | None] = own if part.per_area else [None]
        made.parts += [
            _part(town, part, Asked(as_of, period, part.tier, place)) for place in places
        ]
    if pack.words:
        made.words = words_of(town, pack, period, areas)
    return made


def areas_of_tier_2(town: Town, day: date) -> list[Area]:
    """The areas of the second tier that exist on the day."""
    found = Area.objects.of_town(town.pk).in_use_on(day).filter(level__tier__contains="2")
    return list(found.select_related("level"))


def _part(town: Town, part: Part, asked: Asked) -> MadePart:
    if part.layout == PLAN and asked.period is not None:
        table = plan_table(town, asked.period.last, as_of=asked.as_of)
        return MadePart(part, None, asked, "", Made(table, facts_of(town)))
    text = presets()[part.layout].text
    try:
        made = made_table(town, text, asked)
    except FigureRefused as refusal:
        return MadePart(part, asked.area, asked, text, None, str(refusal))
    return MadePart(part, asked.area, asked, text, made, chart=_chart(part, made))


def _chart(part: Part, made: Made) -> Chart | None:
    if not part.chart:
        return None
    try:
        return chart(data_of(made.table, categories=part.categories, unit=part.unit), part.chart)
    except CannotDraw:
        return None


def words_of(town: Town, pack: Pack, period: Period, areas: frozenset[int] | None) -> list[Words]:
    """The words of a pack: for the town, then for each tier-2 area that has any."""
    paths = area_paths(town.pk)
    drawn: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for one in passages(town_id=town.pk, first=period.first, last=period.last, areas=areas):
        place = paths.of_tier_2(one.area_id, period.last) or WHOLE_TOWN
        drawn[place, one.heading].append(one)
    kept = PackText.objects.filter(town=town, name=pack.code, first_day=period.first)
    own = {
        (t.area.name if t.area else WHOLE_TOWN, t.heading): t.text
        for t in kept.select_related("area")
    }
    places = [WHOLE_TOWN, *(area.name for area in areas_of_tier_2(town, period.last))]
    return [
        Words(place, name, own.get((place, heading), ""), tuple(drawn[place, heading]))
        for place in places
        for heading, name in HEADINGS.items()
        if drawn[place, heading] or own.get((place, heading))
    ]


@dataclass(frozen=True)
class Gap:
    """What is missing in one place."""

    area: str
    missing: tuple[tuple[str, Missing], ...]

    @property
    def blocks(self) -> bool:
        """Whether something should be mended first."""
        return any(one.blocks for _, one in self.missing)


def gaps(town: Town, period: Period) -> list[Gap]:
    """What is still missing, for the whole town and for every tier-2 area."""
    paths = area_paths(town.pk)
    places = [WHOLE_TOWN, *(area.name for area in areas_of_tier_2(town, period.last))]
    found: dict[str, list[tuple[str, Missing]]] = {place: [] for place in places}
    for check in month_checks():
        for missing in check.lines(town.pk, period.first, period.last):
            place = paths.of_tier_2(missing.area_id, period.last) or WHOLE_TOWN
            found.setdefault(place, []).append((check.title, missing))
    return [Gap(place, tuple(missing)) for place, missing in found.items()]


def _written(period: Period) -> str:
    return f"{period.first.isoformat()}..{period.last.isoformat()}"
