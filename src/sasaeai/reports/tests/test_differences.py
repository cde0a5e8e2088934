"""What changed since a report was handed in."""

from sasaeai.reports.differences import differences


def a_table(rows, columns=("回数", "人数")):
    return {
        "title": "月次",
        "columns": [{"head": [c]} for c in columns],
        "rows": [
            {
                "head": [head],
                "cells": [{"text": text, "value": _number(text), "unit": ""} for text in texts],
            }
            for head, *texts in rows
        ],
    }


def _number(text):
    return int(text) if text.isdigit() else None


def lines(then, now):
    return [(d.row, d.column, d.then, d.now, d.sign) for d in differences(then, now)]


def test_equal_tables_do_not_differ():
    table = a_table([("第1層", "3", "12")])

    assert lines(table, table) == []


def test_each_changed_cell_is_told_with_a_sign_that_needs_no_colour():
    then = a_table([("第1層", "3", "12"), ("第2層", "5", "集計中")])
    now = a_table([("第1層", "4", "10"), ("第2層", "5", "40")])

    assert lines(then, now) == [
        ("第1層", "回数", "3", "4", "▲"),
        ("第1層", "人数", "12", "10", "▼"),
        ("第2層", "人数", "集計中", "40", "◆"),
    ]


def test_a_row_added_above_changes_nothing_below():
    then = a_table([("第2圏域", "5", "40")])
    now = a_table([("第1圏域", "1", "2"), ("第2圏域", "5", "40")])

    assert lines(then, now) == [
        ("第1圏域", "回数", "", "1", "＋"),
        ("第1圏域", "人数", "", "2", "＋"),
    ]


def test_a_row_that_is_gone_is_told():
    then = a_table([("第1圏域", "1", "2"), ("第2圏域", "5", "40")])
    now = a_table([("第2圏域", "5", "40")])

    assert [line[-1] for line in lines(then, now)] == ["－", "－"]


def test_rows_of_the_same_name_are_told_apart_by_their_turn():
    then = a_table([("計", "1", "2"), ("計", "5", "40")])
    now = a_table([("計", "1", "2"), ("計", "6", "40")])

    assert lines(then, now) == [("計", "回数", "5", "6", "▲")]
