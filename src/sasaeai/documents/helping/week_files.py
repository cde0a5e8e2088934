"""Requests, volunteers, confirmed visits and refusals out of CSV files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sasaeai.analysis.matching.settled import Declined, Visit
from sasaeai.analysis.matching.week import BLOCKS, Gender, Request, Volunteer
from sasaeai.analysis.matching.weights import Mode
from sasaeai.documents.helping.blocks import Numbering, from_zero, one_block, one_block_or_none
from sasaeai.documents.helping.cells import (
    any_text,
    column,
    number,
    rows_of,
    several,
    text,
    whole_number,
    word,
)
from sasaeai.documents.walking.columns import Piece, Progress
from sasaeai.documents.walking.degrees import degrees_of

REQUEST_COLUMNS: Final = (
    "id", "lat", "lon", "category", "priority", "blocks", "gender", "language", "people",
    "previous", "blocked",
)  # fmt: skip
VOLUNTEER_COLUMNS: Final = (
    "id", "lat", "lon", "skills", "mode", "reach_km", "blocks", "cap", "gender", "languages",
    "load_4weeks", "likes",
)  # fmt: skip
FARTHEST_KM: Final = 200.0

_GENDER_WISH: Final = {
    "": Gender.ANY, "any": Gender.ANY, "female": Gender.FEMALE, "male": Gender.MALE,
    "f": Gender.FEMALE, "m": Gender.MALE,
    "女性": Gender.FEMALE, "男性": Gender.MALE, "女": Gender.FEMALE, "男": Gender.MALE,
}  # fmt: skip
_GENDER: Final = {**_GENDER_WISH, "other": Gender.ANY, "その他": Gender.ANY}
_MODES: Final = {
    "walk": Mode.WALK, "bike": Mode.BIKE, "car": Mode.CAR,
    "徒歩": Mode.WALK, "自転車": Mode.BIKE, "車": Mode.CAR,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class ReadWeek:
    """Both lists.

    :param first_block: what the first block of the week is called in the files, 0 or 1
    """

    requests: list[Request]
    volunteers: list[Volunteer]
    first_block: int


def read_week(
    requests: Path,
    volunteers: Path,
    *,
    first_block: int | None = None,
    progress: Progress | None = None,
) -> ReadWeek:
    """Requests and volunteers of a week.

    :raises CannotRead: with file and line
    """
    numbering = Numbering(first_block)
    asked = rows_of(requests, REQUEST_COLUMNS, progress)
    helping = rows_of(volunteers, VOLUNTEER_COLUMNS, progress)
    blocks = [[numbering.read(piece) for piece in pieces] for pieces in (asked, helping)]
    first = numbering.settled()
    return ReadWeek(
        [one for piece, own in zip(asked, blocks[0], strict=True) for one in _asked(piece, own, first)],
        [one for piece, own in zip(helping, blocks[1], strict=True) for one in _helping(piece, own, first)],
        first,
    )  # fmt: skip


def _asked(piece: Piece, blocks: list[frozenset[int]], first: int) -> Iterator[Request]:
    lon, lat = degrees_of(piece)
    columns = zip(
        column(piece, "id", any_text),
        lat.tolist(),
        lon.tolist(),
        column(piece, "category", text),
        [from_zero(own, first) for own in blocks],
        column(piece, "priority", whole_number(1, 3)),
        column(piece, "gender", word(_GENDER_WISH)),
        column(piece, "language", _language),
        column(piece, "people", whole_number(1, 2, blank=1)),
        column(piece, "previous", several),
        column(piece, "blocked", several),
        strict=True,
    )
    for cells in columns:
        yield Request(*cells)


def _language(cell: str) -> str:
    return "" if cell.lower() == "any" else cell


def _helping(piece: Piece, blocks: list[frozenset[int]], first: int) -> Iterator[Volunteer]:
    lon, lat = degrees_of(piece)
    reach = column(piece, "reach_km", number(0.0, FARTHEST_KM, blank=-0.0))
    blank = [not cell for cell in piece.texts("reach_km")]
    columns = zip(
        column(piece, "id", any_text),
        lat.tolist(),
        lon.tolist(),
        column(piece, "skills", several),
        [from_zero(own, first) for own in blocks],
        column(piece, "mode", word(_MODES)),
        [None if none else km for none, km in zip(blank, reach, strict=True)],
        column(piece, "cap", whole_number(0, BLOCKS)),
        column(piece, "gender", word(_GENDER)),
        column(piece, "languages", several),
        column(piece, "load_4weeks", number(0.0, 1000.0, blank=0.0)),
        column(piece, "likes", several),
        strict=True,
    )
    for cells in columns:
        yield Volunteer(*cells)


def read_pins(path: Path, first_block: int) -> tuple[Visit, ...]:
    """Confirmed visits: `request,volunteers,block`.

    :raises CannotRead: with file and line
    """
    found: list[Visit] = []
    for piece in rows_of(path, ("request", "volunteers", "block")):
        requests = column(piece, "request", text)
        volunteers = column(piece, "volunteers", several)
        blocks = column(piece, "block", one_block(first_block))
        for row, (request, people, block) in enumerate(
            zip(requests, volunteers, blocks, strict=True)
        ):
            if not people:
                raise piece.refusal(row, "volunteers列が空です。決まった担い手を書いてください。")
            found.append(Visit(request, tuple(sorted(people)), block))
    return tuple(found)


def read_declined(path: Path, first_block: int) -> tuple[Declined, ...]:
    """Refusals: `request,volunteer` and, if only one time was refused, `block`.

    :raises CannotRead: with file and line
    """
    found: list[Declined] = []
    for piece in rows_of(path, ("request", "volunteer")):
        blocks = column(piece, "block", one_block_or_none(first_block))
        columns = (column(piece, "request", text), column(piece, "volunteer", text), blocks)
        found += [Declined(*cells) for cells in zip(*columns, strict=True)]
    return tuple(found)
