"""Which encoding a text file is in: mark, UTF-8, CP932, and EUC-JP last."""

from __future__ import annotations

import codecs
import re
from typing import Final

from sasaeai.documents.kinds import utf16_without_mark
from sasaeai.documents.refusals import CannotRead

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KANA_OR_KANJI: Final = re.compile("[\u3041-\u30fe\u4e00-\u9fff]")
_HALF_WIDTH_ONLY: Final = re.compile("[\x00-\x7f\uff61-\uff9f]*")

# Python's cp932 gives single bytes that stand for nothing (0x80, 0xA0, 0xFD–0xFF) these places.
_NO_LETTER: Final = re.compile("[\x80\xa0\uf8f0-\uf8f3]")

NAMES: Final = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16（LE）",
    "utf-16-be": "UTF-16（BE）",
    "cp932": "シフトJIS（CP932）",
    "euc_jp": "EUC-JP",
}


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    :raises CannotRead: when no encoding used in Japan fits
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(data[len(mark) :], encoding), encoding
    unmarked = utf16_without_mark(data)
    if unmarked:
        return _text(data, unmarked), unmarked
    for encoding in ("utf-8", "cp932", "euc_jp"):
        text = _try(data, encoding)
        if text is not None:
            if encoding == "cp932" and (_NO_LETTER.search(text) or _rather_euc(data, text)):
                continue
            return text, encoding
    raise _unknown()


def _rather_euc(data: bytes, as_cp932: str) -> bool:
    """EUC-JP text often passes as CP932, as rare kanji between half-width kana.

    The other way round it hardly happens: the lead bytes of CP932's kana and common kanji
    (0x81–0x9F) do not exist in EUC-JP. Only a text of nothing but half-width kana could be both.
    """
    if _HALF_WIDTH_ONLY.fullmatch(as_cp932):
        return False
    as_euc = _try(data, "euc_jp")
    return as_euc is not None and bool(_KANA_OR_KANJI.search(as_euc))


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _text(data: bytes, encoding: str) -> str:
    text = _try(data, encoding)
    if text is None:
        raise _unknown()
    return text


def _unknown() -> CannotRead:
    return CannotRead(
        "文字コードがわからないため読み込めません。Excelで開き、「CSV UTF-8（コンマ区切り）」か"
        "「Excelブック（.xlsx）」で保存しなおして、もう一度お選びください。"
    )
