"""What argparse refuses, said in Japanese with what to do; its own English follows in brackets."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (
            r"the following arguments are required: (.+)",
            "「{0}」がありません。付けて、もう一度お試しください。",
        ),
        (r"unrecognized arguments: (.+)", "「{0}」は使えません。つづりを確かめてください。"),
        (
            r"argument (.+?): invalid choice: '(.*?)' \(choose from (.+)\)",
            "{0} に「{1}」はありません。{2} から選んでください。",
        ),
        (
            r"argument (.+?): invalid int value: '(.*)'",
            "{0} の「{1}」は数ではありません。半角の数字で書いてください。",
        ),
        (r"argument (.+?): invalid .+ value: '(.*)'", "{0} の「{1}」は読めません。"),
        (r"argument (.+?): expected .+ arguments?", "{0} のあとに、その中身を書いてください。"),
        (
            r"ambiguous option: (\S+) could match (.+)",
            "「{0}」だけでは {1} のどれか分かりません。おしまいまで書いてください。",
        ),
    )
)


class Parser(argparse.ArgumentParser):
    """An argument parser whose refusals a city officer can read. Exit 2."""

    def error(self, message: str) -> NoReturn:
        """One sentence, where to read more, exit 2."""
        sys.stderr.write(f"{in_japanese(message)}\nくわしくは {self.prog} --help\n")
        raise SystemExit(2)


def in_japanese(message: str) -> str:
    """The refusal in Japanese; as it is where we have no words for it.

    >>> in_japanese("argument --port: invalid int value: 'x'")
    '--port の「x」は数ではありません。半角の数字で書いてください。'
    """
    for pattern, words in SENTENCES:
        found = pattern.fullmatch(message)
        if found:
            return words.format(*(part.replace("'", "") for part in found.groups()))
    return message
