"""Every encoding × line end × mark × length gives the right heads and values."""

from __future__ import annotations

import codecs

import pytest

from sasaeai.documents.reading import read_table
from sasaeai.documents.reading.encodings import decoded
from sasaeai.documents.refusals import CannotRead

KNOWN = {"held_on": ("実施日",), "wording": ("内容",)}
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}


def a_log(rows, line_end):
    lines = ["実施日,内容"]
    lines += [f"R5.1.{1 + n % 28},第{n}回 サロン「笑顔」訪問・見守り" for n in range(rows)]
    if line_end == "mixed":
        ends = ["\n", "\r\n", "\r"]
        return "".join(line + ends[n % 3] for n, line in enumerate(lines))
    return "".join(line + line_end for line in lines)


@pytest.mark.parametrize("rows", [1, 10_000])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "mixed"])
@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp932", "euc_jp"])
def test_every_combination_is_read(encoding, marked, line_end, rows):
    mark = MARKS.get(encoding, b"") if marked else b""
    data = mark + a_log(rows, line_end).encode(encoding)

    table = read_table(data, filename="記録.csv", known_headers=KNOWN)

    assert table.encoding == encoding
    assert table.labels == ("実施日", "内容")
    assert len(table.rows) == rows
    assert table.rows[-1].cells[1] == f"第{rows - 1}回 サロン「笑顔」訪問・見守り"
    assert table.rows[-1].number == rows + 1


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_separators(separator):
    text = f"実施日{separator}内容\nR5.1.27{separator}会議\n"

    table = read_table(text.encode("cp932"), filename="x.csv", known_headers=KNOWN)

    assert table.rows[0].cells == ("R5.1.27", "会議")


@pytest.mark.parametrize("text", ["①㈱㍻～∥－￠￡￢髙﨑", "日付,場所\n", "ｻﾄｳ ﾊﾅｺ", "電話", "漢字"])
def test_cp932_keeps_its_own_letters(text):
    assert decoded(text.encode("cp932")) == (text, "cp932")


@pytest.mark.parametrize("text", ["日付,場所\n会議,公民館\n", "サロン", "電話,漢字"])
def test_euc_is_told_from_cp932(text):
    assert decoded(text.encode("euc_jp")) == (text, "euc_jp")


def test_bytes_of_no_encoding_are_refused():
    with pytest.raises(CannotRead, match="文字コード"):
        decoded(b"\x80\xff\xfd\xa0\xff\xff\xff")


def test_a_line_end_within_quotes_stays_in_its_cell():
    text = '実施日,内容\r\nR5.1.27,"1行目\r\n2行目"\r\nR5.1.28,次\r\n'

    table = read_table(text.encode(), filename="x.csv", known_headers=KNOWN)

    assert table.rows[0].cells[1] == "1行目\n2行目"
    assert table.rows[1].number == 3


def test_quotes_doubled_quotes_and_separators_within():
    text = '実施日,内容\nR5.1.27,"会議, ""体操""の相談"\n'

    table = read_table(text.encode(), filename="x.csv", known_headers=KNOWN)

    assert table.rows[0].cells[1] == '会議, "体操"の相談'
