"""Tables as CSV, in UTF-8 with a mark or in CP932."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sasaeai.analysis.figures.rendered import RenderedTable
from sasaeai.documents.grid import notes_of
from sasaeai.documents.report import Bullets, Heading, Paragraph, PlacedTable, Report
from sasaeai.documents.writing.formulas import guarded

UTF8_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Cp932Text:
    """A text in CP932 and the characters it has no place for, in order of appearance.

    In `data` each of them stands as 〓, the mark printers use for a missing letter.
    """

    data: bytes
    unwritable: tuple[str, ...]


def table_rows(table: RenderedTable) -> list[list[str]]:
    """Heads (levels joined by a space), rows and footnotes as texts; merged heads are repeated."""
    levels = max(table.row_levels, len(table.row_head_titles))
    titles = [*table.row_head_titles, *[""] * (levels - len(table.row_head_titles))]
    rows = [titles + [" ".join(dict.fromkeys(h for h in c.heads if h)) for c in table.columns]]
    for row in table.rows:
        heads = [*row.head, *[""] * (levels - len(row.head))]
        rows.append(heads + [cell.text for cell in row.cells])
    rows += [[note] for note in (*table.footnotes, *notes_of(table))]
    return rows


def report_rows(report: Report) -> Iterator[list[str]]:
    """A report one thing below another: title, headings, words and tables, an empty row before each heading.

    Charts are left out: their figures stand in the tables.
    """
    yield [report.title]
    yield [words for words in (report.town, report.period, report.made_by) if words]
    for section in report.sections:
        match section:
            case Heading():
                yield from ([], [section.text])
            case Paragraph():
                yield [section.text]
            case Bullets():
                yield from ([item] for item in section.items)
            case PlacedTable():
                yield from table_rows(section.table)
            case RenderedTable():
                yield from table_rows(section)


def report_to_csv(report: Report) -> bytes:
    """A report as CSV in UTF-8 with a mark."""
    return (UTF8_MARK + separated(report_rows(report))).encode()


def separated(rows: Iterable[Sequence[str]]) -> str:
    """CSV with CRLF, quotes where needed, and nothing that a spreadsheet would calculate."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(text) for text in row])
    return file.getvalue()


# CP932 has these under other numbers; every program in Japan writes them so.
_SAME_SIGN: Final = str.maketrans("〜−—‖¢£¬", "～－―∥￠￡￢")


def as_cp932(text: str) -> Cp932Text:
    """A text in CP932 (what Excel writes as plain "CSV" in Japan); 〜 and − under their numbers there.

    >>> as_cp932("髙橋と𠮷田").unwritable
    ('𠮷',)
    """
    text = text.translate(_SAME_SIGN)
    unwritable = tuple(dict.fromkeys(letter for letter in text if not _writable(letter)))
    missing = str.maketrans(dict.fromkeys(unwritable, "〓"))
    return Cp932Text(text.translate(missing).encode("cp932"), unwritable)


def _writable(letter: str) -> bool:
    try:
        letter.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
