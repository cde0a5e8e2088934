"""Keys by which the same place is found again however it was written."""

from __future__ import annotations

import re
import unicodedata

_KANJI = str.maketrans("一二三四五六七八九", "123456789")


def address_key(text: str) -> str:
    """An address without what differs by writer: width, spaces, 丁目・番地・号, ヶ/ケ/が, ノ/之.

    >>> address_key("支合市みどり町三丁目４番５号") == address_key("支合市 みどり町3-4-5")
    True
    >>> address_key("")
    ''
    """
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()
    folded = re.sub(r"[ヶケが](?=[^a-z0-9]|$)", "ヶ", folded)
    folded = re.sub(r"[ノ之](?=[^a-z0-9]|$)", "の", folded)
    folded = re.sub(
        r"([一二三四五六七八九])(?=丁目|番|号)", lambda m: m[1].translate(_KANJI), folded
    )
    folded = re.sub(r"[‐‑–—−ー－](?=\d)", "-", folded)
    return (
        re.sub(r"(丁目|番地の?|番|号)(?=\d)", "-", folded).removesuffix("号").removesuffix("番地")
    )
