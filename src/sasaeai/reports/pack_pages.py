"""A made pack as its page draws it."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from django.urls import reverse

from sasaeai.documents.report import Chart
from sasaeai.reports.pack_making import MadePack, MadePart, Words
from sasaeai.reports.plan_table import PLAN
from sasaeai.reports.shown import ShownTable, shown_table


@dataclass(frozen=True)
class ShownChart:
    """A chart as a picture of the page. The address holds the drawing itself: no other request."""

    title: str
    alt: str
    source: str


@dataclass(frozen=True)
class ShownPart:
    """One table of a pack with its chart, or why it could not be made."""

    table: ShownTable | None
    refusal: str
    chart: ShownChart | None


@dataclass(frozen=True)
class ShownPack:
    """A pack for the template."""

    title: str
    lead: str
    whole: tuple[ShownPart, ...]
    areas: tuple[tuple[str, tuple[ShownPart, ...]], ...]
    words: tuple[Words, ...]


def shown_pack(made: MadePack) -> ShownPack:
    """The pack for its page: every figure opens its records."""
    return ShownPack(
        title=made.title,
        lead=made.pack.lead,
        whole=tuple(map(_part, made.whole)),
        areas=tuple((a.name, tuple(map(_part, parts))) for a, parts in made.by_area.items()),
        words=tuple(made.words),
    )


def shown_chart(chart: Chart) -> ShownChart:
    """A chart as a picture that the page carries in itself."""
    drawing = base64.b64encode(chart.svg.encode()).decode()
    return ShownChart(chart.title, chart.alt, f"data:image/svg+xml;base64,{drawing}")


def _part(part: MadePart) -> ShownPart:
    if part.made is None:
        return ShownPart(None, part.refusal, None)
    asked = part.asked
    period = asked.period
    query = f"as_of={asked.as_of.isoformat()}&tier={asked.tier}"
    query += f"&area={asked.area.pk}" if asked.area else ""
    if period is not None:
        query += f"&period={period.first.isoformat()}..{period.last.isoformat()}"
    if part.part.layout == PLAN:
        return ShownPart(shown_table(part.made.table), "", None)
    url = reverse("reports:records", args=[part.part.layout])
    table = shown_table(part.made.table, records_url=f"{url}?{query}&row={{row}}&column={{column}}")
    return ShownPart(table, "", shown_chart(part.chart) if part.chart else None)
