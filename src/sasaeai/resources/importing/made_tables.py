"""Records out of JSON or KML as a table, so that they are checked, refused and mended like any list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sasaeai.documents.kinds import FileKind
from sasaeai.documents.reading import CellValue, ReadRow, ReadTable
from sasaeai.documents.reading.headers import field_of, spellings
from sasaeai.documents.refusals import CannotRead

Record = Mapping[str, CellValue]


def table_of(
    records: Sequence[Record],
    *,
    filename: str,
    title: str,
    known_headers: Mapping[str, Sequence[str]],
) -> ReadTable:
    """A table with a column for every name that a record has; the first record stands in row 2.

    :raises CannotRead: if there is no record at all
    """
    if not records:
        raise CannotRead(
            f"{title}のファイルですが、場所や団体が1件も入っていません。中身を確かめてください。"
        )
    labels = tuple(dict.fromkeys(label for record in records for label in record))
    known = spellings(known_headers)
    columns: dict[str, int] = {}
    for column, label in enumerate(labels):
        field = field_of(label, known)
        if field is not None:
            columns.setdefault(field, column)
    used = set(columns.values())
    return ReadTable(
        filename=filename,
        kind=FileKind.TEXT,
        encoding="utf-8",
        sheet=title,
        others=(),
        head_row=1,
        labels=labels,
        columns=columns,
        rows=tuple(
            ReadRow(number, tuple(record.get(label) for label in labels))
            for number, record in enumerate(records, start=2)
        ),
        labels_to_load=labels,
        _extras=tuple(c for c in range(len(labels)) if c not in used),
    )
