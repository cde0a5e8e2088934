"""A made table as a file, with the rows behind it as far as the person may see them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import numpy as np
from django.http import HttpRequest

from sasaeai.analysis.figures.facts import Facts
from sasaeai.analysis.figures.rendered import RenderedTable
from sasaeai.documents.report import ListValue, Records
from sasaeai.documents.tables import table_to_csv, table_to_docx, table_to_pdf, table_to_xlsx
from sasaeai.reports.making import Made
from sasaeai.reports.record_lines import records_of, visible_records
from sasaeai.towns.viewer import Doer

MOST_ROWS = 20_000  # of the sheet 明細; more than anybody checks by eye
HEADS = (
    "行",
    "列",
    "記録",
    "日付",
    "種類",
    "区域",
    "業務項目",
    "手段",
    "担当",
    "連携先",
    "人数など",
)
EPOCH = date(1970, 1, 1).toordinal()
DIMENSIONS = ("kind", "area", "function", "means", "coordinator.name", "partner.name")


def table_file(
    made: Made, kind: str, *, by: Doer, town: str, made_on: date, request: HttpRequest | None = None
) -> bytes:
    """The table as xlsx, docx, pdf, csv or json.

    :param request: who may see which records; None = nobody looks (a command of the town itself): all
    """
    table = made.table
    if kind == "csv":
        return table_to_csv(table)
    if kind == "json":
        return _json(made, request)
    who, where = by.doer_name, town
    if kind == "docx":
        return table_to_docx(table, made_by=who, made_on=made_on, town=where)
    if kind == "pdf":
        return table_to_pdf(table, made_by=who, made_on=made_on, town=where)
    records = Records(HEADS, _rows(made, request))
    return table_to_xlsx(table, made_by=who, made_on=made_on, town=where, records=records)


def _json(made: Made, request: HttpRequest | None) -> bytes:
    plain = made.table.plain(records=True)
    cells = [cell for row in plain["rows"] for cell in row["cells"]]
    if request is not None:
        every = records_of(i for cell in cells for i in cell["record_ids"])
        seen = set(visible_records(request, every))
        for cell in cells:
            ids = cell["record_ids"]
            cell["record_ids"] = [i for i in ids if records_of([i])[0] in seen]
            cell["hidden_records"] = len(ids) - len(cell["record_ids"])
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def _rows(made: Made, request: HttpRequest | None) -> Iterator[list[ListValue]]:
    """A line for each fact of each figure, in the order of the table, up to the limit."""
    behind = list(_behind(made, request))
    places = _places(made.facts, {one for _, _, one in behind})
    for r, c, one in behind[:MOST_ROWS]:
        yield [*_heads(made.table, r, c), one, *_details(made.facts, places[one])]
    if len(behind) > MOST_ROWS:
        yield [f"明細は{MOST_ROWS:,}行までです。表を区域や月で絞ってください。"]


def _behind(made: Made, request: HttpRequest | None) -> Iterator[tuple[int, int, str]]:
    count = 0
    for r, c, cell in made.table.cells():
        if not cell.text or cell.state == "blank" or count > MOST_ROWS:
            continue
        ids = made.records(r, c)
        seen = set(visible_records(request, records_of(ids))) if request is not None else None
        for one in ids:
            if seen is None or records_of([one])[0] in seen:
                count += 1
                yield r, c, one


def _places(facts: Facts, wanted: set[str]) -> dict[str, int]:
    """Where the wanted facts stand."""
    if facts.ids is None:
        return {one: n for n in range(facts.size) if (one := facts.id_of(n)) in wanted}
    return {one: n for n, one in enumerate(facts.ids) if one in wanted}


def _heads(table: RenderedTable, r: int, c: int) -> list[ListValue]:
    return [
        "／".join(filter(None, table.rows[r].head)),
        "／".join(filter(None, table.columns[c].heads)),
    ]


def _details(facts: Facts, fact: int) -> list[ListValue]:
    day = EPOCH + int(facts.first[fact])
    known: list[ListValue] = [date.fromordinal(day) if facts.dated[fact] else None]
    for name in DIMENSIONS:
        column = facts.columns.get(name)
        known.append("、".join(column.values(fact)) if column is not None else "")
    having = np.array([fact])
    counts = [
        f"{name}{amounts.total(having):f}"
        for name, amounts in facts.counts.items()
        if amounts.present[fact]
    ]
    return [*known, " ".join(counts)]
