"""Suggesting codes for a text: half from the words of the lexicon, half from what was learnt.

A score of 0.5 and more means: suggested. Lower ones are the next best, for a person to choose from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from sasaeai.analysis.needs.codes import CODES, PLACE, NeedCode
from sasaeai.analysis.needs.lexicon import Hit, Lexicon, rule_scores
from sasaeai.analysis.needs.model import Model
from sasaeai.analysis.needs.ngrams import ngrams
from sasaeai.analysis.needs.vectors import VectorTable
from sasaeai.analysis.needs.wording import Spellings, Wording

SUGGESTED: Final = 0.5
SHOWN: Final = 3
# The next best worth showing: beside a sure suggestion only close ones, else all that are not far off.
NEXT_TO_A_SURE_ONE: Final = 0.3
NEXT_TO_A_DOUBTFUL_ONE: Final = 0.1
# Of the mean of both halves, before it is spread out: from here on a code is suggested (docs/methods/needs.md §5).
THRESHOLD: Final = 0.45
CONFIDENT: Final = 0.6
NOTHING_SAID: Final = 0.2
_NEXT_BEST: Final = 0.4
_AT_ONCE: Final = 1000
_LONG: Final = 60
_SENTENCE: Final = re.compile("[^。!?]+[。!?]*")
_RUNS_SHOWN: Final = 2

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a text is probably about, best first.

    :param evidence: the words that led to it, as the writer wrote them
    :param confident: whether it may be filled in without being looked at first
    """

    labels: tuple[tuple[NeedCode, float], ...]
    evidence: tuple[str, ...]
    confident: bool

    @property
    def suggested(self) -> tuple[NeedCode, ...]:
        """The codes to be put on the text."""
        return tuple(code for code, score in self.labels if score >= SUGGESTED)


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """Everything needed to suggest codes.

    :param table: word vectors, if there are any
    :param confirmed: texts (in one writing) that people have settled, with their codes
    """

    spellings: Spellings
    lexicon: Lexicon
    model: Model
    table: VectorTable | None = None
    confirmed: Mapping[str, frozenset[NeedCode]] = field(default_factory=dict)

    def suggestions(self, texts: Sequence[str]) -> Iterator[Suggestion]:
        """One suggestion a text, in their order."""
        for start in range(0, len(texts), _AT_ONCE):
            wordings = [self.spellings.wording(text) for text in texts[start : start + _AT_ONCE]]
            hits = [self.lexicon.hits(wording.plain) for wording in wordings]
            for each in zip(wordings, hits, self._raw(wordings, hits), strict=True):
                yield self._suggestion(*each)

    def raw_scores(self, texts: Sequence[str]) -> Floats:
        """Texts × codes: the mean of both halves, before it is spread out and sorted."""
        wordings = [self.spellings.wording(text) for text in texts]
        return self._raw(wordings, [self.lexicon.hits(wording.plain) for wording in wordings])

    def _raw(self, wordings: Sequence[Wording], hits: Sequence[list[Hit]]) -> Floats:
        rules = np.array([rule_scores(found) for found in hits]).reshape(len(hits), len(CODES))
        pieces = [_sentences(wording.plain) for wording in wordings]
        learnt = self.model.probabilities([one for some in pieces for one in some], self.table)
        firsts = np.cumsum([0, *(len(some) for some in pieces)])[:-1]
        return 0.5 * rules + 0.5 * np.maximum.reduceat(learnt, firsts, axis=0)

    def _suggestion(self, wording: Wording, hits: list[Hit], raw: Floats) -> Suggestion:
        raw = raw * (wording.plain != "")
        settled = self.confirmed.get(wording.plain)
        if settled is not None:
            raw = raw * THRESHOLD
            raw[[PLACE[code] for code in settled]] = 1.0
        best_first = [CODES[place] for place in np.argsort(-raw, kind="stable").tolist()]
        top = float(raw.max())
        if top < NOTHING_SAID and not any(hit.word.strong for hit in hits):
            best_first.remove(NeedCode.OTHER)
            best_first.insert(0, NeedCode.OTHER)
        scores = {code: _spread(float(raw[PLACE[code]])) for code in best_first}
        scores[best_first[0]] = max(scores[best_first[0]], SUGGESTED)
        least = NEXT_TO_A_SURE_ONE if top >= CONFIDENT else NEXT_TO_A_DOUBTFUL_ONE
        labels = tuple(
            (code, round(scores[code], 3))
            for place, code in enumerate(best_first)
            if scores[code] >= (least if place < SHOWN else SUGGESTED)
        )
        suggested = {code for code, score in labels if score >= SUGGESTED}
        return Suggestion(
            labels, tuple(self._evidence(wording, hits, best_first[0], suggested)), top >= CONFIDENT
        )

    def _evidence(
        self, wording: Wording, hits: list[Hit], best: NeedCode, suggested: set[NeedCode]
    ) -> Iterator[str]:
        """Words of the lexicon for the suggested codes; without any, the character runs that weighed most."""
        found = sorted({(h.start, h.end) for h in hits if h.word.code in suggested})
        if not found and best is not NeedCode.OTHER:
            found = sorted(self._telling_runs(wording.plain, best))
        yield from dict.fromkeys(wording.as_written(start, end) for start, end in found)

    def _telling_runs(self, plain: str, code: NeedCode) -> list[tuple[int, int]]:
        weights = self.model.runs.weights[:, PLACE[code]]
        places = self.model.weighing.places
        told = {
            run: float(weights[places[run]] * self.model.weighing.idf[places[run]])
            for run in set(ngrams(plain))
            if len(run) > 1 and run in places and run in plain
        }
        chosen: list[tuple[int, int]] = []
        for run in sorted(told, key=lambda run: (-told[run], run)):
            start = plain.index(run)
            apart = all(start + len(run) <= first or last <= start for first, last in chosen)
            if told[run] > 0 and apart and len(chosen) < _RUNS_SHOWN:
                chosen.append((start, start + len(run)))
        return chosen


def _sentences(plain: str) -> list[str]:
    """A short text whole, a long one sentence by sentence."""
    return (_SENTENCE.findall(plain) if len(plain) > _LONG else []) or [plain]


def _spread(raw: float) -> float:
    """Scores with a gap at the decision: what is suggested has 0.5 and more, the next best less than 0.4."""
    if raw >= THRESHOLD:
        return SUGGESTED + (1 - SUGGESTED) * (raw - THRESHOLD) / (1 - THRESHOLD)
    return _NEXT_BEST * raw / THRESHOLD
