"""A report: headings, paragraphs, tables and charts in order, whatever paper they go to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Literal

from sasaeai.analysis.figures.rendered import RenderedTable
from sasaeai.documents.paper import Imprint, PaperName

ListValue = str | int | float | Decimal | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the largest below the title."""

    text: str
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; line ends are kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Chart:
    """A drawn chart: SVG for page and PDF, PNG for Word and Excel.

    :param alt: what the chart shows, in a sentence, for those who cannot see it
    :param draw_png: draws the PNG; a page never asks for it
    """

    title: str
    alt: str
    svg: str
    draw_png: Callable[[], bytes]
    width_mm: float
    height_mm: float

    @cached_property
    def png(self) -> bytes:
        """The picture for Word and Excel, drawn when it is first asked for."""
        return self.draw_png()


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with a wish for its paper; a bare `RenderedTable` chooses for itself."""

    table: RenderedTable
    paper: PaperName | None = None
    landscape: bool | None = None


Section = Heading | Paragraph | Bullets | PageBreak | Chart | RenderedTable | PlacedTable


@dataclass(frozen=True)
class Records:
    """The records behind a table, for the sheet 「明細」."""

    columns: Sequence[str]
    rows: Iterable[Sequence[ListValue]]


@dataclass(frozen=True)
class Report:
    """A whole report.

    :param period: in words, e.g. 令和4年度（令和5年1月末現在）
    :param confidential: print 取扱注意 on every page
    """

    title: str
    made_by: str
    made_on: date
    sections: Sequence[Section] = field(default_factory=tuple)
    town: str = ""
    period: str = ""
    confidential: bool = False

    @property
    def imprint(self) -> Imprint:
        """Who made it and when."""
        return Imprint(self.made_by, self.made_on, self.town, self.confidential)

    @property
    def tables(self) -> tuple[PlacedTable, ...]:
        """The tables in order."""
        return tuple(
            section if isinstance(section, PlacedTable) else PlacedTable(section)
            for section in self.sections
            if isinstance(section, RenderedTable | PlacedTable)
        )
