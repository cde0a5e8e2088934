"""What people get wrong in facts and layouts: told in Japanese with line, field and remedy; nothing is made."""

import pytest

from sasaeai.config.commandline import main

LAYOUT = """
title = "種類別"
period = "令和4年度"
[[rows]]
by = "kind"
total = "計"
[[columns]]
label = "人"
measure = { sum = "人" }
"""
RATE = """
title = "率"
period = "令和4年度"
[[rows]]
by = "圏域"
total = "計"
[[columns]]
label = "率"
measure = { ratio = [{ count = "events" }, { value = "人口" }], times = 1000 }
"""
GOOD = '{"id":"a","date":"2022-04-05","kind":"訪問","area":{"圏域":"東"},"counts":{"人":2}}'
WEST = '{"id":"b","date":"2022-04-05","kind":"訪問","area":{"圏域":"西"},"counts":{"人":2}}'
EAST_PEOPLE = (
    '{"date":"2022-09-30","indicator":"人口","area":{"圏域":"東"},"value":100,"unit":"人"}'
)


def made(tmp_path, facts, layout=LAYOUT):
    """The exit code of `sasaeai table` and whether the table was written."""
    (tmp_path / "facts.jsonl").write_bytes(facts if isinstance(facts, bytes) else facts.encode())
    (tmp_path / "layout.toml").write_text(layout, encoding="utf-8")
    out = tmp_path / "table.json"
    code = main(
        [
            *("table", "--facts", str(tmp_path / "facts.jsonl")),
            *("--layout", str(tmp_path / "layout.toml"), "--out", str(out)),
        ]
    )
    return code, out


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (b"", "事実が一行もありません"),
        ("﻿" + GOOD[:-1], "途中で終わっています"),
        (GOOD.encode("cp932"), "UTF-8 ではない文字があります"),
        (GOOD.encode("utf-16"), "UTF-16 で保存されています"),
        ("id,date,kind\na,2022-04-05,訪問", "1行目：一行に一つの JSON オブジェクト"),
        (f"[\n{GOOD}\n]", "この行は「[」で始まっています"),
        (GOOD.replace("}}", "},}"), "コンマを消してください"),
        (f"{GOOD}\n{GOOD}", "2行目「id」：facts.jsonl 1行目と同じ id です"),
        (GOOD.replace('"人":2', '"人":"十二"'), "1行目「counts」：「人」：「十二」は数ではありません"),
        (GOOD.replace(":2}", f":{'9' * 1_000_000}}}"), "数の桁が多すぎます"),
        (GOOD.replace(":2}", ":9000000000000000000}"), "大きすぎます"),
        (GOOD.replace(":2}", ':"1e999999"}'), "大きすぎます"),
        (GOOD.replace('"東"', "[" * 3000 + "]" * 3000), "入れ子が深すぎます"),
        (GOOD.replace("2022-04-05", "R0.4.1"), "1行目「date」：期間「R0.4.1」を読み取れません"),
        (GOOD.replace("2022-04-05", "0" * 9999), f"期間「{'0' * 40}…」を読み取れません"),
        (GOOD.replace('"kind":"訪問"', '"kind":"訪問","value":3'), "1行目「value」：何の数か"),
    ],
)  # fmt: skip
def test_an_unusable_line_is_told(tmp_path, capsys, facts, words):
    code, out = made(tmp_path, facts)

    assert code == 2
    assert words in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    "facts",
    [
        ("﻿" + GOOD + "\r\n").encode(),
        GOOD.replace("2022-04-05", "2022-04-05T00:00:00"),
        GOOD.replace("2022-04-05", "令和４年４月５日（火）"),
        GOOD.replace(":2}", ":0.30000000000000004}"),
    ],
)
def test_what_spreadsheets_write_is_read(tmp_path, facts):
    assert made(tmp_path, facts)[0] == 0


def test_a_rate_without_its_denominator_is_refused(tmp_path, capsys):
    code, _ = made(tmp_path, GOOD, RATE)

    assert code == 2
    assert "分母「人口」が事実のどこにもありません" in capsys.readouterr().err


def test_a_total_rate_is_left_blank_where_one_denominator_is_missing(tmp_path, capsys):
    code, out = made(tmp_path, f"{GOOD}\n{WEST}\n{EAST_PEOPLE}", RATE)

    assert code == 0
    assert out.read_text(encoding="utf-8").count('"text": ""') == 2
    assert "分母「人口」の数がない（西）" in capsys.readouterr().err


def test_missing_arguments_are_told_in_japanese(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["table", "--facts", "facts.jsonl"])

    assert stopped.value.code == 2
    assert "--layout" in capsys.readouterr().err
