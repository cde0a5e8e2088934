"""The looks of cells in the workbooks we write, each with the name of its style."""

from __future__ import annotations

from typing import Any, Final, Literal

import xlsxwriter
from xlsxwriter.format import Format

Look = Literal[
    "title", "subtitle", "head", "row_head", "number", "words", "subtotal", "total", "note", "plain"
]

FONT: Final = "游ゴシック"
_GREY_HEAD: Final = "#E7E6E6"
_GREY_TOTAL: Final = "#F2F2F2"
STYLE_NAMES: Final[dict[Look, str]] = {
    "title": "題名",
    "subtitle": "副題",
    "head": "見出し",
    "row_head": "行見出し",
    "number": "数",
    "words": "文字",
    "subtotal": "小計",
    "total": "合計",
    "note": "注",
}
_BOXED: Final[dict[str, Any]] = {"border": 1, "valign": "vcenter", "text_wrap": True}
_PROPERTIES: Final[dict[Look, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 14},
    "subtitle": {"valign": "vcenter"},
    "head": _BOXED | {"bold": True, "bg_color": _GREY_HEAD, "align": "center"},
    "row_head": _BOXED,
    "number": _BOXED,
    "words": _BOXED,
    "subtotal": _BOXED | {"bold": True},
    "total": _BOXED | {"bold": True, "bg_color": _GREY_TOTAL, "top": 6},
    "note": {"text_wrap": True, "valign": "top"},
    "plain": {"text_wrap": True, "valign": "top"},
}


class Looks:
    """Cell formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Look, tuple[tuple[str, Any], ...]], Format] = {}

    def __call__(self, look: Look, **more: Any) -> Format:
        """The format of a look, with more properties of XlsxWriter where needed."""
        key = (look, tuple(sorted(more.items())))
        if key not in self._made:
            properties = {"font_name": FONT, "font_size": 10.5} | _PROPERTIES[look] | more
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def style_names(self) -> dict[int, str]:
        """Index of each used format in the finished workbook → name of its style."""
        names: dict[int, str] = {}
        for (look, _), cell_format in self._made.items():
            if look in STYLE_NAMES and cell_format.xf_index is not None:
                names.setdefault(cell_format.xf_index, STYLE_NAMES[look])
        return names
