"""Texts that a spreadsheet would take for a formula."""

from __future__ import annotations

import re
from typing import Final

_BEGINS_LIKE_A_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")
_HARMLESS: Final = re.compile(r"[-+－＋]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?[%％]?|[-－]+")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might calculate the text; numbers and dashes are harmless.

    >>> [looks_like_formula(text) for text in ("=1+1", "＠青木", "-5", "－", "\\t=1", "体操")]
    [True, True, False, False, True, False]
    """
    return bool(_BEGINS_LIKE_A_FORMULA.match(text)) and not _HARMLESS.fullmatch(text)


def guarded(text: str) -> str:
    """The text for a CSV cell: an apostrophe in front keeps a spreadsheet from calculating it.

    Our own reading takes the apostrophe off again.
    """
    return f"'{text}" if looks_like_formula(text) else text
