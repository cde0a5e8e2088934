"""A town's own folder for the classifier: `words.toml` (its words) and `corrections.jsonl` (what it has settled)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from sasaeai.analysis.needs.codes import CODES, NeedCode
from sasaeai.analysis.needs.examples import Example
from sasaeai.analysis.needs.lexicon import (
    Lexicon,
    LexiconRefused,
    removed_from_toml,
    words_from_toml,
)
from sasaeai.analysis.needs.wording import Spellings
from sasaeai.documents.facts_faults import UNREADABLE, reason_of
from sasaeai.documents.refusals import CannotRead

WORDS: Final = "words.toml"
CORRECTIONS: Final = "corrections.jsonl"


@dataclass(frozen=True, slots=True)
class TownFolder:
    """What a town has taught: the lexicon with its changes, and the texts it has settled."""

    lexicon: Lexicon
    corrections: tuple[Example, ...]


class _Correction(msgspec.Struct, frozen=True):
    text: str
    labels: list[str]


def read_town(folder: Path, lexicon: Lexicon, spellings: Spellings) -> TownFolder:
    """A town's folder; either file may be missing.

    :raises CannotRead: naming file and line
    """
    if not folder.is_dir():
        raise CannotRead(
            f"{folder} というフォルダーがありません。--town には町のフォルダーを指定してください。"
        )
    return TownFolder(
        _lexicon(folder / WORDS, lexicon, spellings), tuple(_corrections(folder / CORRECTIONS))
    )


def _lexicon(path: Path, lexicon: Lexicon, spellings: Spellings) -> Lexicon:
    if not path.exists():
        return lexicon
    try:
        text = path.read_text(encoding="utf-8-sig")
        return lexicon.with_changes(
            words_from_toml(text, spellings), removed_from_toml(text, spellings)
        )
    except LexiconRefused as refusal:
        raise CannotRead(f"{path.name}：{refusal}") from None
    except UnicodeDecodeError:
        raise CannotRead(f"{path.name}：UTF-8 で保存し直してください。") from None
    except (tomllib.TOMLDecodeError, OSError) as error:
        raise CannotRead(
            f"{path.name} を読めません（{error}）。かっこと引用符を確かめてください。"
        ) from None


def _corrections(path: Path) -> list[Example]:
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            written = msgspec.json.decode(line, type=_Correction)
        except UNREADABLE as error:
            reason = (
                '{"text": "…", "labels": ["分類"]} の形で書いてください。'
                if isinstance(error, msgspec.ValidationError)
                else reason_of(error, line)
            )
            raise CannotRead(f"{path.name} の{number}行目：{reason}") from None
        found.append(_example(written, f"{path.name} の{number}行目"))
    return found


def _example(written: _Correction, where: str) -> Example:
    unknown = [label for label in written.labels if label not in set(CODES)]
    if unknown or not written.labels:
        told = f"「{'、'.join(unknown)}」という分類はありません" if unknown else "分類がありません"
        raise CannotRead(f"{where}：{told}。使えるのは {'、'.join(CODES)} です。")
    return Example(written.text, frozenset(NeedCode(label) for label in written.labels))
