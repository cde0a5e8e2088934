# ruff: noqa: DTZ001 — times of a workbook have no zone
"""Logs that towns kept in Excel, with all that stands around the rows."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sasaeai.documents.kinds import FileKind
from sasaeai.documents.reading import HeadsNotFound, preview_table, read_table
from sasaeai.documents.reading.tests.workbook_maker import KNOWN, a_workbook
from sasaeai.documents.refusals import CannotRead

HEAD = ["実施日", "圏域", "内容", "参加人数"]


def read(data, **given):
    return read_table(data, filename="記録.xlsx", known_headers=KNOWN, **given)


def csv(text, **given):
    return read(text.encode(), **given)


def test_a_title_and_notes_above_the_head_are_kept_as_texts():
    data = a_workbook(
        [
            ["令和4年度 活動記録"],
            ["支え合い市社会福祉協議会", None, "作成：青木"],
            [],
            HEAD,
            [datetime(2023, 1, 27), "第2圏域", "サロン訪問", 12],
        ]
    )

    table = read(data)

    assert table.head_row == 4
    assert table.above == ("令和4年度 活動記録", "支え合い市社会福祉協議会 作成：青木")
    assert [row.number for row in table.rows] == [5]
    assert table.value(table.rows[0], "held_on") == date(2023, 1, 27)
    assert table.text(table.rows[0], "people") == "12"


@pytest.mark.parametrize(
    "label",
    [
        "＊実施日",
        "実施日【必須】",
        "実 施 日",
        "実施日\n（必須）",
        "※実施日",
        "実施日（例：R5.1.27）",
    ],
)
def test_decorated_heads_are_known(label):
    table = read(a_workbook([[label, "圏域"], ["R5.1.27", "第1圏域"]]))

    assert table.columns == {"held_on": 0, "area": 1}


def test_unknown_columns_are_kept_as_extras():
    table = csv("実施日,内容,天気\nR5.1.27,会議,雪\n")

    assert table.extras(table.rows[0]) == {"天気": "雪"}
    assert table.unknown_labels == ("天気",)


def test_two_rows_of_heads_with_merged_cells():
    data = a_workbook(
        [
            ["実施日", "内容", "人数", None],
            [None, None, "延べ", "実"],
            ["R5.1.27", "体操", 20, 15],
        ],
        merges=["A1:A2", "B1:B2", "C1:D1"],
    )

    table = read(data, required=["people"])

    assert table.labels == ("実施日", "内容", "人数／延べ", "人数／実")
    assert table.columns == {"held_on": 0, "wording": 1, "people": 2, "distinct": 3}
    assert table.rows[0].number == 3


def test_two_rows_of_heads_in_a_text_file():
    table = csv("実施日,内容,人数,\n,,延べ,実\nR5.1.27,体操,20,15\n")

    assert table.columns == {"held_on": 0, "wording": 1, "people": 2, "distinct": 3}
    assert len(table.rows) == 1


def test_one_row_of_heads_is_not_taken_for_two():
    table = csv("実施日,内容\nR5.1.27,内容\nR5.1.28,会議\n")

    assert [row.cells for row in table.rows] == [("R5.1.27", "内容"), ("R5.1.28", "会議")]


def test_merged_cells_are_filled_where_the_merge_says_so():
    data = a_workbook(
        [
            HEAD,
            ["R5.1.27", "第1圏域", "会議", 3],
            [None, None, "訪問", 4],
            ["R5.2.1", None, "電話", 1],
        ],
        merges=["A2:A3"],
    )

    table = read(data)

    assert [table.text(row, "held_on") for row in table.rows] == ["R5.1.27", "R5.1.27", "R5.2.1"]
    assert [table.text(row, "area") for row in table.rows] == ["第1圏域", "", ""]
    assert [row.filled for row in table.rows] == [frozenset(), {0}, frozenset()]


def test_totals_notes_blanks_and_repeated_heads_are_told_not_loaded():
    text = (
        "No.,実施日,圏域,内容,参加人数\n1,R5.1.27,第1圏域,会議,3\n,,,,\n小計,,,,3\n"
        "No.,実施日,圏域,内容,参加人数\n2,R5.2.1,第1圏域,訪問,4\n3,,,,\n合　計,,,,7\n※速報値,,,,\n"
    )

    table = csv(text)

    assert [row.number for row in table.rows] == [2, 6]
    assert [(row.number, row.reason[:3]) for row in table.skipped] == [
        (4, "合計な"),
        (5, "見出し"),
        (7, "番号だ"),
        (8, "合計な"),
        (9, "注記の"),
    ]


def test_a_record_whose_first_word_begins_like_a_total_is_loaded():
    table = csv("内容,実施日\n計画づくりの会議,R5.1.27\n平均台の体操,R5.1.28\n")

    assert len(table.rows) == 2


def test_the_sheet_with_most_known_heads_is_taken_and_the_others_are_listed():
    data = a_workbook(
        [["使い方"], ["このシートは消さないでください"]],
        sheet="説明",
        more={"4月": [HEAD, ["R4.4.1", "第1圏域", "会議", 3]], "5月": [HEAD]},
    )

    table = read(data)
    other = read(data, sheet="5月")

    assert table.sheet == "4月"
    assert [(g.name, g.known_headers) for g in table.others] == [("説明", 0), ("5月", 4)]
    assert other.sheet == "5月"
    assert other.rows == ()


def test_a_file_without_heads_is_refused_with_a_preview_to_map_by_hand():
    data = a_workbook([["いつ", "なにを"], ["R5.1.27", "会議"]])

    with pytest.raises(HeadsNotFound, match="見出しの行が見つかりません") as refused:
        read(data)
    table = read(data, head_row=1, mapping={0: "held_on", 1: "wording"})

    assert refused.value.preview.rows[0] == (1, ("いつ", "なにを"))
    assert table.text(table.rows[0], "wording") == "会議"


def test_a_missing_required_column_is_named():
    with pytest.raises(HeadsNotFound, match="「実施日」の列が見つかりません"):
        csv("圏域,内容\n第1圏域,会議\n", required=["held_on"])


def test_the_preview_suggests_similar_columns_without_being_sure():
    preview = preview_table(
        "実施日,活動内容,参加者の人数,天気\nR5.1.27,会議,3,雪\n".encode(),
        filename="記録.csv",
        known_headers=KNOWN,
    )

    suggested = [(s.label, s.field, s.sure) for s in preview.suggestions]
    assert suggested == [
        ("実施日", "held_on", True),
        ("活動内容", "wording", True),
        ("参加者の人数", "people", False),
        ("天気", None, False),
    ]
    assert preview.head_row == 1


def test_the_preview_shows_twenty_rows():
    preview = preview_table(
        ("実施日,内容\n" + "R5.1.27,会議\n" * 100).encode(), filename="x.csv", known_headers=KNOWN
    )

    assert len(preview.rows) == 20


def test_a_workbook_named_csv_and_a_text_named_xlsx_are_recognised():
    book = a_workbook([HEAD, ["R5.1.27", "第1圏域", "会議", 3]])

    renamed = read_table(book, filename="記録.csv", known_headers=KNOWN)
    text = read_table(
        "実施日,内容\nR5.1.27,会議\n".encode(), filename="x.xlsx", known_headers=KNOWN
    )

    assert renamed.kind is FileKind.XLSX
    assert text.kind is FileKind.TEXT


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空です"),
        (b"  \r\n", "空です"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xff\xd8\xff\xe0 photo", "写真"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "HTML"),
        (b"\x00\x01\x02\x03\x00\x00\x07\x08", "表のファイルではない"),
        (b"PK\x03\x04 broken", "zip"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data, words):
    with pytest.raises(CannotRead, match=words):
        read(data)


def test_a_quote_never_closed_names_the_row():
    with pytest.raises(CannotRead, match="3行目"):
        csv('実施日,内容\nR5.1.27,会議\nR5.1.28,"訪問\nR5.1.29,電話\n')


def test_our_own_guard_against_formulas_is_taken_off_again():
    table = csv("実施日,内容\n=\"R5.1.27\",'=SUM(A1)\nR5.1.28,'@青木\n")

    assert [row.cells for row in table.rows] == [("R5.1.27", "=SUM(A1)"), ("R5.1.28", "@青木")]


def test_columns_without_a_head_are_kept_under_their_letter():
    table = csv("実施日,,内容\nR5.1.27,雪,会議,あとで電話\nR5.1.28,,訪問\n")

    assert table.unknown_labels == ("B列（見出しなし）", "D列（見出しなし）")
    assert table.extras(table.rows[0]) == {
        "B列（見出しなし）": "雪",
        "D列（見出しなし）": "あとで電話",
    }


def test_a_row_with_nothing_but_a_merged_cell_of_its_neighbour_is_blank():
    data = a_workbook(
        [HEAD, ["R5.1.27", "第1圏域", "会議", 3], [None, None, None, None]], merges=["A2:A3"]
    )

    assert len(read(data).rows) == 1


def test_a_list_of_one_field_needs_one_known_head():
    table = read_table(
        "名前\nみなと町会\n".encode(), filename="x.csv", known_headers={"name": ("名前",)}
    )

    assert [row.cells for row in table.rows] == [("みなと町会",)]
