"""Figures of `./bench needs`: macro-F1, first and third places, per code, confusion, by source."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sasaeai.analysis.needs import shipped
from sasaeai.analysis.needs.classifier import THRESHOLD, Classifier
from sasaeai.analysis.needs.codes import CODES, PLACE, NeedCode
from sasaeai.analysis.needs.examples import Example, labels_of
from sasaeai.analysis.needs.lexicon import rule_scores
from sasaeai.analysis.needs.model import Lessons, Model, lessons_from, train
from sasaeai.analysis.needs.vectors import VectorTable

FOLDS = 5
DRAWS = 1000
# Codes that the labelled texts were asked about; `child` and `caregiver` were not among them, `other` is no theme.
ASKED = [PLACE[code] for code in CODES if code not in ("child", "caregiver", "other")]

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Labelled:
    """Texts with their codes and sources."""

    texts: list[str]
    codes: list[frozenset[NeedCode]]
    primary: list[NeedCode]
    sources: list[str]

    @property
    def labels(self) -> Floats:
        return labels_of(self.codes)


def labelled(path: Path) -> Labelled:
    """Read the labelled texts."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return Labelled(
        [line["text"] for line in lines],
        [frozenset(NeedCode(code) for code in line["labels"]) for line in lines],
        [NeedCode(line["primary"]) for line in lines],
        [line["source_group"] for line in lines],
    )


def as_shipped(data: Labelled, table: VectorTable | None) -> dict[str, Floats]:
    """Scores of every way, with the shipped model."""
    return _ways(data.texts, shipped.shipped_model(), table)


def cross_validated(data: Labelled, table: VectorTable | None) -> dict[str, Floats]:
    """Scores of every way, each text by a model that has learnt from other sources only (and our examples)."""
    sources = sorted(set(data.sources))
    order = np.random.default_rng(1).permutation(len(sources))
    fold_of = {sources[place]: n % FOLDS for n, place in enumerate(order)}
    fold = np.array([fold_of[source] for source in data.sources])
    found: dict[str, Floats] = {}
    for number in range(FOLDS):
        own = np.flatnonzero(fold == number).tolist()
        rest = [Example(data.texts[n], data.codes[n]) for n in np.flatnonzero(fold != number)]
        texts = [data.texts[n] for n in own]
        spellings, lexicon = shipped.shipped_spellings(), shipped.shipped_lexicon()
        lessons = lessons_from([*shipped.shipped_examples(), *rest], lexicon, spellings)
        ways = _ways(texts, train(lessons, table), table)
        alone = Lessons(
            [spellings.plain(one.text) for one in rest],
            labels_of([one.codes for one in rest]),
            np.ones(len(rest)),
        )
        plain = [spellings.plain(text) for text in texts]
        peer = {"peer: runs, these texts only": train(alone).probabilities(plain, None)}
        for name, scores in (peer | ways).items():
            found.setdefault(name, np.zeros((len(data.texts), len(CODES))))[own] = scores
    return found


def _ways(texts: list[str], model: Model, table: VectorTable | None) -> dict[str, Floats]:
    spellings, lexicon = shipped.shipped_spellings(), shipped.shipped_lexicon()
    plain = [spellings.plain(text) for text in texts]
    found = {
        "rules": np.array([rule_scores(lexicon.hits(text)) for text in plain]),
        "runs": model.probabilities(plain, None),
        "both": Classifier(spellings, lexicon, model).raw_scores(texts),
    }
    if table is not None:
        assert model.vectors is not None  # noqa: S101 — trained with the table
        found["vectors"] = model.vectors.probabilities(table.of_texts(plain))
        found["both + vectors"] = Classifier(spellings, lexicon, model, table).raw_scores(texts)
    return found


def suggested(scores: Floats) -> Floats:
    """Which codes are suggested: those from the threshold on, the best one in any case."""
    some = scores >= THRESHOLD
    some[np.arange(len(scores)), scores.argmax(axis=1)] = True
    return some.astype(float)


def f1_of_codes(labels: Floats, some: Floats) -> Floats:
    """F1 of every asked code; NaN where it neither is nor is suggested."""
    both = (labels * some)[:, ASKED].sum(axis=0)
    all_of_them = labels[:, ASKED].sum(axis=0) + some[:, ASKED].sum(axis=0)
    return np.where(all_of_them > 0, 2 * both / np.maximum(all_of_them, 1), np.nan)


def print_rows(data: Labelled, ways: dict[str, Floats]) -> None:
    """One row a way: macro-F1 with its 95 % interval over sources, micro-F1, places one and three."""
    print(
        "| | macro-F1 (14 codes) | 95 % | micro-F1 | first | among three |\n|---|---:|---|---:|---:|---:|"
    )
    for name, scores in ways.items():
        labels, some = data.labels, suggested(scores)
        macro = float(np.nanmean(f1_of_codes(labels, some)))
        micro = 2 * (labels * some).sum() / (labels.sum() + some.sum())
        best = np.argsort(-scores, axis=1)
        first, three = (
            np.mean([labels[n, best[n, :k]].any() for n in range(len(labels))]) for k in (1, 3)
        )
        low, high = _interval(data, labels, some)
        print(
            f"| {name} | {macro:.3f} | {low:.2f}–{high:.2f} | {micro:.3f} | {first:.3f} | {three:.3f} |"
        )


def _interval(data: Labelled, labels: Floats, some: Floats) -> tuple[float, float]:
    """Where macro-F1 lies when sources are drawn anew."""
    chance = np.random.default_rng(1)
    of_source: dict[str, list[int]] = {}
    for place, source in enumerate(data.sources):
        of_source.setdefault(source, []).append(place)
    sources = list(of_source.values())
    drawn = []
    for _ in range(DRAWS):
        rows = np.concatenate(
            [sources[n] for n in chance.integers(len(sources), size=len(sources))]
        )
        drawn.append(np.nanmean(f1_of_codes(labels[rows], some[rows])))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def print_listed(data: Labelled, table: VectorTable | None) -> None:
    """What the command writes: suggested codes, those among the three listed, and all that are listed."""
    classifier = Classifier(
        shipped.shipped_spellings(), shipped.shipped_lexicon(), shipped.shipped_model(), table
    )
    given = list(classifier.suggestions(data.texts))
    suggested_ones = labels_of([one.suggested for one in given])
    listed = labels_of([[code for code, _ in one.labels] for one in given])
    three = labels_of([[code for code, _ in one.labels[:3]] for one in given])
    macro = [np.nanmean(f1_of_codes(data.labels, some)) for some in (suggested_ones, listed)]
    among = ((three * data.labels).sum(axis=1) > 0).mean()
    print(
        f"as written {'with' if table else 'without'} vectors: macro-F1 {macro[0]:.3f} "
        f"(all that are listed: {macro[1]:.3f}), among three {among:.3f}"
    )


def print_codes(data: Labelled, scores: Floats) -> None:
    """F1 of each code."""
    values = f1_of_codes(data.labels, suggested(scores))
    counts = data.labels.sum(axis=0)
    told = [
        f"{CODES[p].value} {v:.2f} ({counts[p]:.0f})" for p, v in zip(ASKED, values, strict=True)
    ]
    print("\nF1 of each code (texts): " + ", ".join(told))


def print_confusion(data: Labelled, scores: Floats) -> None:
    """Rows: the main code of the text; columns: the code suggested first."""
    counts = np.zeros((len(CODES), len(CODES)), dtype=int)
    for primary, first in zip(data.primary, scores.argmax(axis=1), strict=True):
        counts[PLACE[primary], first] += 1
    print("\n| main code ↓ first suggestion → | " + " | ".join(code.value for code in CODES) + " |")
    print("|---" * (len(CODES) + 1) + "|")
    for code, row in zip(CODES, counts, strict=True):
        if row.any():
            print(f"| {code.value} | " + " | ".join(str(n) if n else "·" for n in row) + " |")


def longest_shared(texts: list[str]) -> str:
    """The longest stretch that one of our examples has in common with a labelled text."""
    spellings = shipped.shipped_spellings()
    joined = "\n".join(spellings.plain(text) for text in texts)
    best = ""
    for example in shipped.shipped_examples():
        plain = spellings.plain(example.text)
        for start in range(len(plain)):
            while plain[start : start + len(best) + 1] in joined and start + len(best) < len(plain):
                best = plain[start : start + len(best) + 1]
    return f"{len(best)} letters (「{best}」)"
