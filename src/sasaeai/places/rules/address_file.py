"""位置参照情報 and lists like it: rows of one municipality out of a file of a prefecture, read line by line.

街区レベル (CP932; older editions lack 小字・通称名): 都道府県名,市区町村名,大字・丁目名,小字・通称名,街区符号・地番,
座標系番号,Ｘ座標,Ｙ座標,緯度,経度,住居表示フラグ,代表フラグ …
大字・町丁目レベル: 都道府県コード,都道府県名,市区町村コード,市区町村名,大字町丁目コード,大字町丁目名,緯度,経度 …
Source: 国土交通省 位置参照情報ダウンロードサービス (the heads of the files themselves).
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from sasaeai.analysis.addresses.book import Place, place_of
from sasaeai.documents.archives import MEGABYTE, check_file_size
from sasaeai.documents.kinds import FileKind, kind_of
from sasaeai.documents.refusals import CannotRead

HEADS: Mapping[str, tuple[str, ...]] = {
    "prefecture": ("都道府県名", "都道府県", "pref"),
    "city": ("市区町村名", "市町村名", "市区町村", "city"),
    "town": ("大字・丁目名", "大字町丁目名", "大字・町丁目名", "大字・町丁目", "町丁目名", "町名", "town"),
    "section": ("小字・通称名", "小字名", "小字", "koaza"),
    "number": ("街区符号・地番", "街区符号", "地番", "番地"),
    "latitude": ("緯度", "lat", "latitude"),
    "longitude": ("経度", "lon", "lng", "longitude"),
    "first": ("代表フラグ",),
}  # fmt: skip
NEEDED = ("city", "town", "latitude", "longitude")
MOST_BYTES = 1024 * MEGABYTE
MOST_PLACES = 1_500_000
SNIFFED = 65_536
BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)
CANNOT_OPEN = "ZIPを開けません。もう一度ダウンロードしてください。"


@dataclass(frozen=True)
class AddressFile:
    """What a file holds for a town.

    :param cities: (prefecture, municipality) of the rows kept; `others`: municipalities left out
    :param unusable: rows without a point in Japan
    """

    filename: str
    places: tuple[Place, ...]
    cities: tuple[tuple[str, str], ...]
    others: tuple[str, ...]
    unusable: int
    has_blocks: bool


def read_addresses(
    data: bytes, *, filename: str, town: str, also: Sequence[str] = ()
) -> AddressFile:
    """The rows of a town, and of the neighbours named.

    :param town: name of the municipality; its wards and its county are understood
    :raises CannotRead: no such list, or nothing of the town in it
    """
    check_file_size(data)
    reading = _Reading(town, also)
    for lines in csv_texts(data):
        reading.read(lines)
    if not reading.places:
        there = "、".join(sorted(reading.others)[:10]) or "なし"
        raise CannotRead(
            f"このファイルに「{town}」の住所はありません（入っている市区町村：{there}）。"
            "町の入った都道府県のファイルをお選びください。"
        )
    return AddressFile(
        filename,
        tuple(reading.places),
        tuple(sorted(reading.cities, key=lambda pair: not is_of(pair[1], town))),
        tuple(sorted(reading.others)),
        reading.unusable,
        any(place.number for place in reading.places),
    )


def is_of(city: str, town: str) -> bool:
    """Whether a municipality of the file is the town: itself, its ward, or it within its county."""
    return bool(town) and (
        city == town or city.endswith(f"郡{town}") or (city.startswith(town) and city[-1] == "区")
    )


class _Reading:
    """Goes through the lines and keeps those of the town."""

    def __init__(self, town: str, also: Sequence[str]) -> None:
        self._wanted = (town, *also)
        self.places: list[Place] = []
        self.cities: set[tuple[str, str]] = set()
        self.others: set[str] = set()
        self.unusable = 0

    def read(self, lines: Iterator[Sequence[str]]) -> None:
        """Every line below the heads."""
        columns = _columns(next(lines, ()))
        for cells in lines:
            said = {n: cells[c].strip() for n, c in columns.items() if c < len(cells)}
            city = said.get("city", "")
            if not city or not said.get("town") or said.get("first") == "0":
                continue
            if not any(is_of(city, one) for one in self._wanted):
                self.others.add(city)
                continue
            self._keep(city, said)

    def _keep(self, city: str, said: Mapping[str, str]) -> None:
        point = _point(said)
        if point is None:
            self.unusable += 1
            return
        if len(self.places) >= MOST_PLACES:
            raise CannotRead(
                f"町の住所が{MOST_PLACES:,}件を超えています。町だけのファイルに分けて、もう一度お選びください。"
            )
        self.cities.add((said.get("prefecture", ""), city))
        words = (said["town"], said.get("section", ""), said.get("number", ""))
        self.places.append(place_of(city, *words, *point))


def _point(said: Mapping[str, str]) -> tuple[float, float] | None:
    try:
        latitude, longitude = float(said["latitude"]), float(said["longitude"])
    except (KeyError, ValueError):
        return None
    inside = 20 <= latitude <= 46 and 122 <= longitude <= 154
    return (latitude, longitude) if inside else None


def _columns(heads: Sequence[str]) -> dict[str, int]:
    there = {head.strip().strip("\ufeff").lower(): n for n, head in enumerate(heads)}
    found = {
        name: there[word] for name, words in HEADS.items() for word in reversed(words) if word in there
    }  # fmt: skip
    if missing := [HEADS[name][0] for name in NEEDED if name not in found]:
        raise CannotRead(
            f"住所の一覧として読めません（「{'」「'.join(missing)}」の列がありません）。"
            "国土交通省の位置参照情報のCSVか、同じ見出しの表をお選びください。"
        )
    return found


def csv_texts(data: bytes) -> Iterator[Iterator[Sequence[str]]]:
    """The lines of the file, or of every CSV in the archive."""
    kind = kind_of(data)
    if kind is FileKind.TEXT:
        yield _lines(io.BytesIO(data), data[:SNIFFED])
        return
    if kind is not FileKind.ZIP:
        raise CannotRead(
            "住所の一覧は、CSVか、CSVの入ったZIPでお選びください（Excelの表はCSVで保存してください）。"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inner = [i for i in archive.infolist() if i.filename.lower().endswith(".csv")]
            if not inner or sum(i.file_size for i in inner) > MOST_BYTES:
                raise CannotRead("ZIPの中に、読める大きさのCSVがありません。")
            for info in inner:
                with archive.open(info) as part, archive.open(info) as again:
                    yield _lines(again, part.read(SNIFFED))
    except BROKEN_ARCHIVE as broken:
        raise CannotRead(CANNOT_OPEN) from broken


def _lines(file: IO[bytes], beginning: bytes) -> Iterator[Sequence[str]]:
    """Lines of text, decoded as they come.

    :raises CannotRead: if it is neither UTF-8 nor CP932
    """
    text = io.TextIOWrapper(file, encoding=_encoding(beginning), newline="")
    try:
        yield from csv.reader(text)
    except (UnicodeDecodeError, csv.Error) as broken:
        raise CannotRead(
            "CSVの文字を読めません。Shift_JIS（CP932）かUTF-8のファイルをお選びください。"
        ) from broken
    except BROKEN_ARCHIVE as broken:
        raise CannotRead(CANNOT_OPEN) from broken


def _encoding(beginning: bytes) -> str:
    try:
        # The last letter may be cut in two.
        beginning[: len(beginning) - 4 if len(beginning) == SNIFFED else None].decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        cut = broken.start >= len(beginning) - 8 and len(beginning) >= SNIFFED
        return "utf-8-sig" if cut else "cp932"
    return "utf-8-sig"
