"""Blocks of the week in files: 28 numbers, from 0 (0–27) or from 1 (1–28), told from what is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sasaeai.analysis.matching.week import BLOCKS
from sasaeai.documents.helping.cells import Refused, column, several
from sasaeai.documents.walking.columns import Piece


@dataclass(slots=True)
class Numbering:
    """Whether the first block of the week is called 0 or 1.

    :param first: None until it is known; both files must agree
    """

    first: int | None = None

    def read(self, piece: Piece, name: str = "blocks") -> list[frozenset[int]]:
        """The blocks of a column as they are written.

        :raises CannotRead: naming the line of a block that there is not
        """
        found = column(piece, name, _written)
        for end in (0, BLOCKS):
            for row, blocks in enumerate(found):
                if end in blocks:
                    self._see(end, piece, row)
                    break
        return found

    def _see(self, end: int, piece: Piece, row: int) -> None:
        first = 0 if end == 0 else 1
        if self.first is None:
            self.first = first
        if self.first != first:
            limits = "0から27" if self.first == 0 else "1から28"
            raise piece.refusal(
                row,
                f"blocks列に{end}がありますが、この一覧の時間の番号は{limits}までです"
                "（月曜の朝からかぞえる28区分）。番号を直してください。",
            )

    def settled(self) -> int:
        """The number of the first block: 0 where nothing says otherwise."""
        return self.first or 0


def _written(cell: str) -> frozenset[int]:
    found = set()
    for part in several(cell):
        if not part.isascii() or not part.isdigit() or int(part) > BLOCKS:
            raise Refused(
                f"時間の番号は0から27（または1から28）です。「{part}」を直してください"
                "（例 3;4;12）。"
            )
        found.add(int(part))
    return frozenset(found)


def from_zero(blocks: frozenset[int], first: int) -> frozenset[int]:
    """Blocks counted from 0."""
    return frozenset(block - first for block in blocks) if first else blocks


def one_block(first: int) -> Callable[[str], int]:
    """A cell with one block, counted from 0."""

    def reading(cell: str) -> int:
        found = _written(cell)
        if len(found) != 1 or not 0 <= min(found) - first < BLOCKS:
            raise Refused(f"時間の番号（{first}から{first + BLOCKS - 1}）を1つ書いてください。")
        return min(found) - first

    return reading


def one_block_or_none(first: int) -> Callable[[str], int | None]:
    """A cell with one block, or empty for all of them."""
    reading = one_block(first)
    return lambda cell: reading(cell) if cell else None
