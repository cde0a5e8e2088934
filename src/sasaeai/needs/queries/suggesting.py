"""分類の案: what a text is probably about, with what this town has taught. Nothing leaves the machine."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from sasaeai.analysis.needs.classifier import Classifier, Suggestion
from sasaeai.analysis.needs.codes import CODES, NeedCode
from sasaeai.analysis.needs.examples import Example
from sasaeai.analysis.needs.learning import ENOUGH, taught
from sasaeai.analysis.needs.lexicon import Word
from sasaeai.analysis.needs.model import Model, with_table
from sasaeai.analysis.needs.shipped import (
    shipped_lessons,
    shipped_lexicon,
    shipped_model,
    shipped_spellings,
)
from sasaeai.analysis.needs.vectors import VectorTable
from sasaeai.documents.needs.table_file import read_vectors
from sasaeai.needs.models import Need, NeedLabel, TownWord

# After so many settled texts the town's are learnt from anew (docs/methods/needs.md: from 20 on it may help).
LESSONS: Final = (ENOUGH, 50, 100, 200, 400)
_KNOWN = frozenset(code.value for code in CODES)

Words = tuple[tuple[str, str, bool], ...]


def suggest(town_id: int, texts: Sequence[str], *, learn: bool = False) -> list[Suggestion]:
    """One suggestion a text, in their order (two queries, four with `learn`).

    :param learn: also from what the town settled, not only of the very same texts; costs seconds once a process
    """
    if not texts:
        return []
    classifier = classifier_of(town_id, learn=learn)
    settled = _settled_alike(town_id, {text_key(text) for text in texts})
    known = {
        classifier.spellings.plain(text): settled[text_key(text)]
        for text in texts
        if text_key(text) in settled
    }
    classifier = replace(classifier, confirmed={**classifier.confirmed, **known})
    return list(classifier.suggestions(texts))


def classifier_of(town_id: int, *, learn: bool = False) -> Classifier:
    """The classifier with this town's words and, if asked, with what it learnt (one or two queries)."""
    words = tuple(
        TownWord.objects.filter(town=town_id)
        .order_by("code", "word")
        .values_list("code", "word", "is_removed")
    )
    if not learn:
        return _with_words(words)
    settled = Need.objects.filter(town=town_id, settled_at__isnull=False).exclude(text_key="")
    lessons = max((n for n in LESSONS if n <= settled.count()), default=0)
    return _with_town(town_id, words, lessons) if lessons else _with_words(words)


@lru_cache(maxsize=64)
def _with_words(words: Words) -> Classifier:
    spellings = shipped_spellings()
    added = [Word(spellings.plain(w), NeedCode(c), True) for c, w, gone in words if not gone]
    removed: dict[NeedCode | None, set[str]] = defaultdict(set)
    for code, word, gone in words:
        if gone:
            removed[NeedCode(code)].add(spellings.plain(word))
    frozen = {code: frozenset(some) for code, some in removed.items()}
    return Classifier(spellings, shipped_lexicon().with_changes(added, frozen), *_model())


@lru_cache(maxsize=16)
def _with_town(town_id: int, words: Words, lessons: int) -> Classifier:
    """The same in every process: learnt from the first so many texts that the town settled."""
    settled = Need.objects.filter(town=town_id, settled_at__isnull=False).exclude(text_key="")
    rows = settled.order_by("settled_at", "pk").values_list("pk", "wording")[:lessons]
    told = dict(rows)
    codes = _codes_of(told)
    examples = [Example(text, codes[key]) for key, text in told.items() if codes.get(key)]
    return taught(_with_words(words), examples).classifier


@cache
def _model() -> tuple[Model, VectorTable | None]:
    """The shipped model, and the table of word vectors where the town's folder has one."""
    table = read_vectors(Path(settings.DATA) / "needs" / "vectors.npz")
    model = shipped_model()
    if table is not None and not model.fits(table):
        model = with_table(model, shipped_lessons(), table)
    return model, table


def _settled_alike(town_id: int, keys: Iterable[str]) -> dict[str, frozenset[NeedCode]]:
    """What the town last said of exactly these texts."""
    found = Need.objects.filter(town=town_id, text_key__in=list(keys), settled_at__isnull=False)
    keyed = dict(found.order_by("settled_at", "pk").values_list("text_key", "pk"))
    codes = _codes_of(keyed.values())
    return {key: codes[pk] for key, pk in keyed.items() if codes.get(pk)}


def _codes_of(needs: Iterable[int]) -> dict[int, frozenset[NeedCode]]:
    found: dict[int, set[NeedCode]] = defaultdict(set)
    lines = NeedLabel.objects.filter(need__in=list(needs)).values_list("need_id", "term__code")
    for need, code in lines:
        if code in _KNOWN:
            found[need].add(NeedCode(code))
    return {need: frozenset(codes) for need, codes in found.items()}


def text_key(text: str) -> str:
    """The mark of a text: the same for the same words, whatever the width, kana of ごみ, or blanks."""
    plain = shipped_spellings().plain(text)
    return hashlib.blake2b(plain.encode(), digest_size=16).hexdigest() if plain else ""


def as_kept(suggestion: Suggestion) -> dict[str, Any]:
    """A suggestion as a need keeps it."""
    return {
        "labels": [[code.value, score] for code, score in suggestion.labels],
        "evidence": list(suggestion.evidence),
        "confident": suggestion.confident,
    }
