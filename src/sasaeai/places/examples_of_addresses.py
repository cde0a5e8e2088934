"""Address points of the invented city: a small file as the ministry writes it, taken in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sasaeai.places.actions import load_addresses
from sasaeai.places.examples import WHEN
from sasaeai.places.models import AddressBook
from sasaeai.places.rules.address_file import read_addresses
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem

BLOCK_HEADS = (
    "都道府県名,市区町村名,大字・丁目名,小字・通称名,街区符号・地番,座標系番号,Ｘ座標,Ｙ座標,緯度,経度,"
    "住居表示フラグ,代表フラグ,更新前履歴フラグ,更新後履歴フラグ"
)
Line = tuple[str, str, str, str, float, float]  # 市区町村, 大字・丁目, 小字, 街区, 緯度, 経度


def block_file(lines: Iterable[Line], *, prefecture: str = "越前県") -> bytes:
    """A 街区レベル file as downloaded: CP932, every cell in quotation marks."""
    rows = [
        ",".join(
            f'"{cell}"'
            for cell in (prefecture, city, town, section, number, 7, 0, 0, south, west, 1, 1, 0, 0)
        )
        for city, town, section, number, south, west in lines
    ]
    return "\r\n".join([BLOCK_HEADS, *rows, ""]).encode("cp932")


def town_block_file(lines: Iterable[Line], *, prefecture: str = "越前県") -> bytes:
    """A 大字・町丁目レベル file as downloaded."""
    heads = "都道府県コード,都道府県名,市区町村コード,市区町村名,大字町丁目コード,大字町丁目名,緯度,経度"
    rows = [
        f'"18","{prefecture}","18999","{city}","1","{town}","{south}","{west}"'
        for city, town, _, _, south, west in lines
    ]
    return "\r\n".join([heads, *rows, ""]).encode("cp932")


def postcode_file(
    lines: Iterable[tuple[str, str, str]], *, code: str = "99901", prefecture: str = "越前県"
) -> bytes:
    """A list of (postcode, 市区町村, 町域) as 日本郵便 writes it: CP932, no heads, fifteen columns."""
    rows = [
        f'{code},"{number[:3]}  ","{number}","ｴﾁｾﾞﾝｹﾝ","ｼ","ﾏﾁ","{prefecture}","{city}","{place}",0,0,0,0,0,0'
        for number, city, place in lines
    ]
    return "\r\n".join([*rows, ""]).encode("cp932")


def a_book(town: Town, lines: Sequence[Line] | None = None) -> AddressBook:
    """Blocks of the town, taken in."""
    given = lines or [(town.name, "みどり町三丁目", "", "4", 36.561, 136.651)]
    file = read_addresses(block_file(given), filename="18999-23.0a.csv", town=town.name)
    by = PartOfSystem("見本の町", town.pk)
    return load_addresses(by=by, at=WHEN, town=town, file=file, edition="2024年")
