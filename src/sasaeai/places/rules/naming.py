"""Whether two spellings name the same area."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

_DROPPED = re.compile(r"[\s　・,、。\-‐－―ー〜~「」『』()（）]")
_KANJI_NUMBERS = str.maketrans("〇一二三四五六七八九", "0123456789")
_SMALL = str.maketrans("ヶヵ", "ケカ")
_SUFFIXES = (
    "地区社会福祉協議会",
    "地区社協",
    "日常生活圏域",
    "小学校区",
    "中学校区",
    "小学校",
    "中学校",
    "地区",
    "圏域",
    "校区",
)


def folded(name: str) -> str:
    """A name without width, spaces, old number signs and the like.

    >>> folded("第一 圏域") == folded("第1圏域"), folded("朝日ヶ丘") == folded("朝日ケ丘")
    (True, True)
    """
    text = unicodedata.normalize("NFKC", name).translate(_SMALL)
    return _DROPPED.sub("", text).translate(_KANJI_NUMBERS).lower()


def stem(name: str) -> str:
    """A folded name without the word for its kind: 若葉地区 and 若葉小学校区 share one."""
    text = folded(name)
    for suffix in _SUFFIXES:
        if text.endswith(suffix) and len(text) > len(suffix):
            return text.removesuffix(suffix)
    return text


class NameIndex:
    """Finds areas by code or name: exactly, then without the words around the name; never by likeness."""

    def __init__(self, areas: Iterable[tuple[int, str, str]]) -> None:
        """:param areas: triples (key, code, name)"""
        self._by: tuple[dict[str, list[int]], ...] = tuple(defaultdict(list) for _ in range(3))
        for key, code, name in areas:
            self.add(key, code, name)

    def add(self, key: int, code: str, name: str) -> None:
        """One more area."""
        codes, names, stems = self._by
        if code:
            codes[code.strip()].append(key)
        names[folded(name)].append(key)
        stems[stem(name)].append(key)

    def find(self, name: str, code: str = "") -> list[int]:
        """Keys of the areas meant; several where it cannot be told, none where nothing fits."""
        codes, names, stems = self._by
        tail = name.rsplit("_", 1)[-1]
        tries = [
            codes.get(code.strip(), []) if code.strip() else [],
            names.get(folded(name), []),
            stems.get(stem(name), []),
            names.get(folded(tail), []),
            stems.get(stem(tail), []),
        ]
        return next((list(dict.fromkeys(found)) for found in tries if found), [])

    def exactly(self, name: str, code: str = "") -> list[int]:
        """Like `find`, but by code or the whole name only."""
        codes, names, _ = self._by
        found = codes.get(code.strip(), []) if code.strip() else []
        return list(dict.fromkeys(found or names.get(folded(name), [])))
