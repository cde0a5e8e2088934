"""掲示用の地図: numbered marks on outlines, and the list of what they are. A4 or A3, black on white, no tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai.analysis.map_sheet import MapSheet
from sasaeai.documents.paper import Imprint, PaperName, Sheet
from sasaeai.documents.writing.pdf import compiled
from sasaeai.documents.writing.printable import printable

MOST_NUMBERS = 4
MAP_SHARE = {"A4": 0.5, "A3": 0.58}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list; `number` 0 = it is not on the map."""

    number: int
    name: str
    lines: tuple[str, ...]


def map_size(paper: PaperName) -> tuple[float, float]:
    """Width and height of the map in millimetres: over the list on A4, beside it on A3."""
    sheet = Sheet(paper, paper == "A3")
    left, top, right, bottom = sheet.margins_mm
    width, height = sheet.size_mm
    inner, tall = width - left - right, height - top - bottom
    if paper == "A3":
        return round(inner * MAP_SHARE["A3"], 1), round(tall - 22, 1)
    return round(inner, 1), round(tall * MAP_SHARE["A4"], 1)


def poster_to_pdf(
    title: str,
    map_sheet: MapSheet,
    entries: Sequence[Entry],
    *,
    paper: PaperName,
    imprint: Imprint,
    notes: Sequence[str] = (),
) -> bytes:
    """The poster as PDF; a list that does not fit goes on to the next page."""
    sheet = Sheet(paper, paper == "A3")
    width, height = sheet.size_mm
    made_on = imprint.made_on
    return compiled(
        "poster.typ",
        {
            "title": printable(title),
            "author": printable(imprint.made_by),
            "imprint": printable(imprint.line),
            "made_on": {"year": made_on.year, "month": made_on.month, "day": made_on.day},
            "width": width,
            "height": height,
            "margins": sheet.margins_mm,
            "beside": paper == "A3",
            "map": _map(map_sheet),
            "entries": [
                {
                    "number": str(one.number) if one.number else "－",
                    "name": printable(one.name),
                    "lines": [printable(line) for line in one.lines if line],
                }
                for one in entries
            ],
            "notes": [printable(note) for note in notes],
        },
    )


def _map(sheet: MapSheet) -> dict[str, object]:
    return {
        "width": sheet.width,
        "height": sheet.height,
        "svg": outlines_svg(sheet),
        "names": [[printable(name), x, y] for name, x, y in sheet.names],
        "marks": [[_numbers(mark.numbers), mark.x, mark.y] for mark in sheet.marks],
        "bar": sheet.bar,
        "bar_words": f"{sheet.bar_metres / 1000:g}km"
        if sheet.bar_metres >= 1000
        else f"{sheet.bar_metres}m",
    }


def _numbers(numbers: Sequence[int]) -> str:
    shown = "・".join(str(number) for number in numbers[:MOST_NUMBERS])
    rest = len(numbers) - MOST_NUMBERS
    return f"{shown} ほか{rest}" if rest > 0 else shown


def outlines_svg(sheet: MapSheet) -> str:
    """The outlines as a picture of the size of the map."""
    paths = "".join(
        f'<path d="{path}" fill="#fff" stroke="#555" stroke-width="0.45" stroke-linejoin="round"/>'
        for path in sheet.paths
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{sheet.width}mm" height="{sheet.height}mm" '
        f'viewBox="0 0 {sheet.width} {sheet.height}">'
        f'<rect width="{sheet.width}" height="{sheet.height}" fill="#f4f4f4"/>{paths}</svg>'
    )
