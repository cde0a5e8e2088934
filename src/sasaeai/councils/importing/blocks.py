"""Several texts in one cell: one a bullet, its further lines drawn in, so that all of it comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

BULLET = re.compile(r"^(?:[・●○■◆]|[①-⑳]|[(（]?\d{1,2}(?:[)）.．、]|\s))\s*")
OUR_OWN = "・"
DRAWN_IN = "　"
PARTS = re.compile(r"[\n；;]")
COMMAS = re.compile(r"[、，,]")


def as_blocks(texts: Iterable[str]) -> str:
    """One cell of several texts.

    >>> as_blocks(["見守り", "雪かき\\n道具"])
    '・見守り\\n・雪かき\\n\\u3000道具'
    """
    return "\n".join(OUR_OWN + text.replace("\n", f"\n{DRAWN_IN}") for text in texts if text)


def blocks(text: str) -> list[str]:
    """The texts of one cell: by bullets or numbers; without any by lines and semicolons, else by commas.

    >>> blocks("・見守り\\n・雪かき\\n\\u3000道具"), blocks("①見守り\\n②雪かき"), blocks("見守り、雪かき")
    (['見守り', '雪かき\\n道具'], ['見守り', '雪かき'], ['見守り', '雪かき'])
    """
    lines = text.strip().split("\n")
    if not BULLET.match(lines[0]):
        whole = [part.strip() for part in PARTS.split(text) if part.strip()]
        if len(whole) != 1 or "（" in text or "(" in text:
            return whole
        return [part.strip() for part in COMMAS.split(text) if part.strip()]
    found: list[str] = []
    for line in lines:
        if BULLET.match(line):
            found.append(BULLET.sub("", line, count=1).strip())
        else:
            found[-1] += "\n" + line.removeprefix(DRAWN_IN)
    return [one.strip() for one in found if one.strip()]


def by_topic(text: str, topics: Sequence[str]) -> list[tuple[str, str]]:
    """What was said of which topic: 「題：文」; what names none belongs to the only one, or to none ("").

    >>> by_topic("・見守り：回覧板で知らせる\\n・来月も話す", ["見守り", "雪かき"])
    [('見守り', '回覧板で知らせる'), ('', '来月も話す')]
    """
    longest = sorted(topics, key=len, reverse=True)
    lines = blocks(text) if BULLET.match(text.strip()) else [text.strip()] if text.strip() else []
    found = []
    for line in lines:
        topic = next((t for t in longest if line.startswith((f"{t}：", f"{t}:"))), None)
        if topic is not None:
            found.append((topic, line[len(topic) + 1 :].strip()))
        else:
            found.append((topics[0] if len(topics) == 1 else "", line))
    return found
