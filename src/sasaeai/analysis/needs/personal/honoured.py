"""Names before 様・さん・氏・ちゃん: who is meant, unless it is a role, a relative or a shop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sasaeai.analysis.needs.personal.known import KANJI, KnownNames

_HONORIFIC: Final = re.compile(
    r"様(?![子々式相態方])|さま(?!ざま)|さん(?!ぽ|か[いす]|ざん|づけ)|サン(?![ァ-ヺー])|氏(?![神名素])|ちゃん|チャン(?![ァ-ヺー])|くん(?!で)|君|殿(?!堂)"
)
_LOOKED_BACK: Final = 18
_SURNAME_AND_KANA: Final = re.compile(rf"([{KANJI}]+)( ?)([ぁ-ん]{{2,5}}|[ァ-ヺー]{{2,6}})$")
_SURNAME_AND_MIXED: Final = re.compile(
    rf"([{KANJI}]+) ?((?:[ぁ-ん]{{1,3}}|[ァ-ヺー]{{1,3}})[子江美代枝恵乃郎夫雄])$"
)
_KANJI_APART: Final = re.compile(rf"([{KANJI}]+) ([{KANJI}]{{1,4}})$")
_KANJI_RUN: Final = re.compile(rf"[{KANJI}]+$")
_KATAKANA: Final = re.compile(r"[ァ-ヺー]{2,}(?:[ ・][ァ-ヺー]{2,})?$")
_HIRAGANA: Final = re.compile(r"(?:[ぁ-んー]+ )?[ぁ-んー]+$")
_PARTICLES: Final = "はがをにのとへもでや、。"
_BEFORE: Final = re.compile(
    "(?:昨日|今日|本日|先日|今朝|昨夜|昨晩|明日|当日|前日|翌日|毎日|毎週|毎朝|先週|今週|来週|先月|今月|来月|昨年|今年|当時|以前|最近|現在|時々|普段|午前|午後|夕方|夜"
    "|独居|近所|隣家|隣人|隣|向|高齢|認知症|同居|故|亡|元|現|新任|担当|代表|利用者|相談者|区民|住民|民生委員|区長|班長|会長)+"
)
_LONGEST_UNKNOWN_KANA: Final = 5
_LONGEST_LISTED: Final = 6
_LONGEST_INSIDE: Final = 4
_NEVER_FIRST: Final = frozenset("をんっーぁぃぅぇぉゃゅょ")


def honoured(text: str, known: KnownNames) -> Iterator[tuple[int, int]]:
    """Stretches that stand before an honorific and name somebody, without the honorific."""
    for found in _HONORIFIC.finditer(text):
        left = text[max(0, found.start() - _LOOKED_BACK) : found.start()].rstrip()
        length = _name_at_end(left, known)
        if length and text.startswith("ちゃんと", found.start()):
            length *= known.is_kana_name(left[-length:]) or left[-length - 1 : -length] == "の"
        if length:
            end = found.start() - (text[: found.start()][-1:] == " ")
            yield end - length, end


def _name_at_end(left: str, known: KnownNames) -> int:
    """How many letters at the end of a text are a name; 0 for none."""
    apart = _KANJI_APART.search(left)
    if apart:
        return _surname_and_given(apart[1], len(apart[2]) + 1, known) or _kanji(apart[2], known)
    mixed = _SURNAME_AND_MIXED.search(left)
    if mixed:
        return _surname_and_given(mixed[1], len(mixed.group()) - len(mixed[1]), known)
    kana = _SURNAME_AND_KANA.search(left)
    if kana and (kana[2] or known.is_kana_name(kana[3]) or kana[3][0] not in _PARTICLES):
        sure = bool(kana[2]) or known.is_kana_name(kana[3])
        length = _surname_and_given(kana[1], len(kana[2] + kana[3]), known, listed=not sure)
        if length:
            return length
    for pattern, of_run in ((_KANJI_RUN, _kanji), (_KATAKANA, _katakana), (_HIRAGANA, _hiragana)):
        run = pattern.search(left)
        if run:
            return of_run(run.group(), known)
    return 0


def without_time(run: str) -> str:
    """Kanji without words of time and place that stand before a name: 昨日久保 → 久保."""
    before = _BEFORE.match(run)
    return run[before.end() :] if before else run


def _surname_and_given(
    kanji: str, given_length: int, known: KnownNames, *, listed: bool = False
) -> int:
    """The length of the surname at the end of some kanji, with what follows it."""
    kanji = without_time(kanji)
    for start in range(len(kanji)):
        if kanji[start:] in known.surnames and (start == 0 or len(kanji) - start > 1):
            return len(kanji) - start + given_length
    if not kanji or listed or known.is_no_name(kanji) or len(kanji) > 4:
        return 0
    return len(kanji) + given_length


def _kanji(run: str, known: KnownNames) -> int:
    run = without_time(run)
    if run in known.surnames:
        return len(run)
    for start in range(len(run)):
        surname = known.surname_at(run, start)
        rest = run[start + len(surname) :]
        if surname and (not rest or known.is_given(rest)):
            return len(run) - start
    if known.is_no_name(run):
        return 0
    for start in range(len(run) - 1):
        most = _LONGEST_LISTED if start == 0 else _LONGEST_INSIDE
        if len(run) - start <= most and known.surname_at(run, start):
            return len(run) - start
    return len(run) if known.may_be_unknown(run) or known.may_be_in_full(run) else 0


def _katakana(run: str, known: KnownNames) -> int:
    parts = re.split("[ ・]", run)
    if known.is_kana_name("".join(parts)) or (len(parts) == 2 and known.is_kana_name(parts[0])):
        return len(run)
    if known.is_no_name(parts[-1]) or len(parts[-1]) > 8:
        return 0
    return len(parts[-1])


def _hiragana(run: str, known: KnownNames) -> int:
    for start in range(len(run) - 1):
        begins = start == 0 or run[start - 1] in _PARTICLES + "お "
        name = run[start:].replace(" ", "")
        if (begins and known.is_kana_name(name)) or known.is_full_kana_name(name):
            return len(run) - start
    run = run.rsplit(" ", maxsplit=1)[-1]
    if any(known.is_no_name(run[start:]) for start in range(len(run))):
        return 0
    cut = max(run.rfind(particle) for particle in "はがをにのと")
    rest = run[cut + 1 :]
    if not 2 <= len(rest) <= _LONGEST_UNKNOWN_KANA or rest[0] in _NEVER_FIRST:
        return 0
    return len(rest)
