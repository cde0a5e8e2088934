"""Excel number formats that print a cell's text while the cell holds the number itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from sasaeai.analysis.figures.rendered import RenderedCell

# A figure of the text; the number of a note (※1, 注1) is none.
_FIGURE: Final = re.compile(r"(?<![※注\d])([-−△▲])?(\d[\d,]*)(\.\d+)?")
# Excel promises about 200 formats a workbook; the rest of the odd ones become texts.
_MOST_LITERALS: Final = 120


@dataclass
class NumberFormats:
    """Hands out formats, and texts where a number cannot be printed as wanted."""

    _literals: set[str] = field(default_factory=set)

    def format_for(self, cell: RenderedCell) -> str | None:
        """The format under which the cell's value prints exactly its text; None: write the text."""
        if cell.value is None:
            return None
        derived = derived_format(cell.text, Decimal(str(cell.value)))
        if derived is not None:
            return derived
        literal = quoted(cell.text)
        if literal not in self._literals and len(self._literals) >= _MOST_LITERALS:
            return None
        self._literals.add(literal)
        return literal


def derived_format(text: str, value: Decimal) -> str | None:
    """A format with the words of the text around a figure that Excel prints itself.

    >>> derived_format("1,959人", Decimal(1959)), derived_format("45.6%", Decimal("45.62"))
    ('#,##0"人"', '0.0"%"')
    >>> derived_format("△3", Decimal(-3)), derived_format("316※2", Decimal(316))
    ('0;"△"0', '0"※2"')
    """
    found = list(_FIGURE.finditer(text))
    if len(found) != 1:
        return None
    sign, whole, decimals = found[0].groups(default="")
    pattern = _pattern(whole, decimals)
    shown = abs(value).quantize(
        Decimal(1).scaleb(-max(0, len(decimals) - 1)), rounding=ROUND_HALF_UP
    )
    printed = f"{shown:,f}" if "," in pattern else f"{shown:f}"
    if printed != whole + decimals or (value < 0) != bool(sign) or (sign and not shown):
        return None
    before, after = text[: found[0].start()], text[found[0].end() :]
    positive = quoted(before) + pattern + quoted(after)
    if not sign:
        return positive
    return f"{positive};{quoted(before + sign)}{pattern}{quoted(after)}"


def _pattern(whole: str, decimals: str) -> str:
    thousands = "#,##0" if "," in whole else "0"
    return thousands + ("." + "0" * (len(decimals) - 1) if decimals else "")


def quoted(text: str) -> str:
    """Words within a number format; a quotation mark is escaped by itself."""
    if not text:
        return ""
    return "".join(r"\"" if part == '"' else f'"{part}"' for part in re.split('(")', text) if part)
