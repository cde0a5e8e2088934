"""Tables and lists in a Word form: rows of the form's own table, or a table of ours."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from sasaeai.analysis.figures.rendered import RenderedTable
from sasaeai.documents.forms_filled.marks import NUMBERS_ONLY
from sasaeai.documents.forms_filled.word_text import set_paragraph_text
from sasaeai.documents.grid import grid_of
from sasaeai.documents.writing.pages import font_scale
from sasaeai.documents.writing.printable import printable
from sasaeai.documents.writing.word_styles import CELL_HEAD, CELL_NUMBER, CELL_WORDS
from sasaeai.documents.writing.word_table import word_table

_MM_PER_TWIP: Final = 25.4 / 1440
_NESTED_MM: Final = 80.0


def place_table(
    document: Document, paragraph: BaseOxmlElement, table: RenderedTable, wishes: frozenset[str]
) -> None:
    """Within a row of several cells: one row of the form for each row of the table, without heads.

    Anywhere else: a table of its own in place of the paragraph.
    """
    cell = paragraph.getparent()
    row = None if cell is None or cell.tag != qn("w:tc") else cell.getparent()
    if cell is not None and row is not None and len(row.findall(qn("w:tc"))) > 1:
        _expand_rows(row, cell, paragraph, table, wishes)
    else:
        _put_table(document, paragraph, table)


def _expand_rows(
    row: BaseOxmlElement,
    cell: BaseOxmlElement,
    paragraph: BaseOxmlElement,
    table: RenderedTable,
    wishes: frozenset[str],
) -> None:
    set_paragraph_text(paragraph, "")
    first = row.findall(qn("w:tc")).index(cell)
    last = row
    for number, line in enumerate(table.rows):
        heads = [] if NUMBERS_ONLY in wishes else [printable(head) for head in line.head]
        texts = [*heads, *(printable(part.text) for part in line.cells)]
        target = row
        if number:
            target = deepcopy(row)
            last.addnext(target)
            last = target
        for place, text in zip(target.findall(qn("w:tc"))[first:], texts, strict=False):
            set_paragraph_text(place.findall(qn("w:p"))[0], text)


def _put_table(document: Document, paragraph: BaseOxmlElement, table: RenderedTable) -> None:
    _ensure_styles(document)
    grid = grid_of(table)
    available = _available_mm(document, paragraph)
    element = word_table(
        grid,
        document.styles,
        widths_mm=grid.widths_mm(available),
        font_scale=font_scale(grid, available),
    )
    paragraph.addprevious(element)
    if paragraph.getparent().tag == qn("w:tc"):
        # A cell must end with a paragraph.
        set_paragraph_text(paragraph, "")
        return
    last = paragraph
    for note in (*table.footnotes, *grid.notes):
        line = deepcopy(paragraph)
        set_paragraph_text(line, printable(note))
        last.addnext(line)
        last = line
    set_paragraph_text(paragraph, "")


def place_list(paragraph: BaseOxmlElement, items: Sequence[str]) -> None:
    """One paragraph an item, each in the look of the placeholder's (bullets stay bullets)."""
    last = paragraph
    for item in items[1:]:
        line = deepcopy(paragraph)
        set_paragraph_text(line, printable(item))
        last.addnext(line)
        last = line
    set_paragraph_text(paragraph, printable(items[0]) if items else "")


def _available_mm(document: Document, paragraph: BaseOxmlElement) -> float:
    """Width of the paper between its margins, or of the cell the paragraph stands in."""
    cell = paragraph.getparent()
    if cell is not None and cell.tag == qn("w:tc"):
        width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        if width is not None and width.get(qn("w:type")) == "dxa":
            return float(int(width.get(qn("w:w"))) * _MM_PER_TWIP)
        return _NESTED_MM
    section = document.sections[0]
    if section.page_width is None:
        return _NESTED_MM
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    return float((section.page_width - margins) / 36_000)


def _ensure_styles(document: Document) -> None:
    """The styles our tables need, in the form's own font."""
    for name in (CELL_HEAD, CELL_NUMBER, CELL_WORDS):
        if name not in [style.name for style in document.styles]:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            alignment = {CELL_HEAD: "center", CELL_NUMBER: "right"}.get(name, "left")
            properties = style.element.get_or_add_pPr()
            element = OxmlElement("w:jc")
            element.set(qn("w:val"), alignment)
            properties.append(element)
