"""`sasaeai needs classify`: suggested codes with the words that led to them, a line a text."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any, Final

from sasaeai.analysis.needs.classifier import Classifier, Suggestion
from sasaeai.analysis.needs.personal.finding import personal_in
from sasaeai.config.commands.needs import inputs
from sasaeai.documents.needs.texts import NeedText, each_tenth

MANY: Final = 5_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Texts in, suggestions out."""
    inputs.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write a line a text. Exit 0 when written, 2 for unusable input."""
    texts = inputs.texts_of(arguments)
    classifier = inputs.classifier_of(arguments)
    inputs.write_lines(arguments.out, _lines(texts, classifier))
    inputs.tell(f"{arguments.out} に{len(texts):,}件を書きました。")
    return 0


def _lines(texts: list[NeedText], classifier: Classifier) -> Iterator[dict[str, Any]]:
    tell = each_tenth(len(texts), lambda share: inputs.tell(f"  {share}"))
    suggestions = classifier.suggestions([one.text for one in texts])
    for done, (one, suggestion) in enumerate(zip(texts, suggestions, strict=True), 1):
        yield line_of(one, suggestion)
        if len(texts) >= MANY:
            tell(done)


def line_of(one: NeedText, suggestion: Suggestion) -> dict[str, Any]:
    """A result as it is written."""
    return {
        "id": one.id,
        "labels": [{"code": code.value, "score": score} for code, score in suggestion.labels],
        "evidence": list(suggestion.evidence),
        "confident": suggestion.confident,
        "personal": [
            {"kind": found.kind.value, "start": found.start, "end": found.end}
            for found in personal_in(one.text)
        ],
    }
