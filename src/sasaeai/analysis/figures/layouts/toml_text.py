"""Layouts as TOML text. Keys in Japanese may stand without quotation marks (TOML wants them)."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from sasaeai.analysis.figures.layouts.reading import read_layout
from sasaeai.analysis.figures.layouts.tree import Layout
from sasaeai.analysis.figures.refusals import LayoutRefused

# Strings and comments are kept; elsewhere a bare word with a non-ASCII letter can only be a key.
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""'
    r"|'''.*?'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|(?P<word>[^\s=.\[\]{},\"'#]+)",
    re.DOTALL,
)


def layout_from_toml(text: str) -> Layout:
    """A layout from TOML text.

    :raises LayoutRefused: for text that is not TOML or not a layout
    """
    return read_layout(values_from_toml(text))


def values_from_toml(text: str) -> dict[str, Any]:
    """The values of TOML text.

    :raises LayoutRefused: naming the line

    >>> values_from_toml('回・人 = "回"  # 町の決め')
    {'回・人': '回'}
    """
    try:
        return tomllib.loads(_TOKEN.sub(_quoted, text.removeprefix("\ufeff")))
    except tomllib.TOMLDecodeError as error:
        where = _AT.search(str(error))
        told = f"{where[1]}行目 {where[2]}文字目あたり" if where else "終わりのあたり"
        raise LayoutRefused(
            f"様式を TOML として読めません（{told}：{_AT.sub('', str(error)).strip()}）。かぎ括弧・引用符の閉じ忘れ、"
            "= の書き忘れがないか、その行を確かめてください。"
        ) from None


def _quoted(found: re.Match[str]) -> str:
    word = found["word"]
    if word is None or word.isascii():
        return found[0]
    return f'"{word}"'
