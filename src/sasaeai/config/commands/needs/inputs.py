"""What the deeds of `sasaeai needs` share: texts in, a classifier with a town's knowledge, lines out."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sasaeai.analysis.needs.classifier import Classifier
from sasaeai.analysis.needs.learning import ENOUGH, taught
from sasaeai.analysis.needs.model import with_table
from sasaeai.analysis.needs.shipped import (
    shipped_lessons,
    shipped_lexicon,
    shipped_model,
    shipped_spellings,
)
from sasaeai.analysis.needs.vectors import VectorTable
from sasaeai.documents.atomic import whole_file
from sasaeai.documents.needs.table_file import read_vectors
from sasaeai.documents.needs.texts import NeedText, read_texts
from sasaeai.documents.needs.town import TownFolder, read_town
from sasaeai.documents.refusals import CannotRead


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of every deed that reads texts."""
    add = parser.add_argument
    add(
        "file", type=Path, metavar="FILE.(jsonl|csv|xlsx)", help="id と text / texts with their ids"
    )
    add("--out", type=Path, required=True, metavar="FILE.jsonl", help="結果 / results")
    add("--town", type=Path, metavar="DIR",
        help="町のフォルダー（words.toml、corrections.jsonl） / a town's words and corrections")  # fmt: skip
    add("--vectors", type=Path, metavar="FILE.npz", default=vectors_path(),
        help="言葉の表（あれば使う） / word vectors, used if there")  # fmt: skip


def vectors_path() -> Path:
    """Where the table of word vectors is looked for: in the folder of the product's data."""
    return Path(os.environ.get("SASAEAI_DATA", "data")) / "needs" / "vectors.npz"


def tell(words: str) -> None:
    """Progress goes to the error stream, so that results can be piped."""
    print(words, file=sys.stderr, flush=True)


def texts_of(arguments: argparse.Namespace) -> list[NeedText]:
    """The texts, after making sure that the results can be written.

    :raises CannotRead: with file and line
    """
    out: Path = arguments.out
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise CannotRead(
            f"{out} には書けません。--out には、あるフォルダーの中のファイルを指定してください。"
        )
    read = read_texts(arguments.file)
    for words in read.told:
        tell(words)
    return read.texts


def classifier_of(arguments: argparse.Namespace) -> Classifier:
    """The classifier with the town's knowledge and, where there is one, the table of word vectors.

    :raises CannotRead: with file and line
    """
    table = read_vectors(arguments.vectors)
    if table is None:
        tell(
            "言葉の表がないので、言葉の辞書と文字の並びだけで分類します（sasaeai needs vectors で作れます）。"
        )
    town = TownFolder(shipped_lexicon(), ())
    if arguments.town is not None:
        town = read_town(arguments.town, town.lexicon, shipped_spellings())
    plain = _classifier(town, table)
    if not town.corrections:
        return plain
    learnt = taught(plain, town.corrections)
    tell(_told(learnt.accepted, learnt.before, learnt.after, len(learnt.classifier.confirmed)))
    return learnt.classifier


def write_lines(out: Path, lines: Iterable[dict[str, Any]]) -> None:
    """JSON lines, whole or not at all.

    :raises OSError: when the disk is full; `out` is then untouched
    """
    with whole_file(out) as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def _classifier(town: TownFolder, table: VectorTable | None) -> Classifier:
    model = shipped_model()
    if table is not None and not model.fits(table):
        model = with_table(model, shipped_lessons(), table)
    return Classifier(shipped_spellings(), town.lexicon, model, table)


def _told(accepted: bool, before: float, after: float, count: int) -> str:
    if count < ENOUGH:
        return f"町の訂正{count}件：同じ文には訂正どおりに付けます（{ENOUGH}件から、似た文にも学びます）。"
    compared = f"初めて見る文での当たり（F1） {before:.2f} → {after:.2f}"
    if accepted:
        return f"町の訂正{count}件から学びました（{compared}）。"
    return f"町の訂正{count}件：学ぶと悪くなるので（{compared}）、同じ文にだけ使います。"
