"""CSV and TSV into a sheet: separators, quotes, and all four kinds of line ends."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from sasaeai.documents.archives import MAX_CELLS, TOO_WIDE
from sasaeai.documents.reading.sheets import CellValue, Sheet
from sasaeai.documents.refusals import CannotRead

SEPARATORS: Final = (",", "\t", ";")
_LOOKED_AT: Final = 40
# Excel's trick to keep leading zeros: ="0138"
_KEPT_AS_TEXT: Final = re.compile(r'="([^"]*)"')
# What our own export puts before a text that a spreadsheet would take for a formula.
_GUARDED: Final = re.compile(r"'[=+\-@＝＋－＠\t\r]")


def separated_sheet(text: str, *, name: str) -> Sheet:
    """Cells of a separated text. Row numbers are those a spreadsheet would show.

    :raises CannotRead: on zero bytes, a quote that is never closed, or too many cells
    """
    if "\x00" in text:
        raise CannotRead(
            "文字ではないデータがまざっているため読み込めません。Excelで開いて保存しなおし、"
            "もう一度お選びください。"
        )
    separator = best_separator(text)
    try:
        rows = list(_rows(text, separator, strict=True))
    except csv.Error as error:
        if "unexpected end of data" in str(error) or "field larger" in str(error):
            raise _unclosed(text, separator) from error
        rows = list(_rows(text, separator, strict=False))
    return Sheet(name=name, first_row=1, first_column=1, rows=rows)


def best_separator(text: str) -> str:
    """The separator with which most rows have the same number of cells, more cells first.

    >>> best_separator("日付\\t場所、内容\\n2023/1/27\\t会館, 2階\\n") == "\\t"
    True
    """
    head = text[:65536]

    def evenness(separator: str) -> tuple[int, int]:
        widths = Counter[int]()
        try:
            for number, row in enumerate(csv.reader(_lines(head), delimiter=separator)):
                if number >= _LOOKED_AT:
                    break
                if len(row) > 1:
                    widths[len(row)] += 1
        except csv.Error:
            return (0, 0)
        if not widths:
            return (0, 0)
        width, rows = widths.most_common(1)[0]
        return (rows, width)

    return max(SEPARATORS, key=evenness)


def _lines(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")


def _rows(text: str, separator: str, *, strict: bool) -> Iterator[list[CellValue]]:
    cells = 0
    for row in csv.reader(_lines(text), delimiter=separator, strict=strict):
        cells += len(row)
        if cells > MAX_CELLS:
            raise CannotRead(TOO_WIDE)
        yield [_cell(text) for text in row]


def _cell(text: str) -> CellValue:
    if not text:
        return None
    if text[0] == "=":
        kept = _KEPT_AS_TEXT.fullmatch(text)
        return kept[1] if kept else text
    if text[0] == "'" and _GUARDED.match(text):
        return text[1:]
    return text.replace("\r\n", "\n") if "\r" in text else text


def _unclosed(text: str, separator: str) -> CannotRead:
    """Name the row where the last good record ended."""
    good = 0
    try:
        for _ in csv.reader(_lines(text), delimiter=separator, strict=True):
            good += 1
    except csv.Error:
        pass
    return CannotRead(
        f'{good + 1}行目あたりの「"」が閉じられていないため、そこから先を分けられません。'
        'Excelで開いて保存しなおすか、その行の「"」を直して、もう一度お選びください。'
    )
