"""Figures of councils in the words and drawings of a page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sasaeai.analysis.outlines import drawing
from sasaeai.analysis.taking_part import Diversity
from sasaeai.councils.models import Council
from sasaeai.councils.queries.founding import Founding
from sasaeai.documents.charts import chart, one_series
from sasaeai.people.rules import fiscal_year_of
from sasaeai.places.models import Area
from sasaeai.reports.pack_pages import ShownChart, shown_chart


@dataclass(frozen=True)
class Sharing:
    """Participation in words. A share of few people says so: one more or less would change it much."""

    name: str
    found: Diversity
    newcomer_share: str
    half_share: str
    half_words: str
    kinds: list[tuple[str, int, int, str]]


FEW = 10


def percent(part: float | None) -> str:
    """33.3%; ― where there is nothing to divide by. Halves are rounded up.

    >>> percent(1 / 3), percent(None)
    ('33.3%', '―')
    """
    if part is None:
        return "―"
    return f"{(Decimal(part) * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def sharing(name: str, found: Diversity) -> Sharing:
    """What the page says of one council, or of all."""
    few = f"（来た人が{FEW}人に満たないので、目安です）" if 0 < found.people < FEW else ""
    words = (
        f"延べ{found.times}人の出席の半分は、来た{found.people}人のうち{found.half_people}人が"
        f"占めています{few}。"
        if found.people
        else "まだ出席の記録がありません。"
    )
    return Sharing(
        name=name,
        found=found,
        newcomer_share=percent(found.newcomer_share),
        half_share=percent(found.half_share),
        half_words=words,
        kinds=[
            (kind, times, people, percent(times / found.times))
            for kind, times, people in found.kinds
        ],
    )


def founding_chart(found: Founding) -> ShownChart | None:
    """How many councils stood at the end of each year; None without years."""
    if not found.years:
        return None
    pairs = [(f"{line.year}年度", line.standing) for line in found.years]
    series = one_series("年度末の協議体の数", pairs, unit="団体")
    return shown_chart(chart(series, "bar", height_mm=60))


@dataclass(frozen=True)
class MappedArea:
    """One area on the map: its shape, where its year stands, what a reader is told of it."""

    path: str
    x: float
    y: float
    year: str
    words: str


@dataclass(frozen=True)
class FoundingMap:
    """The areas of the tier as they lie, north up, each with the year its council was founded."""

    width: float
    height: float
    areas: tuple[MappedArea, ...]


def founding_map(found: Founding) -> FoundingMap | None:
    """The map of F2; None where the town has no outlines of these areas."""
    known = [(area, councils) for area, councils in found.areas if area.outline]
    if not known:
        return None
    picture = drawing([area.outline for area, _ in known if area.outline], width=480)
    return FoundingMap(
        picture.width,
        picture.height,
        tuple(
            MappedArea(path, *middle, _first_year(councils), _words_of(area, councils))
            for path, middle, (area, councils) in zip(
                picture.paths, picture.middles, known, strict=True
            )
        ),
    )


def _first_year(councils: list[Council]) -> str:
    days = [one.founded_on for one in councils if one.founded_on]
    return str(fiscal_year_of(min(days))) if days else ""


def _words_of(area: Area, councils: list[Council]) -> str:
    names = "、".join(one.name for one in councils) or "まだありません"
    return f"{area.name}：{names}"
