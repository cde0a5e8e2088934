"""`sasaeai needs group`: texts that say the same or belong to one theme, a line a group, with the reason."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sasaeai.analysis.needs.grouping import Group, Likeness, groups_of
from sasaeai.config.commands.needs import inputs
from sasaeai.documents.needs.texts import NeedText
from sasaeai.documents.refusals import CannotRead

MOST: Final = 50_000
_WORDS: Final = {Likeness.SAME: "同じ文", Likeness.NEAR: "ほとんど同じ文", Likeness.THEME: "似た声"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Texts in, groups out."""
    inputs.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write a line a group. Exit 0 when written, 2 for unusable input."""
    texts = inputs.texts_of(arguments)
    if len(texts) > MOST:
        raise CannotRead(
            f"{arguments.file.name}：{len(texts):,}件は多すぎます（{MOST:,}件まで）。地区や年度に分けてください。"
        )
    inputs.tell(f"{len(texts):,}件を比べています…")
    classifier = inputs.classifier_of(arguments)
    groups = groups_of([one.text for one in texts], classifier)
    inputs.write_lines(arguments.out, _lines(groups, texts))
    found = Counter(group.likeness for group in groups)
    told = "、".join(f"{words}{found[likeness]:,}組" for likeness, words in _WORDS.items())
    inputs.tell(f"{arguments.out} に書きました（{told}）。")
    return 0


def _lines(groups: Sequence[Group], texts: Sequence[NeedText]) -> Iterator[dict[str, Any]]:
    for number, group in enumerate(groups, 1):
        yield {
            "group": number,
            "kind": group.likeness.value,
            "code": group.code.value,
            "ids": [texts[place].id for place in group.members],
            "closeness": group.closeness,
            "words": list(group.words),
            "reason": group.reason,
        }
