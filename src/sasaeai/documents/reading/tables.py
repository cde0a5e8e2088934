"""A table out of a file: heads found, rows kept with their numbers, everything else told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sasaeai.documents.archives import check_file_size
from sasaeai.documents.kinds import WORKBOOKS, FileKind, kind_of
from sasaeai.documents.reading.body import ReadRow, SkippedRow, rows_below, with_unnamed_columns
from sasaeai.documents.reading.encodings import decoded
from sasaeai.documents.reading.headers import (
    Heads,
    Suggestion,
    find_heads,
    heads_at,
    labels_known_again,
    spellings,
    suggestions,
)
from sasaeai.documents.reading.separated import separated_sheet
from sasaeai.documents.reading.sheets import CellValue, Sheet, SheetGlance, is_blank, text_of
from sasaeai.documents.reading.workbooks import OpenedWorkbook, opened_workbook
from sasaeai.documents.refusals import CannotRead

PREVIEW_ROWS: Final = 20
# The columns our own workbook of refused rows puts before the file's; no data of the file.
ROW_LABEL: Final = "行"
REASON_LABEL: Final = "理由"


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a sheet and what its columns may be, for the mapping screen.

    :param rows: row number in the file and the texts of the first 20 rows that are not blank
    :param head_row: row number of the heads, or None where none were recognised
    """

    filename: str
    sheet: str
    others: tuple[SheetGlance, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    head_row: int | None
    suggestions: tuple[Suggestion, ...]


class HeadsNotFound(CannotRead):
    """The file opened, but lacks the columns asked for; `preview` helps to map them by hand."""

    def __init__(self, reason: str, preview: Preview) -> None:
        super().__init__(reason)
        self.preview = preview


@dataclass(frozen=True)
class ReadTable:
    """A table as it was read.

    :param encoding: of a text file; None for workbooks
    :param head_row: row number in the file of the (first) head row
    :param labels: heads of all columns, as printed
    :param columns: known field → index in `labels` and in every row's cells
    :param above: texts found above the heads (title, town, period, notes)
    :param skipped: rows left out, with the reason
    :param labels_to_load: `labels`, but known again without a person's mapping
    :param date1904: bare day numbers of this file count from 1904
    """

    filename: str
    kind: FileKind
    encoding: str | None
    sheet: str
    others: tuple[SheetGlance, ...]
    head_row: int
    labels: tuple[str, ...]
    columns: Mapping[str, int]
    rows: tuple[ReadRow, ...]
    labels_to_load: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    skipped: tuple[SkippedRow, ...] = ()
    date1904: bool = False
    _extras: tuple[int, ...] = field(default=(), repr=False)

    def value(self, row: ReadRow, name: str) -> CellValue:
        """The cell of a known field, as the file has it; None where there is no such column."""
        column = self.columns.get(name)
        return None if column is None else row.cells[column]

    def text(self, row: ReadRow, name: str) -> str:
        """The cell of a known field as text, outer white space removed."""
        return text_of(self.value(row, name)).strip()

    def extras(self, row: ReadRow) -> dict[str, str]:
        """Texts of the columns that are not known, by head; blanks left out."""
        return {
            self.labels[column]: text_of(row.cells[column]).strip()
            for column in self._extras
            if not is_blank(row.cells[column])
        }

    @property
    def unknown_labels(self) -> tuple[str, ...]:
        """Heads of the columns kept as extras."""
        return tuple(self.labels[column] for column in self._extras)


def read_table(
    data: bytes,
    *,
    filename: str,
    known_headers: Mapping[str, Sequence[str]],
    required: Collection[str] = (),
    sheet: str | None = None,
    head_row: int | None = None,
    mapping: Mapping[int, str] | None = None,
) -> ReadTable:
    """Read the table of a workbook (xlsx, xls, xlsb, ods) or of a text file (CSV, TSV).

    :param data: the file; what it is, its content tells, not its name
    :param known_headers: field → spellings of its head that are accepted
    :param required: fields without which the table is of no use
    :param sheet: name of the sheet; without it the one with most known heads
    :param head_row: row number of the heads, when a person has shown it
    :param mapping: column index → field, when a person has mapped them
    :raises CannotRead: the file cannot be opened
    :raises HeadsNotFound: it opened, but has no such columns
    """
    opened, kind, encoding = _opened(data, filename, known_headers, sheet)
    heads = _heads(opened.sheet, known_headers, head_row, mapping)
    if heads is None:
        raise HeadsNotFound(
            _no_heads(known_headers), _preview(filename, opened, None, known_headers)
        )
    missing = [name for name in required if name not in heads.fields]
    if missing:
        preview = _preview(filename, opened, heads, known_headers)
        raise HeadsNotFound(_missing(missing, known_headers), preview)
    heads = with_unnamed_columns(opened.sheet, heads)
    rows, skipped = rows_below(opened.sheet, heads)
    return ReadTable(
        filename=filename,
        kind=kind,
        encoding=encoding,
        sheet=opened.sheet.name,
        others=opened.others,
        head_row=opened.sheet.first_row + heads.row,
        labels=heads.labels,
        columns=heads.fields,
        rows=tuple(rows),
        labels_to_load=labels_known_again(heads, known_headers),
        above=_above(opened.sheet, heads.row),
        skipped=tuple(skipped),
        date1904=opened.date1904,
        _extras=_extras(heads),
    )


def _extras(heads: Heads) -> tuple[int, ...]:
    mapped = set(heads.fields.values())
    ours = 2 if heads.labels[:2] == (ROW_LABEL, REASON_LABEL) else 0
    return tuple(
        c for c, label in enumerate(heads.labels) if c >= ours and label and c not in mapped
    )


def preview_table(
    data: bytes,
    *,
    filename: str,
    known_headers: Mapping[str, Sequence[str]],
    sheet: str | None = None,
    head_row: int | None = None,
) -> Preview:
    """The first 20 rows of a file and what its columns may be.

    :raises CannotRead: the file cannot be opened
    """
    opened, _, _ = _opened(data, filename, known_headers, sheet)
    heads = _heads(opened.sheet, known_headers, head_row, None)
    return _preview(filename, opened, heads, known_headers)


def _opened(
    data: bytes, filename: str, known_headers: Mapping[str, Sequence[str]], sheet: str | None
) -> tuple[OpenedWorkbook, FileKind, str | None]:
    check_file_size(data)
    kind = kind_of(data)
    if kind in WORKBOOKS:
        book = opened_workbook(data, kind=kind, known_headers=known_headers, sheet=sheet)
        return book, kind, None
    if kind is FileKind.TEXT:
        text, encoding = decoded(data)
        return OpenedWorkbook(separated_sheet(text, name=filename), (), False), kind, encoding
    raise CannotRead(NOT_A_TABLE.get(kind, NOT_A_TABLE[FileKind.UNKNOWN]))


_RESAVE: Final = "Excelで開いて「Excelブック（.xlsx）」で保存しなおし、もう一度お選びください。"
NOT_A_TABLE: Final = {
    FileKind.EMPTY: "ファイルが空です。表の入ったファイルかどうか、確かめてください。",
    FileKind.UNKNOWN: f"表のファイルではないため読み込めません。{_RESAVE}",
    FileKind.ZIP: "圧縮ファイル（zip）か、壊れたファイルです。"
    "中の表を取り出して、もう一度お選びください。",
    FileKind.PDF: "PDFからは表を読み込めません。もとのExcelかCSVをお選びください。",
    FileKind.DOCX: "Wordの文書からは表を読み込めません。"
    "表をExcelに貼り付けて保存し、もう一度お選びください。",
    FileKind.HTML: f"中身がウェブページ（HTML・XML）のため読み込めません。{_RESAVE}",
    FileKind.JPEG: "写真や画像からは表を読み込めません。ExcelかCSVをお選びください。",
    FileKind.PNG: "写真や画像からは表を読み込めません。ExcelかCSVをお選びください。",
}


def _heads(
    sheet: Sheet,
    known_headers: Mapping[str, Sequence[str]],
    head_row: int | None,
    mapping: Mapping[int, str] | None,
) -> Heads | None:
    if head_row is None:
        heads = find_heads(sheet.rows, sheet.merges, known_headers)
    else:
        known = spellings(known_headers)
        at = head_row - sheet.first_row
        tries = [heads_at(sheet.rows, sheet.merges, known, row=at, height=h) for h in (1, 2)]
        found = [heads for heads in tries if heads is not None]
        heads = max(found, key=lambda heads: len(heads.fields), default=None)
    if heads is None or mapping is None:
        return heads
    fields = {name: column for column, name in mapping.items()}
    return Heads(heads.row, heads.height, heads.labels, fields)


def _no_heads(known_headers: Mapping[str, Sequence[str]]) -> str:
    names = "、".join(
        f"「{accepted[0]}」" for accepted in list(known_headers.values())[:6] if accepted
    )
    return (
        f"見出しの行が見つかりません。{names}などの見出しを、表のすぐ上の行に入れるか、"
        "どの列が何にあたるかを次の画面でお選びください。"
    )


def _missing(fields: Sequence[str], known_headers: Mapping[str, Sequence[str]]) -> str:
    names = "、".join(f"「{known_headers[name][0]}」" for name in fields)
    return (
        f"{names}の列が見つかりません。"
        "見出しを直すか、どの列が何にあたるかを次の画面でお選びください。"
    )


def _above(sheet: Sheet, head_index: int) -> tuple[str, ...]:
    lines = (
        " ".join(text_of(value).strip() for value in row if not is_blank(value))
        for row in sheet.rows[:head_index]
    )
    return tuple(line for line in lines if line)


def _preview(
    filename: str,
    opened: OpenedWorkbook,
    heads: Heads | None,
    known_headers: Mapping[str, Sequence[str]],
) -> Preview:
    sheet = opened.sheet
    shown = [
        (sheet.first_row + index, tuple(text_of(value).strip() for value in row))
        for index, row in enumerate(sheet.rows)
        if not all(is_blank(value) for value in row)
    ][:PREVIEW_ROWS]
    labels = (
        heads.labels if heads else max((row for _, row in shown), key=_filled_count, default=())
    )
    return Preview(
        filename=filename,
        sheet=sheet.name,
        others=opened.others,
        rows=tuple(shown),
        head_row=None if heads is None else sheet.first_row + heads.row,
        suggestions=suggestions(labels, known_headers),
    )


def _filled_count(texts: tuple[str, ...]) -> int:
    return sum(1 for text in texts if text)
