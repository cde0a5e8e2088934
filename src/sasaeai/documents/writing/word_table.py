"""A grid as a real Word table: merged heads, head rows repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.styles import Styles

from sasaeai.documents.grid import Grid, GridCell
from sasaeai.documents.paper import FONT_PT
from sasaeai.documents.writing.printable import printable
from sasaeai.documents.writing.word_styles import CELL_HEAD, CELL_NUMBER, CELL_WORDS

_TWIPS_PER_MM: Final = 1440 / 25.4
_SHADES: Final = {"head": "E7E6E6", "total": "F2F2F2"}


def word_table(
    grid: Grid, styles: Styles, *, widths_mm: Sequence[float], font_scale: float = 1.0
) -> BaseOxmlElement:
    """The `w:tbl` element of a grid, to be put into a document's body.

    Written element by element: Word's object model needs seconds for a long table.
    """
    table = _element("w:tbl")
    properties = _child(table, "w:tblPr")
    _child(properties, "w:tblW", w="0", type="auto")
    _borders(properties)
    _child(properties, "w:tblLayout", type="fixed")
    _margins(properties)
    columns = _child(table, "w:tblGrid")
    for width in widths_mm:
        _child(columns, "w:gridCol", w=_twips(width))
    starts = {(cell.row, cell.column): cell for cell in grid.cells}
    covered = _covered(grid.cells)
    writer = _CellWriter(styles, widths_mm, font_scale)
    for row in range(grid.row_count):
        element = _child(table, "w:tr")
        row_properties = _child(element, "w:trPr")
        _child(row_properties, "w:cantSplit")
        if row < grid.head_rows:
            _child(row_properties, "w:tblHeader")
        for column in range(grid.column_count):
            if (row, column) in starts:
                writer.write(element, starts[row, column], continued=False)
            elif (row, column) in covered:
                writer.write(element, covered[row, column], continued=True)
    return table


def _covered(cells: Sequence[GridCell]) -> dict[tuple[int, int], GridCell]:
    """Places in the first column of a cell below its first row: Word wants a cell there too."""
    return {
        (row, cell.column): cell
        for cell in cells
        for row in range(cell.row + 1, cell.row + cell.rows)
    }


class _CellWriter:
    """Writes the cells of one table."""

    def __init__(self, styles: Styles, widths_mm: Sequence[float], font_scale: float) -> None:
        self._widths = widths_mm
        self._ids = {name: styles[name].style_id for name in (CELL_HEAD, CELL_NUMBER, CELL_WORDS)}
        self._half_points = str(round(FONT_PT * font_scale * 2)) if font_scale < 1 else ""

    def write(self, row: BaseOxmlElement, cell: GridCell, *, continued: bool) -> None:
        """One `w:tc`; `continued` is the part of a merged cell below its first row."""
        element = _child(row, "w:tc")
        properties = _child(element, "w:tcPr")
        width = sum(self._widths[cell.column : cell.column + cell.columns])
        _child(properties, "w:tcW", w=_twips(width), type="dxa")
        if cell.columns > 1:
            _child(properties, "w:gridSpan", val=str(cell.columns))
        if cell.rows > 1:
            _child(properties, "w:vMerge", val="continue" if continued else "restart")
        shade = _SHADES.get("head" if cell.role == "column_head" else cell.kind)
        if shade:
            _child(properties, "w:shd", val="clear", color="auto", fill=shade)
        _child(properties, "w:vAlign", val="center")
        self._paragraph(element, cell, "" if continued else printable(cell.text))

    def _paragraph(self, element: BaseOxmlElement, cell: GridCell, text: str) -> None:
        style = CELL_HEAD if cell.role == "column_head" else CELL_WORDS
        if cell.align == "right" and cell.role == "cell":
            style = CELL_NUMBER
        paragraph = _child(element, "w:p")
        properties = _child(paragraph, "w:pPr")
        _child(properties, "w:pStyle", val=self._ids[style])
        if cell.indent:
            _child(properties, "w:ind", left=str(200 * cell.indent))
        if cell.align == "center" and cell.role == "cell":
            _child(properties, "w:jc", val="center")
        if not text:
            return
        run = _child(paragraph, "w:r")
        self._run_properties(run, cell)
        for number, line in enumerate(text.split("\n")):
            if number:
                _child(run, "w:br")
            words = _child(run, "w:t")
            words.text = line
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _run_properties(self, run: BaseOxmlElement, cell: GridCell) -> None:
        bold = cell.kind != "body" and cell.role != "column_head"
        if not bold and not self._half_points:
            return
        properties = _child(run, "w:rPr")
        if bold:
            _child(properties, "w:b")
        if self._half_points:
            _child(properties, "w:sz", val=self._half_points)


def _borders(properties: BaseOxmlElement) -> None:
    """Written out, so that the table looks the same in a document without our styles."""
    borders = _child(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _child(borders, f"w:{side}", val="single", sz="4", space="0", color="000000")


def _margins(properties: BaseOxmlElement) -> None:
    margins = _child(properties, "w:tblCellMar")
    for side, width in (("top", 40), ("left", 68), ("bottom", 40), ("right", 68)):
        _child(margins, f"w:{side}", w=str(width), type="dxa")


def _element(name: str) -> BaseOxmlElement:
    return OxmlElement(name)


def _child(parent: BaseOxmlElement, name: str, **attributes: str) -> BaseOxmlElement:
    child = _element(name)
    for attribute, value in attributes.items():
        child.set(qn(f"w:{attribute}"), value)
    parent.append(child)
    return child


def _twips(mm: float) -> str:
    return str(round(mm * _TWIPS_PER_MM))
