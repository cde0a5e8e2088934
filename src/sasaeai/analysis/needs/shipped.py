"""What comes with the product: lexicon, spellings, our own examples, and the model learnt from them."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from sasaeai.analysis.needs.examples import Example, examples_from_toml
from sasaeai.analysis.needs.kept import unpacked_model
from sasaeai.analysis.needs.lexicon import Lexicon, words_from_toml
from sasaeai.analysis.needs.model import Lessons, Model, lessons_from
from sasaeai.analysis.needs.wording import Spellings

MODEL_FILE = "model.npz"
_SOURCES = ("spellings.toml", "lexicon.toml", "examples.toml")


@cache
def shipped_spellings() -> Spellings:
    """Writings that count as one."""
    return Spellings.from_toml(_text("spellings.toml"))


@cache
def shipped_lexicon() -> Lexicon:
    """The words that come with the product."""
    return Lexicon(tuple(words_from_toml(_text("lexicon.toml"), shipped_spellings())))


@cache
def shipped_examples() -> tuple[Example, ...]:
    """Our own sentences; none is quoted from a town (decision 0013)."""
    return tuple(examples_from_toml(_text("examples.toml")))


@cache
def shipped_lessons() -> Lessons:
    """What the shipped model was learnt from."""
    return lessons_from(shipped_examples(), shipped_lexicon(), shipped_spellings())


@cache
def shipped_model() -> Model:
    """The model learnt from them; `python -m tools.needs_model` makes it anew after a change."""
    return unpacked_model(_file(MODEL_FILE))[0]


def model_is_up_to_date() -> bool:
    """Whether the shipped model was learnt from the present lexicon, spellings and examples."""
    return unpacked_model(_file(MODEL_FILE))[1] == fingerprint()


def fingerprint() -> str:
    """What a model learnt now would be learnt from, in 16 hex digits."""
    return hashlib.sha256("\0".join(map(_text, _SOURCES)).encode()).hexdigest()[:16]


def _text(name: str) -> str:
    return _file(name).decode("utf-8")


def _file(name: str) -> bytes:
    return files("sasaeai.analysis.needs").joinpath(name).read_bytes()
