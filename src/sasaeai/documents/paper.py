"""Paper: sizes, margins for punching, direction, and the line that says who made it and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from sasaeai.analysis.figures.eras import era_of, year_in

PaperName = Literal["A4", "A3"]

# Portrait, millimetres.
SIZES: Final[dict[PaperName, tuple[float, float]]] = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
MARGIN_PUNCHED_MM: Final = 25.0  # the side with the holes: left when portrait, top when landscape
MARGIN_MM: Final = 15.0
FONT_PT: Final = 10.5
CELL_PADDING_MM: Final = 3.2
# Half a full-width letter at 10.5 pt.
UNIT_MM: Final = FONT_PT / 72 * 25.4 / 2
CONFIDENTIAL: Final = "取扱注意"


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who made a document and when: printed on every page.

    :param confidential: print 取扱注意 (personal data inside)
    """

    made_by: str
    made_on: date
    town: str = ""
    confidential: bool = False

    @property
    def line(self) -> str:
        """E.g. みなと市　令和8年11月20日作成　青木."""
        parts = (self.town, f"{japanese_day(self.made_on)}作成", self.made_by)
        return "　".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper laid down one way."""

    paper: PaperName
    landscape: bool

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height as laid down."""
        short, long = SIZES[self.paper]
        return (long, short) if self.landscape else (short, long)

    @property
    def margins_mm(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        if self.landscape:
            return (MARGIN_MM, MARGIN_PUNCHED_MM, MARGIN_MM, MARGIN_MM)
        return (MARGIN_PUNCHED_MM, MARGIN_MM + 3, MARGIN_MM, MARGIN_MM + 3)

    @property
    def text_width_mm(self) -> float:
        """Width between the margins."""
        left, _, right, _ = self.margins_mm
        return self.size_mm[0] - left - right


def sheet_for(
    needed_mm: float, *, paper: PaperName | None = None, landscape: bool | None = None
) -> Sheet:
    """The smallest sheet on which a table of the given width fits.

    Without a wish: A4 portrait, then A4 landscape, then A3 landscape. What fits nowhere gets the
    largest allowed.
    """
    papers: Sequence[PaperName] = (paper,) if paper else ("A4", "A3")
    ways = (landscape,) if landscape is not None else (False, True)
    sheets = [Sheet(name, way) for name in papers for way in ways]
    if paper is None and landscape is None:
        sheets.remove(Sheet("A3", landscape=False))
    return next((sheet for sheet in sheets if needed_mm <= sheet.text_width_mm), sheets[-1])


def japanese_day(day: date) -> str:
    """A day with its era.

    >>> japanese_day(date(2026, 11, 20)), japanese_day(date(2019, 5, 1))
    ('令和8年11月20日', '令和元年5月1日')
    """
    era = era_of(day)
    number = year_in(era, day.year)
    return f"{era.name}{'元' if number == 1 else number}年{day.month}月{day.day}日"
