"""Sentences to learn from, with their codes: our own ones, and what a town has confirmed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sasaeai.analysis.needs.codes import CODES, PLACE, NeedCode

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what it is about."""

    text: str
    codes: frozenset[NeedCode]


def examples_from_toml(text: str) -> list[Example]:
    """The examples of a file whose heads are codes parted by blanks.

    >>> examples_from_toml('["snow money"]\\nsentences = "雪下ろしの費用"')[0].text
    '雪下ろしの費用'
    """
    return [
        Example(sentence, frozenset(NeedCode(code) for code in head.split()))
        for head, section in tomllib.loads(text).items()
        for sentence in section["sentences"].split("\n")
        if sentence
    ]


def labels_of(given: Sequence[Iterable[NeedCode]]) -> Floats:
    """Codes as rows of 0 and 1."""
    labels = np.zeros((len(given), len(CODES)))
    for row, codes in enumerate(given):
        for code in codes:
            labels[row, PLACE[code]] = 1
    return labels
