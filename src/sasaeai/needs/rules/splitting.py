"""An e-mail, a chat, a fax: its troubles proposed one by one, without heads, greetings, signature; a person decides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

MOST: Final = 12
_HEAD: Final = re.compile(
    r"^(?:From|To|Cc|Bcc|Subject|Date|Sent|差出人|宛先|件名|題名|送信日時|日時|送信者|送信元|送り状|枚数)\s*[:：]",
    re.IGNORECASE,
)
_SIGNED: Final = re.compile(r"^(?:--\s*|[-_=*━─＝―]{4,}.*)$")
# LINE's own export: a line of the day, then 「10:21<tab>name<tab>words」.
_DAY: Final = re.compile(r"^\d{4}[/.年]\d{1,2}[/.月]\d{1,2}日?\s*[(（][月火水木金土日][)）]?.*$")
_SAID: Final = re.compile(r"^\d{1,2}:\d{2}\t[^\t]*\t(?P<words>.*)$")
_MARK: Final = re.compile(r"^(?:[・●○■□◆◇▪•*]|[-－]\s|[(（]?\d{1,2}[.)）、．]\s*|[①-⑳])\s*")
_TURN: Final = re.compile(
    r"(?<=[。！？!?])\s*(?=(?:また|あと|それから|それと|そのほか|ほかに|さらに|もう(?:一つ|1つ|ひとつ)|次に|加えて)"
    r"[、,はにも])"
)
_TURN_WORD: Final = re.compile(
    r"^(?:また|あと|それから|それと|そのほか|さらに|もう(?:一つ|1つ|ひとつ)は?|次に|加えて)[、,]\s*"
)
_POLITE: Final = re.compile(
    r"(?:いつも)?(?:大変)?お世話になって(?:おり|い)ます|こんにち[はわ]|こんばん[はわ]|おはようございます|はじめまして"
    r"|突然(?:の連絡)?(?:で)?失礼(?:いた)?します|(?:どうぞ)?よろしくお願い(?:いた|致)?します|お願い(?:いた|致)?します"
    r"|ありがとうございま(?:す|した)|失礼(?:いた|致)?します|取り急ぎ(?:ご連絡|お知らせ)(?:まで|します)?|以上(?:です)?"
    r"|[^。、\s]{1,16}(?:様|さま|御中|殿)|[^。、\s]{1,20}と申します"
)
# Who writes, right after a greeting: 「江川です」.
_NAME: Final = re.compile(r"[一-龠々ァ-ヶー]{1,6}です")
_SENTENCE: Final = re.compile(r"[^。！？!?\n]*[。！？!?\n]*")


def troubles_in(text: str) -> list[str]:
    """The troubles of a message, at most twelve; the whole of it as one if nothing parts it.

    >>> troubles_in("件名：困りごと\\nお世話になっております。\\n・バスがない\\n・ごみ袋が重い\\n--\\n支合町会")
    ['バスがない', 'ごみ袋が重い']
    >>> troubles_in("店が遠くて困る。あと、庭の草が取れない。")
    ['店が遠くて困る。', '庭の草が取れない。']
    """
    found = [piece for part in _parts(text) for piece in _told(part)]
    if not found:
        return [text.strip()] if text.strip() else []
    return [*found[: MOST - 1], "\n".join(found[MOST - 1 :])] if len(found) > MOST else found


def _parts(text: str) -> Iterator[str]:
    """Paragraphs, listed lines, lines of a chat."""
    part: list[str] = []
    for line, begins in _lines(text):
        if (begins or not line) and part:
            yield "\n".join(part)
            part = []
        if line:
            part.append(line)
    if part:
        yield "\n".join(part)


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """What the writer wrote, and whether something new begins with it: no heads of a mail, no quoted lines,
    nothing below the signature's line."""
    for raw in text.replace("\x00", "").splitlines():
        said = _SAID.match(raw)
        line = (said["words"] if said else raw).strip()
        if _SIGNED.match(line):
            return
        if not (_HEAD.match(line) or _DAY.match(line) or line.startswith((">", "＞"))):
            marked = _MARK.match(line)
            yield line[marked.end() :] if marked else line, bool(said or marked)


def _told(part: str) -> Iterator[str]:
    for piece in _TURN.split(part):
        words = _without_greetings(_TURN_WORD.sub("", piece.strip()))
        if words:
            yield words


def _without_greetings(words: str) -> str:
    """Without the greetings before and after; what stands between them stays, whatever it is."""
    sentences = [one for one in _SENTENCE.findall(words) if one]
    greeted = False
    while sentences and (_says(_POLITE, sentences[0]) or (greeted and _says(_NAME, sentences[0]))):
        greeted = True
        del sentences[0]
    while sentences and _says(_POLITE, sentences[-1]):
        del sentences[-1]
    return "".join(sentences).strip()


def _says(what: re.Pattern[str], sentence: str) -> bool:
    plain = unicodedata.normalize("NFKC", sentence).strip(" 、。!?\n\u3000")
    return not plain or bool(what.fullmatch(plain))
