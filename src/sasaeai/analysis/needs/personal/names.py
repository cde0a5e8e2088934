"""Names of people: before an honorific, in full, with a title or a household, or introduced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sasaeai.analysis.needs.personal.honoured import honoured
from sasaeai.analysis.needs.personal.kinds import Personal, PersonalKind
from sasaeai.analysis.needs.personal.known import KANJI, KnownNames, joined, known_names

_TITLE: Final = re.compile(
    r"(?:副?会長|区長|町会長|自治会長|班長|組長|民生委員|児童委員|委員|先生|主任|係長|課長|部長|所長|院長|社長|理事長?|議員|医師"
    r"|宅(?!配|地)|家(?![庭族屋賃事具計主])|邸|夫妻|夫婦|一家|姉妹|兄弟|方(?![面向法々言針が]))"
)
_OF_SOMEBODY: Final = re.compile(
    r"の(?:お?ばあ|お?じい|おば|おじ|奥さん|ご?主人|旦那|お?宅|お?母さん|お?父さん|息子さん|娘さん)"
    r"|[(]\d{2,3}[歳才)]|[(](?:男|女)[性)、]"
)
_ROW: Final = re.compile(
    rf"[{KANJI}]{{2,4}}(?:・[{KANJI}]{{2,4}})+(?=さん|様|氏|の?[両二三四]|$|[、。])"
)
_RUN: Final = re.compile(
    rf"[{KANJI}]+(?: [{KANJI}]+| [ぁ-ん]{{2,5}}(?![ぁ-ん])| [ァ-ヺー]{{2,6}})?"
)
_KANA_RUN: Final = re.compile(r"[ァ-ヺー]+(?:[ ・][ァ-ヺー]+)?|[ぁ-んー]+(?: [ぁ-んー]+)?")
_SHORT_GIVEN: Final = range(2, 6)
_INTRODUCED: Final = re.compile(
    r"(?:氏名|お?名前|なまえ|姓名|本人名|世帯主|記入者|聞き取り先|相談者|依頼者|申込者|担当者?)(?:は|が|:|、| ){1,2}"
    rf"([{KANJI}]{{1,5}} ?[{KANJI}]{{1,4}}|[ァ-ヺー]{{2,6}}[ ・]?[ァ-ヺー]{{2,6}}|[ぁ-ん]{{2,5}} [ぁ-ん]{{2,5}})"
    r"(?=[ 。、,(/)様さ氏殿]|です|$)"
)
_SAID: Final = re.compile(
    rf"([{KANJI}]{{2,7}}|[ァ-ヺー]{{3,9}})(?=と申し|と申す|といいます|と言います|という(?:方|者|人|高齢者|男性|女性|おばあ|おじい))"
)


def names_in(text: str) -> Iterator[Personal]:
    """Names of people, places in the folded text (blanks kept as one blank)."""
    known = known_names()
    text = joined(text)
    for ways in (honoured, _in_full, _listed, _kana_in_full, _introduced):
        for start, end in ways(text, known):
            yield Personal(start, end, PersonalKind.NAME)


def _in_full(text: str, known: KnownNames) -> Iterator[tuple[int, int]]:
    """Surname and given name without an honorific, and a surname with a title or a household."""
    for found in _RUN.finditer(text):
        run, offset = found.group(), found.start()
        for start in range(len(run)):
            surname = known.surname_at(run, start)
            end = start + len(surname)
            if surname and _given_fills(run[end:], known):
                yield offset + start, offset + len(run)
                break
            if surname and (_TITLE.match(text, offset + end) or _whose(text, offset + end, start)):
                yield offset + start, offset + end
                break


def _whose(text: str, end: int, before: int) -> bool:
    """Whether a surname that begins its run is somebody's: 田中のおばあちゃん, 久保(82歳)."""
    return before == 0 and _OF_SOMEBODY.match(text, end) is not None


def _listed(text: str, known: KnownNames) -> Iterator[tuple[int, int]]:
    """Surnames in a row: 山田・田中・鈴木の三氏."""
    for found in _ROW.finditer(text):
        place = found.start()
        for name in found.group().split("・"):
            if name in known.surnames:
                yield place, place + len(name)
            place += len(name) + 1


def _given_fills(rest: str, known: KnownNames) -> bool:
    """Whether what follows a surname is a given name and nothing else."""
    word = rest.strip()
    if not word:
        return False
    if re.match(f"[{KANJI}]", word):
        return (
            known.is_given(word) and (rest != word or len(word) > 1) and not known.is_no_name(word)
        )
    return known.is_kana_name(word)


def _kana_in_full(text: str, known: KnownNames) -> Iterator[tuple[int, int]]:
    """Kana names of two parts without an honorific: さとう はなこ, サトウハナコ."""
    for found in _KANA_RUN.finditer(text):
        parts = re.split("[ ・]", found.group())
        if len(parts) == 2:
            start = _surname_before(parts[0], known)
            if start >= 0 and len(parts[1]) in _SHORT_GIVEN:
                yield found.start() + start, found.end()
        elif known.is_full_kana_name(parts[0]):
            yield found.span()


def _surname_before(kana: str, known: KnownNames) -> int:
    """Where in some kana the surname begins that ends them; −1 for none."""
    for start in range(len(kana) - 1):
        if known.is_kana_name(kana[start:]) and (
            start == 0 or kana[start - 1] in "はがをにのとへも"
        ):
            return start
    return -1


def _introduced(text: str, known: KnownNames) -> Iterator[tuple[int, int]]:
    """Names that are introduced: 氏名：…, …と申します."""
    for found in (*_INTRODUCED.finditer(text), *_SAID.finditer(text)):
        word = found[1].replace(" ", "")
        if not known.is_no_name(word) and not word.endswith(known.not_endings):
            yield found.span(1)
