"""Numbers as people write them: １，９５９人, 約20名, △3, 十二人, 1万2千円."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, Literal

from sasaeai.documents.reading.sheets import CellValue, text_of
from sasaeai.documents.refusals import CellRefused

Nearness = Literal["exact", "about", "at_least", "at_most"]

_BLANK_MARKS: Final = re.compile(r"[-―ー—–‐−‥…*＊・./／]*|未記入|空欄|n/?a", re.IGNORECASE)
_NUMBER: Final = re.compile(
    r"(?P<about>約|およそ|おおよそ|大体|だいたい|計|延べ|のべ|延|実)?\s*"
    r"(?P<sign>[-+△▲])?\s*"
    r"(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|[〇一二三四五六七八九十百千]+)?"
    r"(?:(?P<man>万)(?P<rest>\d{1,4}|[一二三四五六七八九十百千]+)?)?"
    r"(?P<sen>千)?\s*"
    r"(?P<unit>[^\d\s,.~〜～+\-×*]*?)\s*"
    r"(?P<near>以上|超|余り|余|以下|未満|程度|くらい|ぐらい|ほど|前後|弱|強)?"
)
_NEAR: Final[dict[str, Nearness]] = {"以上": "at_least", "超": "at_least", "以下": "at_most"}
_ABOUT: Final = frozenset({"約", "およそ", "おおよそ", "大体", "だいたい"})
_KANJI: Final = {k: n for n, k in enumerate("〇一二三四五六七八九")}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_HOW: Final = "「12」や「12人」のように、数を一つだけ書いてください。"


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number with what was written around it.

    :param unit: as written (人, 回, 団体 …), empty where nothing was
    """

    value: Decimal
    unit: str = ""
    nearness: Nearness = "exact"


def read_number(value: CellValue) -> ReadNumber | None:
    """The number a cell means; a dash or asterisks mean that nothing was filled in.

    :raises CellRefused: where it is not one number; with `ask` where it could be two
    """
    if value is None:
        return None
    if isinstance(value, bool | date | datetime | time | timedelta):
        raise CellRefused(
            f"「{text_of(value)}」は数ではありません。"
            f"Excelが日付や時刻に変えていることがあります。{_HOW}"
        )
    if isinstance(value, int | float):
        return ReadNumber(_decimal(value))
    return _number_of_text(value)


def _decimal(value: float) -> Decimal:
    """Without the tail of binary fractions: Excel stores 0.1+0.2 as 0.30000000000000004."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 — not a number
        raise CellRefused(f"計算の結果が数になっていません。{_HOW}")
    return Decimal(int(value)) if value == int(value) else Decimal(format(value, ".15g"))


@functools.lru_cache(maxsize=8192)
def _number_of_text(text: str) -> ReadNumber | None:
    shown = text.strip()
    tidy = unicodedata.normalize("NFKC", shown).strip().replace("、", ",")
    tidy = re.sub(r"[‐−–—]", "-", tidy)
    if _BLANK_MARKS.fullmatch(tidy):
        return None
    _ask_words(tidy, shown)
    found = _NUMBER.fullmatch(tidy)
    if found is None or not (found["figure"] or found["man"] or found["sen"]):
        raise CellRefused(f"「{shown}」を数として読めません。{_HOW}")
    if found["sign"] and found["figure"] is None:
        raise CellRefused(f"「{shown}」を数として読めません。{_HOW}")
    amount = _amount(found)
    if found["sign"] in ("-", "△", "▲"):
        amount = -amount
    near: Nearness = _NEAR.get(found["near"] or "", "about" if found["near"] else "exact")
    if found["near"] == "未満":
        raise CellRefused(f"「{shown}」は数がはっきりしません。{_HOW}", ask=True)
    if found["about"] in _ABOUT:
        near = "about"
    return ReadNumber(amount, found["unit"] or "", near)


def _amount(found: re.Match[str]) -> Decimal:
    amount = _figure(found["figure"]) if found["figure"] else Decimal(1)
    thousands = 1000 if found["sen"] else 1
    if found["man"]:
        rest = _figure(found["rest"]) if found["rest"] else Decimal(0)
        return amount * 10_000 + rest * thousands
    return amount * thousands


def _figure(figure: str) -> Decimal:
    if figure[0] in _KANJI or figure[0] in _PLACES:
        return Decimal(_kanji(figure))
    return Decimal(figure.replace(",", ""))


def _kanji(figure: str) -> int:
    """百二十三 → 123; 二〇 → 20."""
    if not any(letter in _PLACES for letter in figure):
        return int("".join(str(_KANJI[letter]) for letter in figure))
    total = digit = 0
    for letter in figure:
        if letter in _PLACES:
            total += (digit or 1) * _PLACES[letter]
            digit = 0
        else:
            digit = _KANJI[letter]
    return total + digit


def _ask_words(tidy: str, shown: str) -> None:
    if tidy in ("なし", "無し", "無", "ゼロ"):
        raise CellRefused(
            f"「{shown}」は0のことか、記入なしのことかわかりません。"
            "0であれば「0」、記入なしであれば空欄にしてください。",
            ask=True,
            suggestions=("0", ""),
        )
    span = re.fullmatch(r"(\d+)\D{0,3}[~〜～-]\s*(\d+)\D{0,3}", tidy)
    if span:
        raise CellRefused(
            f"「{shown}」は幅があります。どちらか一つの数にしてください。",
            ask=True,
            suggestions=(span[1], span[2]),
        )
    if re.search(r"\d\D*[+×*,、/]\s*\d", tidy) and not re.fullmatch(
        r"\D*\d{1,3}(?:,\d{3})+(?:\.\d+)?\D*", tidy
    ):
        raise CellRefused(f"「{shown}」には数が二つ以上あります。{_HOW}", ask=True)
