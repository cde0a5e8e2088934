"""`sasaeai needs classify` on files that a coordinator has at hand."""

from __future__ import annotations

import json

import pytest
import xlsxwriter

from sasaeai.analysis.needs.codes import CODES
from sasaeai.config.commandline import main


@pytest.fixture(autouse=True)
def no_vectors(tmp_path, monkeypatch):
    monkeypatch.setenv("SASAEAI_DATA", str(tmp_path / "data"))


def write(path, *lines):
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def answers(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def classify(source, out, *more):
    return main(["needs", "classify", str(source), "--out", str(out), *more])


def test_a_line_a_text_in_the_form_agreed(tmp_path):
    source = write(
        tmp_path / "in.jsonl", '{"id": "a1", "text": "屋根の雪下ろしを頼める人がいない"}'
    )

    assert classify(source, tmp_path / "out.jsonl") == 0

    (line,) = answers(tmp_path / "out.jsonl")
    assert list(line) == ["id", "labels", "evidence", "confident", "personal"]
    assert line["id"] == "a1"
    assert line["labels"][0]["code"] == "snow"
    assert line["labels"][0]["score"] >= 0.5
    assert {label["code"] for label in line["labels"]} <= {code.value for code in CODES}
    scores = [label["score"] for label in line["labels"]]
    assert scores == sorted(scores, reverse=True)
    assert "雪下ろし" in line["evidence"]
    assert line["confident"] is True


def test_evidence_stands_in_the_text_as_it_was_written(tmp_path):
    text = "ｺﾞﾐ捨場が遠く、買物も 一苦労"
    source = write(tmp_path / "in.jsonl", json.dumps({"id": 1, "text": text}))

    assert classify(source, tmp_path / "out.jsonl") == 0

    (line,) = answers(tmp_path / "out.jsonl")
    assert line["evidence"]
    assert all(words in text for words in line["evidence"])


def test_half_width_and_full_width_writing_give_the_same_labels(tmp_path):
    source = write(
        tmp_path / "in.jsonl",
        '{"id": 1, "text": "ｽﾏﾎの使い方がわからない"}',
        '{"id": 2, "text": "スマホの使い方がわからない"}',
    )

    classify(source, tmp_path / "out.jsonl")

    first, second = answers(tmp_path / "out.jsonl")
    assert first["labels"] == second["labels"]


def test_a_survey_from_excel_and_from_csv(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "in.xlsx")
    sheet = book.add_worksheet()
    for row, cells in enumerate(
        [("番号", "自由記述"), (7, "話し相手がいない"), (8, "弁当がほしい")]
    ):
        sheet.write_row(row, 0, cells)
    book.close()
    write(tmp_path / "in.csv", "番号,自由記述", "7,話し相手がいない", "8,弁当がほしい")

    assert classify(tmp_path / "in.xlsx", tmp_path / "1.jsonl") == 0
    assert classify(tmp_path / "in.csv", tmp_path / "2.jsonl") == 0

    assert answers(tmp_path / "1.jsonl") == answers(tmp_path / "2.jsonl")
    assert [line["labels"][0]["code"] for line in answers(tmp_path / "1.jsonl")] == [
        "gathering",
        "meals",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "b"}', "「text」がありません"),
        ('{"text": "雪"}', "「id」がありません"),
        ('{"id": "b", "text": 3}', "「text」は文字で"),
        ("雪かき", "一行に一つの JSON オブジェクト"),
        ('{"id": "b", "text": "雪', "JSON として読めません"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_nothing_is_written(tmp_path, capsys, line, told):
    source = write(tmp_path / "in.jsonl", '{"id": "a", "text": "雪"}', line)

    assert classify(source, tmp_path / "out.jsonl") == 2

    error = capsys.readouterr().err
    assert "2行目" in error
    assert told in error
    assert not (tmp_path / "out.jsonl").exists()


def test_a_file_without_a_column_of_texts_is_refused(tmp_path, capsys):
    assert classify(write(tmp_path / "in.csv", "日付,人数", "4/1,3"), tmp_path / "o.jsonl") == 2

    assert "文の列が見つかりません" in capsys.readouterr().err


def test_a_town_adds_and_removes_words(tmp_path):
    source = write(tmp_path / "in.jsonl", '{"id": 1, "text": "どんぐり号が来ない"}')
    town = tmp_path / "town"
    town.mkdir()
    write(town / "words.toml", "[transport]", 'words = "どんぐり号"')

    assert classify(source, tmp_path / "out.jsonl", "--town", str(town)) == 0

    (line,) = answers(tmp_path / "out.jsonl")
    assert line["labels"][0]["code"] == "transport"
    assert line["evidence"] == ["どんぐり号"]


def test_a_corrected_text_gets_what_was_settled(tmp_path, capsys):
    source = write(tmp_path / "in.jsonl", '{"id": 1, "text": "家の前の雪が 心配"}')
    town = tmp_path / "town"
    town.mkdir()
    write(town / "corrections.jsonl", '{"text": "家の前の雪が心配", "labels": ["watch", "snow"]}')

    assert classify(source, tmp_path / "out.jsonl", "--town", str(town)) == 0

    (line,) = answers(tmp_path / "out.jsonl")
    assert {label["code"] for label in line["labels"] if label["score"] >= 0.5} == {"watch", "snow"}
    assert "町の訂正1件" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("words.toml", "[yuki]\nwords = '雪'", "[yuki] という分類はありません"),
        ("words.toml", "[snow]\nwords = 3", "空白で区切った文字"),
        ("corrections.jsonl", '{"text": "雪", "labels": ["yuki"]}', "1行目"),
        ("corrections.jsonl", '{"text": "雪"}', "1行目"),
    ],
)
def test_a_town_s_file_that_cannot_be_used_is_named(tmp_path, capsys, name, content, told):
    source = write(tmp_path / "in.jsonl", '{"id": 1, "text": "雪"}')
    town = tmp_path / "town"
    town.mkdir()
    write(town / name, content)

    assert classify(source, tmp_path / "out.jsonl", "--town", str(town)) == 2

    error = capsys.readouterr().err
    assert name in error
    assert told in error


def test_a_town_that_has_corrected_enough_is_told_what_it_brought(tmp_path, capsys):
    source = write(tmp_path / "in.jsonl", '{"id": 1, "text": "公園までのどんぐり号"}')
    town = tmp_path / "town"
    town.mkdir()
    lines = [
        json.dumps({"text": f"{n}丁目から{n + 1}丁目までのどんぐり号", "labels": ["transport"]})
        for n in range(24)
    ]
    write(town / "corrections.jsonl", *lines)

    assert classify(source, tmp_path / "out.jsonl", "--town", str(town)) == 0

    assert "町の訂正24件から学びました" in capsys.readouterr().err
    (line,) = answers(tmp_path / "out.jsonl")
    assert line["labels"][0]["code"] == "transport"


def test_a_folder_that_is_not_there_is_refused(tmp_path, capsys):
    source = write(tmp_path / "in.jsonl", '{"id": 1, "text": "雪"}')

    assert classify(source, tmp_path / "out.jsonl", "--town", str(tmp_path / "none")) == 2
    assert classify(source, tmp_path / "none" / "out.jsonl") == 2

    error = capsys.readouterr().err
    assert "フォルダーがありません" in error
    assert "には書けません" in error


def test_without_the_table_of_words_it_works_and_says_so(tmp_path, capsys):
    source = write(tmp_path / "in.jsonl", '{"id": 1, "text": "雪"}')

    assert classify(source, tmp_path / "out.jsonl") == 0

    assert "言葉の表がない" in capsys.readouterr().err
