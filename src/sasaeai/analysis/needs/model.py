"""What is learnt: weights of character runs and, where there is a table, of word vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from sasaeai.analysis.needs.codes import NeedCode
from sasaeai.analysis.needs.examples import Example, labels_of
from sasaeai.analysis.needs.lexicon import GAP, Lexicon
from sasaeai.analysis.needs.linear import Linear, learn
from sasaeai.analysis.needs.ngrams import Weighing
from sasaeai.analysis.needs.vectors import VectorTable
from sasaeai.analysis.needs.wording import Spellings

STRENGTH: Final = 10.0
OF_A_WORD: Final = 0.3

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Weights of both kinds.

    :param vector_source: the table the vector weights belong to; empty where there are none
    """

    weighing: Weighing
    runs: Linear
    vectors: Linear | None = None
    vector_source: str = ""

    def fits(self, table: VectorTable | None) -> bool:
        """Whether the vector weights belong to this table."""
        return self.vectors is not None and table is not None and table.source == self.vector_source

    def probabilities(self, texts: Sequence[str], table: VectorTable | None) -> Floats:
        """For every text (in one writing) and code: the mean of what runs and vectors say; 0 for unknown writing."""
        rows = self.weighing.rows(texts)
        known: Floats = (np.diff(rows.indptr) > 0)[:, None].astype(float)
        by_runs = self.runs.probabilities(rows) * known
        if table is None or self.vectors is None or not self.fits(table):
            return by_runs
        return 0.5 * by_runs + 0.5 * self.vectors.probabilities(table.of_texts(texts)) * known


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """Texts in one writing, their labels, and how much each counts."""

    texts: list[str]
    labels: Floats
    weights: Floats


def lessons_from(examples: Sequence[Example], lexicon: Lexicon, spellings: Spellings) -> Lessons:
    """The examples, and every word of the lexicon as a small text of its own."""
    words: dict[str, set[NeedCode]] = {}
    for word in lexicon.words:
        if word.code is not None and word.strong:
            words.setdefault(word.text.replace(GAP, ""), set()).add(word.code)
    return Lessons(
        [*(spellings.plain(example.text) for example in examples), *words],
        labels_of([*(example.codes for example in examples), *words.values()]),
        np.concatenate([np.ones(len(examples)), np.full(len(words), OF_A_WORD)]),
    )


def train(lessons: Lessons, table: VectorTable | None = None) -> Model:
    """Learn from nothing. Takes about a second of CPU for two thousand texts."""
    weighing = Weighing.learnt(lessons.texts)
    runs = learn(
        weighing.rows(lessons.texts), lessons.labels, strength=STRENGTH, weights=lessons.weights
    )
    return with_table(Model(weighing, runs), lessons, table)


def with_table(model: Model, lessons: Lessons, table: VectorTable | None) -> Model:
    """The model with weights for the vectors of a table."""
    if table is None:
        return replace(model, vectors=None, vector_source="")
    rows = table.of_texts(lessons.texts)
    vectors = learn(rows, lessons.labels, strength=STRENGTH, weights=lessons.weights)
    return replace(model, vectors=vectors, vector_source=table.source)
