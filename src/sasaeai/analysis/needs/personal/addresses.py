"""Addresses: a place name with the numbers of a house, or a building with a room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sasaeai.analysis.needs.personal.kinds import Personal, PersonalKind

_DIGIT: Final = "[0-9〇一二三四五六七八九十百]"
_DASH: Final = "[-‐‑‒–—―−─ーｰのノ]"
_KANJI: Final = "[一-鿿々ヶヵケ]"
# A place name: kanji and katakana; hiragana before or between kanji of places (さくら台, ひばりが丘, 宮の前).
_PLACE: Final = (
    rf"(?:{_KANJI}|[ァ-ヺー]|[ぁ-ん]{{2,5}}(?=が?[丘台町市区村山野原田川浜島]|ヶ丘)"
    rf"|(?<={_KANJI})[がのケ](?=[丘台内里森原浜宮上下前後中奥口])|が(?=丘))+"
)
_SOME: Final = rf"{_DIGIT}{{1,5}}"
_COUNTED: Final = (
    r"(?! ?(?:人|回|日|時|分|年|月|歳|才|円|割|軒|件|km|m|階|週|本|個|枚|[かカヶ箇]所|%|世帯|名|度|倍|点|kg|キロ|泊|杯"
    r"|食|袋|台|匹|頭|便|つ|[0-9.]))"
)
_MORE: Final = rf"(?: ?{_DASH} ?{_SOME}{_COUNTED}|[0-9]{{1,4}}{_COUNTED})"
_NUMBERS: Final = (
    rf"(?:{_SOME}丁目 ?)?(?:"
    rf"{_SOME} ?番地{_MORE}?(?: ?号(?!室|棟))?{_MORE}?"
    rf"|{_SOME} ?番(?!目|号|組|手|人|町|線|館|会|所|茶|犬)(?: ?{_SOME}{_COUNTED})?{_MORE}?(?: ?号(?!室|棟))?{_MORE}?"
    rf"|[0-9]{{1,5}} ?{_DASH} ?[0-9]{{1,5}}(?: ?{_DASH} ?[0-9]{{1,5}}){{0,3}}{_COUNTED}(?: ?号(?!室))?"
    rf")|{_SOME}丁目 ?[0-9]{{1,5}}{_COUNTED}(?!棟)"
)
_ROOM: Final = (
    rf"(?:[一-鿿々ヶァ-ヺーa-z]|[ぁ-ん]{{2,8}}(?=[一-鿿ァ-ヺ]|{_DIGIT}))+ ?(?:{_SOME} ?(?:号棟|棟|号館) ?)?"
    r"[0-9]{1,4} ?(?:号室|号(?![線車館棟]))"
)
_POSTCODE: Final = r"〒 ?\d{3} ?[-‐−ー]? ?\d{4}"
_NAMED_ROOM: Final = rf"(?:{_KANJI}|[ァ-ヺーa-z]|[ぁ-ん]{{2,8}}){{2,12}} ?[0-9]{{3,4}}{_COUNTED}"
_ADDRESS: Final = re.compile(
    rf"(?:{_POSTCODE} ?)?{_PLACE}(?<![第約計各全毎午度週月日率数値級位年回人段])(?: ?字 ?{_PLACE})? ?(?:{_NUMBERS})"
    rf"(?:[ 、]?{_ROOM}|[ 、]{_NAMED_ROOM})?|{_POSTCODE}"
    rf"|(?<![0-9]){_SOME}丁目 ?{_SOME}(?: ?{_DASH} ?|番(?:地)? ?){_SOME}{_COUNTED}(?: ?号(?!室))?"
)
_HOUSE: Final = (
    "荘|ハイツ|コーポ|マンション|アパート|ハイム|メゾン|レジデンス|パレス|ビル|住宅|団地"
    "|コート|ヴィラ|ハウス|タウン|グリーン|シャトー|プラザ|寮"
)
_DOOR: Final = (
    r"(?:[0-9]{1,4} ?号室?|(?<=棟)[0-9]{3,4}|(?<=[ァ-ヺー荘a-z ])[0-9]{3,4}(?![0-9円人年戸世]))"
)
_BUILDING: Final = re.compile(
    rf"(?:{_KANJI}|[ァ-ヺーa-z]|[ぁ-ん]{{2,8}}(?=荘|ハイツ|コーポ|マンション|アパート|ハウス))*"
    rf"(?:{_HOUSE})(?:{_KANJI}|[ァ-ヺーa-z]|[ぁ-ん]{{2,6}})*? ?(?:[a-z]?{_SOME} ?(?:号棟|棟|号館) ?)?{_DOOR}"
)
# What stands before a place but is none of it: 「独居の」 ends by の, these have nothing between.
_BEFORE: Final = re.compile(
    r"^(?:住所|現住所|自宅|本籍|転居先|住まい|場所|宛先|方|宅|在住|隣|昨日|今日|先日|現在|以前|地番|所在地)+"
)
_LEAST_PLACE: Final = 1


def addresses_in(text: str) -> Iterator[Personal]:
    """Addresses, places in the folded text."""
    for found in _ADDRESS.finditer(text):
        start = found.start() + _leading(found.group())
        if text.startswith("丁目", start):
            continue
        if _has_place(text[start : found.end()]):
            yield Personal(start, found.end(), PersonalKind.ADDRESS)
    for found in _BUILDING.finditer(text):
        yield Personal(found.start() + _leading(found.group()), found.end(), PersonalKind.ADDRESS)


def _leading(text: str) -> int:
    """How much before the address is no part of it."""
    before = _BEFORE.match(text)
    return before.end() if before else 0


def _has_place(text: str) -> bool:
    """Whether a name of a place stands before the first number."""
    place = re.split(r"[0-9]", text, maxsplit=1)[0]
    return text.startswith("〒") or "丁目" in text or len(place.strip(" -ー")) >= _LEAST_PLACE
