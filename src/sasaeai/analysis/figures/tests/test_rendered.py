from decimal import Decimal

from sasaeai.analysis.figures.rendered import (
    RenderedCell,
    RenderedColumn,
    RenderedRow,
    RenderedTable,
    plain_number,
    trace,
)


def a_table(**given):
    cell = RenderedCell("663回", 663, "回", notes=("※予定含む",), record_ids=("a", "b"))
    return RenderedTable(
        **{
            "title": "活動回数",
            "columns": (RenderedColumn(("第8期", "令和3年度"), "回"),),
            "rows": (RenderedRow(("活動回数",), (cell,)),),
            "row_head_titles": ("区分",),
            **given,
        }
    )


def test_the_plain_table_has_exactly_the_published_keys():
    assert a_table().plain() == {
        "title": "活動回数",
        "columns": [{"head": ["第8期", "令和3年度"], "unit": "回"}],
        "rows": [
            {
                "head": ["活動回数"],
                "cells": [
                    {
                        "text": "663回",
                        "value": 663,
                        "unit": "回",
                        "state": "actual",
                        "notes": ["※予定含む"],
                    }
                ],
            }
        ],
        "footnotes": [],
    }


def test_record_ids_come_only_when_asked():
    assert a_table().plain(records=True)["rows"][0]["cells"][0]["record_ids"] == ["a", "b"]


def test_a_tracer_is_asked_for_the_records_of_a_cell():
    table = a_table(tracer=lambda row, column: (f"{row}-{column}",))

    assert trace(table, 0, 0) == ("0-0",)


def test_levels_are_counted_from_the_longest_path():
    table = a_table()

    assert (table.head_levels, table.row_levels) == (2, 1)
    assert [cell.text for _, _, cell in table.cells()] == ["663回"]
    assert RenderedTable("空", (), ()).head_levels == 1
    assert RenderedTable("空", (), (), row_head_titles=("区分",)).row_levels == 1


def test_whole_numbers_are_written_without_a_point():
    assert plain_number(None) is None
    assert plain_number(Decimal("3.00")) == 3
    assert plain_number(Decimal("45.6")) == 45.6
