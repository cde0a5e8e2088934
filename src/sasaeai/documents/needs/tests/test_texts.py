"""Texts from files as people have them, and a reason for each that cannot be read."""

from __future__ import annotations

import pytest

from sasaeai.documents.needs.texts import LONGEST_TEXT, each_tenth, read_texts
from sasaeai.documents.refusals import CannotRead


def refusal(path):
    with pytest.raises(CannotRead) as refused:
        read_texts(path)
    return str(refused.value)


def test_rows_that_are_totals_are_left_out_and_told(tmp_path):
    (tmp_path / "a.csv").write_text("番号,内容\n1,雪かき\n合計,1\n", encoding="utf-8")

    read = read_texts(tmp_path / "a.csv")

    assert [one.text for one in read.texts] == ["雪かき"]
    assert "3行目" in read.told[0]


def test_rows_without_a_number_take_that_of_the_row(tmp_path):
    (tmp_path / "a.csv").write_text("内容,地区\n雪かき,北\nバス,南\n", encoding="utf-8")

    assert [one.id for one in read_texts(tmp_path / "a.csv").texts] == ["2", "3"]


def test_a_single_column_of_texts_is_enough(tmp_path):
    (tmp_path / "a.csv").write_text("令和6年度調査\nご意見\n雪かき\nバス\n", encoding="utf-8")

    assert [one.text for one in read_texts(tmp_path / "a.csv").texts] == ["雪かき", "バス"]


def test_a_file_that_is_not_there(tmp_path):
    assert "ファイルがありません" in refusal(tmp_path / "none.csv")


def test_a_text_that_is_too_long_is_named(tmp_path):
    line = f'{{"id": 1, "text": "{"雪" * (LONGEST_TEXT + 1)}"}}'
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")

    assert "1行目：文が長すぎます" in refusal(tmp_path / "a.jsonl")


def test_utf16_is_named(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": 1, "text": "雪"}', encoding="utf-16")

    assert "UTF-16" in refusal(tmp_path / "a.jsonl")


def test_a_table_without_rows(tmp_path):
    (tmp_path / "a.csv").write_text("番号,内容\n", encoding="utf-8")

    assert "文が1つもありません" in refusal(tmp_path / "a.csv")


def test_a_number_that_is_no_number_or_text(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": 1.5, "text": "雪"}', encoding="utf-8")

    assert "「id」は文字か整数" in refusal(tmp_path / "a.jsonl")


def test_something_that_is_no_table(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.7 no table")

    assert "a.xlsx" in refusal(tmp_path / "a.xlsx")


def test_progress_of_nothing_is_all_of_it():
    told = []

    each_tenth(0, told.append)(0)

    assert told == ["100%"]
