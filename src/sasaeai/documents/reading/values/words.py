"""Yes and no, and several things in one cell."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection
from typing import Final

from sasaeai.documents.reading.sheets import CellValue, text_of
from sasaeai.documents.refusals import CellRefused

_YES: Final = frozenset(
    {
        "○",
        "〇",
        "◯",
        "◎",
        "●",
        "o",
        "はい",
        "有",
        "有り",
        "あり",
        "ある",
        "可",
        "済",
        "済み",
        "要",
        "必要",
    }
    | {
        "真",
        "true",
        "yes",
        "y",
        "1",
        "レ",
        "✓",
        "✔",
        "☑",
        "実施",
        "した",
        "同意",
        "同意あり",
        "同意する",
    }
)
_NO: Final = frozenset(
    {
        "×",
        "✕",
        "✖",
        "x",
        "いいえ",
        "無",
        "無し",
        "なし",
        "ない",
        "否",
        "不可",
        "未",
        "未済",
        "不要",
        "偽",
    }
    | {"false", "no", "n", "0", "未実施", "しない", "しなかった", "同意なし", "同意しない"}
)
_SEPARATORS: Final = "、，,・/／;；\n|｜&＆"
_OPENING: Final = "(（[［「『【〔<＜"
_CLOSING: Final = ")）]］」』】〕>＞"


def read_yes_no(value: CellValue) -> bool | None:
    """Yes or no: ○×, 有無, はい・いいえ, 済・未, 1・0, TRUE・FALSE.

    :raises CellRefused: where it is neither
    """
    if value is None or isinstance(value, bool):
        return value
    word = unicodedata.normalize("NFKC", text_of(value)).strip().lower()
    if word in ("", "-", "ー", "―"):
        return None
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellRefused(
        f"「{text_of(value).strip()}」が「はい」か「いいえ」かわかりません。○か×で書いてください。",
        ask=True,
        suggestions=("○", "×"),
    )


def read_list(value: CellValue, *, known: Collection[str] = ()) -> tuple[str, ...]:
    """Several things in one cell, separated by 、 ・ / , ; or a line end: in order, each once.

    :param known: names that hold a separator themselves (サポート・ネット) and must stay whole
    """
    if value is None:
        return ()
    keep = tuple(
        sorted((n for n in known if any(s in n for s in _SEPARATORS)), key=len, reverse=True)
    )
    return _split(text_of(value), keep)


@functools.lru_cache(maxsize=4096)
def _split(text: str, keep: tuple[str, ...]) -> tuple[str, ...]:
    pieces: list[str] = []
    piece = ""
    depth = at = 0
    while at < len(text):
        whole = next((name for name in keep if text.startswith(name, at)), None)
        letter = whole or text[at]
        at += len(letter)
        depth += (letter in _OPENING) - (letter in _CLOSING)
        if letter in _SEPARATORS and depth <= 0:
            pieces.append(piece)
            piece = ""
        else:
            piece += letter
    pieces.append(piece)
    tidy = (re.sub(r"\s+", " ", piece).strip() for piece in pieces)
    return tuple(dict.fromkeys(piece for piece in tidy if piece))
