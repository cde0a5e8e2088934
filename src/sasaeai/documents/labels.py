"""Address labels: sheets differ, so a sheet is a set of measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from sasaeai.documents.writing.pdf import compiled
from sasaeai.documents.writing.printable import printable


@dataclass(frozen=True, slots=True)
class LabelShape:
    """Measures of a sheet of labels on A4, in millimetres; `pitch` from edge to edge of neighbours."""

    name: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    pitch_x: float
    pitch_y: float


# Usual sheets sold in Japan; try the grid on plain paper before using a label sheet.
SHAPES: Final[dict[str, LabelShape]] = {
    "12": LabelShape("12面（2列×6段）", 2, 6, 86.4, 42.3, 18.6, 21.2, 86.4, 42.3),
    "21": LabelShape("21面（3列×7段）", 3, 7, 70.0, 42.3, 0.0, 0.0, 70.0, 42.3),
    "24": LabelShape("24面（3列×8段）", 3, 8, 70.0, 33.9, 0.0, 12.9, 70.0, 33.9),
}


@dataclass(frozen=True, slots=True)
class Label:
    """One label: address lines, the name with 様 or 御中, a small note."""

    address: str
    name: str
    note: str = ""


def labels_to_pdf(
    labels: Sequence[Label],
    *,
    shape: LabelShape,
    made_on: date,
    first: int = 1,
    grid: bool = False,
) -> bytes:
    """Sheets of labels.

    :param first: the place of the first label on the first sheet, so that a used sheet can be used up
    :param grid: draw the edges (a test print)
    """
    size = shape.columns * shape.rows
    places: list[Label | None] = [*([None] * (first - 1)), *labels]
    sheets = [places[start : start + size] for start in range(0, len(places), size)] or [[]]
    return compiled(
        "labels.typ",
        {
            "title": "ラベル",
            "made_on": {"year": made_on.year, "month": made_on.month, "day": made_on.day},
            "grid": grid,
            "shape": asdict(shape),
            "sheets": [[_plain(one) for one in sheet] for sheet in sheets],
        },
    )


def _plain(label: Label | None) -> dict[str, str] | None:
    if label is None:
        return None
    return {name: printable(text) for name, text in asdict(label).items()}
