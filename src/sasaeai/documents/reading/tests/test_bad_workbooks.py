"""Bombs and broken workbooks: rows or a Japanese reason, and the reader lives on."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sasaeai.documents.archives import check_archive, column_number
from sasaeai.documents.reading import read_table
from sasaeai.documents.reading.tests.workbook_maker import KNOWN, a_raw_sheet, a_workbook, a_zip
from sasaeai.documents.refusals import CannotRead

CORPUS = Path(__file__).parents[6] / "shared" / "data" / "badinput" / "calamine_workbooks" / "tests"
CELL = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'


def is_japanese(text):
    return any("\u3041" <= letter <= "\u30fe" for letter in text)


def refusal(data):
    with pytest.raises(CannotRead) as refused:
        read_table(data, filename="x.xlsx", known_headers=KNOWN)
    return str(refused.value)


def outcome(data):
    try:
        read_table(data, filename="x.xlsx", known_headers=KNOWN)
    except CannotRead as refused:
        return str(refused)
    return "rows"


def test_a_sparse_corner_cell_is_refused_by_what_the_sheet_says():
    data = a_raw_sheet(b'<row r="1"><c r="A1"><v>1</v></c></row>', dimension="A1:XFD1048576")

    assert "範囲が広すぎ" in refusal(data)


def test_a_sparse_corner_cell_that_hides_its_range_kills_only_the_opening_process():
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    data = a_raw_sheet(b'<row r="1"><c r="A1"><v>1</v></c></row>' + corner)

    assert is_japanese(refusal(data))


def test_an_archive_that_grows_too_much_is_refused_before_opening():
    bomb = a_zip({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b" " * 50_000_000})

    began = time.monotonic()

    assert "展開すると大きくなりすぎます" in refusal(bomb)
    assert time.monotonic() - began < 5


def test_too_many_parts_are_refused():
    bomb = a_zip({"xl/workbook.xml": b""} | {f"xl/part{n}.xml": b"" for n in range(2_001)})

    assert "部品が多すぎます" in refusal(bomb)


def test_a_file_over_the_limit_is_refused_before_reading():
    assert "100MBまで" in refusal(b"a" * (100 * 1024 * 1024 + 1))


def test_entities_that_multiply_are_not_expanded():
    bomb = (
        b'<!DOCTYPE z [<!ENTITY a "0123456789">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
        + b"]><row r='1'><c r='A1' t='inlineStr'><is><t>&j;</t></is></c></row>"
    )

    assert is_japanese(refusal(a_raw_sheet(bomb)))


def test_a_million_rows_of_one_cell_are_read_or_refused():
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 200_001)
    )

    assert "見出し" in refusal(a_raw_sheet(rows, dimension="A1:A200000"))


def test_a_truncated_workbook_is_refused():
    data = a_workbook([["実施日", "内容"], ["R5.1.27", "会議"]])

    assert is_japanese(refusal(data[: len(data) // 2]))


@pytest.mark.parametrize("offset", [30, 200, 900, 1500, 2500])
def test_damage_anywhere_in_a_workbook_is_told_in_words(offset):
    data = bytearray(a_workbook([["実施日", "内容"], ["R5.1.27", "会議"]]))
    data[offset : offset + 60] = b"\xff" * 60

    assert outcome(bytes(data)) == "rows" or is_japanese(outcome(bytes(data)))


def test_a_broken_container_of_an_old_workbook_is_refused():
    assert is_japanese(refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000))


def test_small_archives_may_be_packed_tightly():
    assert check_archive(a_zip({"xl/a.xml": b" " * 1_000_000})).entries == 1


def test_columns_are_numbered():
    assert (column_number(b"A"), column_number(b"AA"), column_number(b"XFD")) == (1, 27, 16384)


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of bad workbooks is not beside the project"
)
def test_every_workbook_of_the_corpus_gives_rows_or_a_reason():
    wrong = []
    opened = 0
    for path in sorted(CORPUS.iterdir()):
        began = time.monotonic()
        try:
            read_table(path.read_bytes(), filename=path.name, known_headers={"x": ("Note 1",)})
            opened += 1
        except CannotRead as refused:
            if "pass_protected" in path.name and "パスワード" not in str(refused):
                wrong.append((path.name, str(refused)))
            opened += "見出し" in str(refused)
            if not is_japanese(str(refused)):
                wrong.append((path.name, str(refused)))
        if time.monotonic() - began > 30:
            wrong.append((path.name, "too slow"))

    assert wrong == []
    assert opened >= 105
