"""Texts without the characters that no document format can hold."""

from __future__ import annotations

import re
from typing import Final

# XML 1.0 has no place for these, nor have they a shape on paper.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text with LF line ends and without control characters.

    >>> printable("体操\\x0b教室\\r\\n二階")
    '体操教室\\n二階'
    """
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
