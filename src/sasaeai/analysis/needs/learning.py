"""Learning from what a town has settled, on top of the shipped model, and only where it helps.

The shipped weights are the prior; the town's texts move them (maximum a posteriori adaptation, Chelba & Acero 2006).
By five-fold cross-validation on the town's own texts, what was learnt must not be worse than before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from sasaeai.analysis.needs.classifier import THRESHOLD, Classifier
from sasaeai.analysis.needs.examples import Example, labels_of
from sasaeai.analysis.needs.linear import Linear, learn
from sasaeai.analysis.needs.model import Model
from sasaeai.analysis.needs.ngrams import Weighing
from sasaeai.analysis.needs.vectors import VectorTable

ENOUGH: Final = 20
FOLDS: Final = 5
STRENGTH: Final = 2.0

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Learnt:
    """A classifier that knows a town's corrections.

    :param accepted: whether weights were moved too, or only the settled texts are remembered
    :param before: micro F1 over the town's texts without learning, each text unseen
    :param after: the same with learning; equal to `before` where there are too few texts
    """

    classifier: Classifier
    accepted: bool
    before: float
    after: float


def taught(classifier: Classifier, corrections: Sequence[Example]) -> Learnt:
    """The classifier with a town's corrections; a text settled twice counts as last settled."""
    settled = {classifier.spellings.plain(one.text): one.codes for one in corrections}
    remembering = replace(classifier, confirmed=settled)
    if len(settled) < ENOUGH:
        return Learnt(remembering, False, 0.0, 0.0)
    texts, labels = list(settled), labels_of(list(settled.values()))
    before = _micro_f1(classifier.raw_scores(texts), labels)
    after = _micro_f1(_each_unseen(classifier, texts, labels), labels)
    if after < before:
        return Learnt(remembering, False, before, after)
    moved = moved_by(classifier.model, texts, labels, classifier.table)
    return Learnt(replace(remembering, model=moved), True, before, after)


def moved_by(
    model: Model, texts: Sequence[str], labels: Floats, table: VectorTable | None
) -> Model:
    """The model after these texts (in one writing) with their labels."""
    weighing, runs = _widened(model, texts)
    rows = weighing.rows(texts)
    used = np.unique(rows.indices)
    # Weights of runs that stand in none of the texts stay as they are.
    before = Linear(runs.weights[used], runs.constants)
    found = learn(rows[:, used], labels, strength=STRENGTH, prior=before)
    weights = runs.weights.copy()
    weights[used] = found.weights
    moved = replace(model, weighing=weighing, runs=Linear(weights, found.constants))
    if table is None or model.vectors is None or not model.fits(table):
        return moved
    vectors = learn(table.of_texts(texts), labels, strength=STRENGTH, prior=model.vectors)
    return replace(moved, vectors=vectors)


def _each_unseen(classifier: Classifier, texts: Sequence[str], labels: Floats) -> Floats:
    """Scores of every text by a model that was not taught it."""
    fold = np.arange(len(texts)) % FOLDS
    scores = np.zeros_like(labels)
    for number in range(FOLDS):
        rest = np.flatnonzero(fold != number).tolist()
        own = np.flatnonzero(fold == number).tolist()
        model = moved_by(classifier.model, [texts[i] for i in rest], labels[rest], classifier.table)
        scores[own] = replace(classifier, model=model).raw_scores([texts[i] for i in own])
    return scores


def _widened(model: Model, texts: Sequence[str]) -> tuple[Weighing, Linear]:
    """Room for the character runs that only this town's texts have, with no weight yet."""
    known = model.weighing
    new = [run for run in Weighing.learnt(texts).places if run not in known.places]
    rare = float(known.idf.max(initial=1.0))
    weighing = Weighing(
        {**known.places, **{run: len(known.places) + n for n, run in enumerate(new)}},
        np.concatenate([known.idf, np.full(len(new), rare)]),
    )
    nothing = np.zeros((len(new), model.runs.weights.shape[1]))
    return weighing, Linear(np.vstack([model.runs.weights, nothing]), model.runs.constants)


def _micro_f1(scores: Floats, labels: Floats) -> float:
    """F1 over all texts and codes together; the best code counts as suggested in any case."""
    suggested = scores >= THRESHOLD
    suggested[np.arange(len(scores)), scores.argmax(axis=1)] = True
    return float(2 * (suggested * labels).sum() / (suggested.sum() + labels.sum()))
