"""Rendered tables as files: Excel, Word, PDF, CSV."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sasaeai.analysis.figures.rendered import RenderedTable
from sasaeai.documents.paper import PaperName
from sasaeai.documents.report import PlacedTable, Records, Report
from sasaeai.documents.writing.pdf import report_to_pdf
from sasaeai.documents.writing.separated_text import (
    UTF8_MARK,
    Cp932Text,
    as_cp932,
    separated,
    table_rows,
)
from sasaeai.documents.writing.word import report_to_docx
from sasaeai.documents.writing.workbook import report_to_xlsx

Tables = RenderedTable | Sequence[RenderedTable]


def table_to_xlsx(
    tables: Tables,
    *,
    made_by: str,
    made_on: date,
    town: str = "",
    paper: PaperName | None = None,
    landscape: bool | None = None,
    records: Records | None = None,
    confidential: bool = False,
) -> bytes:
    """A workbook with one sheet a table: numbers as numbers whose format prints the table's text.

    :param paper: without it A4, or A3 landscape where the table is too wide
    :param landscape: without it as the table needs
    :param records: the records behind, written to a last sheet 「明細」
    """
    report = _report(tables, made_by, made_on, town, paper, landscape, confidential)
    return report_to_xlsx(report, records=records)


def table_to_docx(
    tables: Tables,
    *,
    made_by: str,
    made_on: date,
    town: str = "",
    paper: PaperName | None = None,
    landscape: bool | None = None,
    confidential: bool = False,
) -> bytes:
    """A Word file with real tables whose head rows repeat on every page."""
    return report_to_docx(_report(tables, made_by, made_on, town, paper, landscape, confidential))


def table_to_pdf(
    tables: Tables,
    *,
    made_by: str,
    made_on: date,
    town: str = "",
    paper: PaperName | None = None,
    landscape: bool | None = None,
    confidential: bool = False,
) -> bytes:
    """A PDF with the Japanese font inside, heads repeated, page n / N."""
    return report_to_pdf(_report(tables, made_by, made_on, town, paper, landscape, confidential))


def table_to_csv(table: RenderedTable) -> bytes:
    """CSV in UTF-8 with a mark, as Excel opens it: one head row, rows, footnotes."""
    return (UTF8_MARK + separated(table_rows(table))).encode()


def csv_cp932(table: RenderedTable) -> Cp932Text:
    """CSV in CP932 with the characters that could not be written; offer UTF-8 where there are any."""
    return as_cp932(separated(table_rows(table)))


def _report(
    tables: Tables,
    made_by: str,
    made_on: date,
    town: str,
    paper: PaperName | None,
    landscape: bool | None,
    confidential: bool,
) -> Report:
    listed = [tables] if isinstance(tables, RenderedTable) else list(tables)
    return Report(
        title=listed[0].title if len(listed) == 1 else "",
        made_by=made_by,
        made_on=made_on,
        sections=[PlacedTable(table, paper, landscape) for table in listed],
        town=town,
        confidential=confidential,
    )
