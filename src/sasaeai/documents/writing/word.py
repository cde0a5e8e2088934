"""Reports as Word files: styles, real tables, page numbers, landscape sections where needed."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section as PaperSection
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from sasaeai.documents.grid import Grid
from sasaeai.documents.paper import CONFIDENTIAL, Imprint, Sheet
from sasaeai.documents.report import Bullets, Chart, Heading, PageBreak, Paragraph, Report
from sasaeai.documents.writing.pages import Part, font_scale, runs_of
from sasaeai.documents.writing.printable import printable
from sasaeai.documents.writing.word_styles import NOTE, TABLE_TITLE, set_styles
from sasaeai.documents.writing.word_table import word_table

# The font of the reader's machine may be wider than ours.
_EASE: Final = 1.12


def report_to_docx(report: Report) -> bytes:
    """The report as a Word file that a city can go on editing."""
    document = docx.Document()
    set_styles(document)
    _set_properties(document, report)
    if not (len(report.sections) == 1 and report.tables):
        document.add_paragraph(printable(report.title), style="Title")
        if report.period:
            document.add_paragraph(printable(report.period))
    for number, run in enumerate(runs_of(report)):
        section = document.sections[0] if number == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        _lay_down(section, run.sheet)
        _print_imprint(section, run.sheet, report.imprint)
        for part in run.parts:
            _add(document, part, run.sheet)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_properties(document: Document, report: Report) -> None:
    properties = document.core_properties
    properties.title = printable(report.title)[:255]
    properties.author = printable(report.made_by)[:255]
    properties.created = datetime.combine(report.made_on, time(), UTC)
    properties.modified = properties.created
    properties.language = "ja-JP"
    properties.comments = ""


def _lay_down(section: PaperSection, sheet: Sheet) -> None:
    width, height = sheet.size_mm
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    left, top, right, bottom = sheet.margins_mm
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.header_distance = section.footer_distance = Mm(8)


def _print_imprint(section: PaperSection, sheet: Sheet, imprint: Imprint) -> None:
    footer = section.footer
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    stops = line.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(sheet.text_width_mm), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(printable(imprint.line) + "\t")
    _add_field(line, "PAGE")
    line.add_run(" / ")
    _add_field(line, "NUMPAGES")
    if imprint.confidential:
        header = section.header
        header.is_linked_to_previous = False
        mark = header.paragraphs[0]
        mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        mark.add_run(CONFIDENTIAL).bold = True


def _add_field(paragraph: WordParagraph, code: str) -> None:
    """A field Word fills in itself, such as the page number."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = "1"
    run.append(words)
    field.append(run)
    paragraph._p.append(field)


def _add(document: Document, part: Part, sheet: Sheet) -> None:
    if isinstance(part, Heading):
        document.add_heading(printable(part.text), part.level)
    elif isinstance(part, Paragraph):
        document.add_paragraph(printable(part.text))
    elif isinstance(part, Bullets):
        for item in part.items:
            document.add_paragraph(printable(item), style="List Bullet")
    elif isinstance(part, PageBreak):
        document.add_paragraph().paragraph_format.page_break_before = True
    elif isinstance(part, Chart):
        _add_chart(document, part, sheet)
    else:
        _add_table(document, part, sheet)


def _add_chart(document: Document, chart: Chart, sheet: Sheet) -> None:
    if chart.title:
        document.add_paragraph(printable(chart.title), style=TABLE_TITLE)
    width = min(chart.width_mm, sheet.text_width_mm)
    picture = document.add_picture(io.BytesIO(chart.png), width=Mm(width))
    picture._inline.docPr.set("descr", printable(chart.alt))


def _add_table(document: Document, grid: Grid, sheet: Sheet) -> None:
    if grid.table.title:
        document.add_paragraph(printable(grid.table.title), style=TABLE_TITLE)
    if grid.table.subtitle:
        document.add_paragraph(
            printable(grid.table.subtitle)
        ).paragraph_format.keep_with_next = True
    available = sheet.text_width_mm
    element = word_table(
        grid,
        document.styles,
        widths_mm=grid.widths_mm(available, ease=_EASE),
        font_scale=font_scale(grid, available),
    )
    # The table goes before the last paragraph's place, where python-docx itself would put one.
    document.element.body.insert_element_before(element, "w:sectPr")
    for note in (*grid.table.footnotes, *grid.notes):
        document.add_paragraph(printable(note), style=NOTE)
    document.add_paragraph(style=NOTE)
