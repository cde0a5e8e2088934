"""A wish to help is no trouble: recognised by its words, and offered to the register instead."""

from __future__ import annotations

import re
from typing import Final

_OFFERS: Final = re.compile(
    r"手伝い(?:を)?(?:し)?たい(?:です|と思|$|。|、|方|気持)|手伝え(?:ます|る|たら|れば)|お?手伝い(?:します|できます|できる)"
    r"|(?:お)?役に立ち(?:たい|ます)|役立ち?てて?(?:ほしい|もらえ|下さい|ください)"
    r"|協力(?:し(?:たい|ます)|でき(?:ます|る|れば)|します)|ボランティアを?(?:して|やって|し)?(?:み)?たい"
    r"|(?:参加|活動)して(?:も)?(?:よい|いい|かまわない|構わない)|担い手になり?(?:たい|ます|れます)"
)
_ASKS: Final = re.compile(
    r"手伝って(?:ほしい|欲しい|もらいたい|いただきたい|くれる)|助けてほしい|してほしい|してくれる人"
)


def is_wish_to_help(text: str) -> bool:
    """Whether somebody offers help rather than asks for it.

    >>> is_wish_to_help("自分でできることがあれば手伝いたい"), is_wish_to_help("庭の草取りを手伝ってほしい")
    (True, False)
    """
    return bool(_OFFERS.search(text)) and not _ASKS.search(text)
