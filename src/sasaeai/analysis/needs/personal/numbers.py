"""Phone numbers, e-mail addresses, dates of birth and personal numbers, in text folded to half width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sasaeai.analysis.needs.personal.kinds import Personal, PersonalKind

_DASH: Final = "[-‐‑‒–—―−─ーｰ~・.]"
_APART: Final = rf"(?: ?{_DASH} ?|[ ()]|\) ?{_DASH}?)"
_EMAIL: Final = re.compile(r"[a-z0-9._%+\-]+@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+")
_WRITTEN_PHONES: Final = (
    rf"\(?0\d{{1,4}}\)?{_APART}\d{{1,4}}{_APART}\d{{3,4}}",  # 03-1234-5678, (03)1234-5678
    r"\(0\d{1,4}\)\d{5,8}",
    rf"0[5789]0{_APART}?\d{{4}}{_APART}?\d{{4}}",
    rf"0(?:120|800){_APART}?\d{{2,3}}{_APART}?\d{{3,4}}",
    rf"0\d{{1,4}}{_APART}\d{{5,8}}",
    r"0\d{9,10}",
    rf"\+81{_APART}?\(?0?\)?\d{{1,4}}{_APART}?\d{{1,4}}{_APART}?\d{{3,4}}",
)
_PHONE: Final = re.compile(rf"(?<![\d.,-])(?:{'|'.join(_WRITTEN_PHONES)})(?!\d)")
_SPOKEN: Final = r"(?:電話番号|電話|でんわ|tel|携帯番号|携帯|連絡先|fax|ファックス|ファクス|℡|☎|📞)"
_SHORT_PHONE: Final = re.compile(
    rf"{_SPOKEN}(?:番号)?[はが:;/、. ]{{0,3}}((?:\d{{1,4}}{_APART})?\d{{2,4}}{_APART}\d{{4}})(?!\d)"
)
_ERA: Final = r"(?:明治|大正|昭和|平成|令和|西暦|[mtshr])"
_YEAR: Final = rf"(?:{_ERA}\.? ?(?:\d{{1,4}}|元)|\d{{4}})"
_DATE: Final = rf"{_YEAR}(?: ?年 ?\d{{1,2}} ?月 ?\d{{1,2}} ?日|[./\-]\d{{1,2}}[./\-]\d{{1,2}})"
_BORN: Final = re.compile(
    rf"(?:(?:生年月日|誕生日|生まれ)[はが:、 ]{{0,3}}({_DATE})"
    rf"|({_DATE}) ?(?:\([^()]{{0,8}}\))? ?(?:生|うまれ|の生まれ))"
)
_NUMBER: Final = re.compile(
    r"(?:マイナンバー|個人番号|被保険者証?|受給者証?|口座番号|口座|記号番号|免許証?番号|免許証?の番号|手帳番号|会員番号|番号)"
    r"[はが:の番号、. ]{0,5}(\d[\d -]{4,18}\d)(?![\d年月日時分円人回丁番])"
)
_DIGITS: Final = re.compile(r"[0-9]")
_KANJI_DIGITS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")


def numbers_in(text: str) -> Iterator[Personal]:
    """Everything that is told by digits or by an @, places in the folded text."""
    for found in _EMAIL.finditer(text):
        yield Personal(*found.span(), PersonalKind.EMAIL)
    for found in _PHONE.finditer(text):
        if _is_phone(found.group()):
            yield Personal(*found.span(), PersonalKind.PHONE)
    for found in _PHONE.finditer(text.translate(_KANJI_DIGITS)):
        if not _DIGITS.search(text, *found.span()) and _is_phone(found.group()):
            yield Personal(*found.span(), PersonalKind.PHONE)
    for found in _SHORT_PHONE.finditer(text):
        yield Personal(*found.span(1), PersonalKind.PHONE)
    for found in _BORN.finditer(text):
        yield Personal(*found.span(1 if found[1] else 2), PersonalKind.BIRTH_DATE)
    for found in _NUMBER.finditer(text):
        yield Personal(*found.span(1), PersonalKind.NUMBER)


def _is_phone(text: str) -> bool:
    """Ten or eleven digits from the leading 0 (free numbers as well); a country code stands for the 0."""
    digits = "".join(_DIGITS.findall(text))
    if text.startswith("+"):
        return 11 <= len(digits) <= 13
    return 9 < len(digits) < 12 and not digits.startswith("00")
