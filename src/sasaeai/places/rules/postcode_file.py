"""日本郵便「郵便番号データ」 (KEN_ALL.CSV in CP932, utf_ken_all.csv): the lines of one town, read without heads.

Columns: 全国地方公共団体コード, 旧郵便番号, 郵便番号, three in kana, 都道府県名, 市区町村名, 町域名, and marks.
A 町域 that is too long goes on in the next line of the CP932 file, until its bracket closes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sasaeai.analysis.addresses.postcodes import PostLine, post_line
from sasaeai.documents.archives import check_file_size
from sasaeai.documents.refusals import CannotRead
from sasaeai.places.rules.address_file import csv_texts, is_of

CODE, NUMBER, PREFECTURE, CITY, PLACE = 0, 2, 6, 7, 8
_FIVE, _SEVEN = re.compile(r"[0-9]{5}"), re.compile(r"[0-9]{7}")
NO_TABLE = (
    "郵便番号の一覧として読めません。日本郵便の「郵便番号データ」のCSV"
    "（KEN_ALL.CSV か utf_ken_all.csv、ZIPのままでもよい）をお選びください。"
)


@dataclass(frozen=True)
class PostcodeFile:
    """What a file holds for a town."""

    filename: str
    lines: tuple[PostLine, ...]


def read_postcodes(data: bytes, *, filename: str, code: str, town: str) -> PostcodeFile:
    """The lines of a town: by its code of five or six digits, its wards by their names.

    :raises CannotRead: no such list, or nothing of the town in it
    """
    check_file_size(data)
    found = [line for rows in csv_texts(data) for line in _of_town(_whole(rows), code[:5], town)]
    if not found:
        raise CannotRead(
            f"このファイルに「{town}」（{code[:5]}）の郵便番号はありません。全国か、町のある都道府県のファイルをお選びください。"
        )
    return PostcodeFile(filename, tuple(dict.fromkeys(found)))


def _of_town(rows: Iterable[list[str]], code: str, town: str) -> Iterator[PostLine]:
    for cells in rows:
        if cells[CODE] == code or is_of(cells[CITY], town):
            for place in _places(cells[PLACE]):
                yield post_line(cells[NUMBER], cells[PREFECTURE], cells[CITY], place)


def _places(written: str) -> list[str]:
    """Several names in one line are several; those in brackets belong to the name before."""
    return [written] if "（" in written else written.split("、")


def _whole(rows: Iterator[Sequence[str]]) -> Iterator[list[str]]:
    """Lines with their digits complete, those that go on put together."""
    open_line: list[str] | None = None
    for row in rows:
        cells = _read(row)
        if cells is None:
            continue
        if open_line is not None and open_line[NUMBER] == cells[NUMBER]:
            open_line[PLACE] += cells[PLACE]
        else:
            open_line = cells
        if open_line[PLACE].count("（") <= open_line[PLACE].count("）"):
            yield open_line
            open_line = None


def _read(row: Sequence[str]) -> list[str] | None:
    """The cells of a line; None for an empty one. A spreadsheet may have eaten the zeros in front.

    :raises CannotRead: if it is no line of such a list
    """
    cells = [cell.strip() for cell in row]
    if not any(cells):
        return None
    if len(cells) <= PLACE:
        raise CannotRead(NO_TABLE)
    cells[CODE], cells[NUMBER] = cells[CODE].zfill(5), cells[NUMBER].zfill(7)
    if not (_FIVE.fullmatch(cells[CODE]) and _SEVEN.fullmatch(cells[NUMBER])):
        raise CannotRead(NO_TABLE)
    cells[PREFECTURE], cells[CITY] = cells[PREFECTURE][:10], cells[CITY][:60]
    return cells
