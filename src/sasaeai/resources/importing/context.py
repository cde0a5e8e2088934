"""What the file and the town say about every row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sasaeai.resources.importing.known import Known
from sasaeai.resources.importing.shapes import Shape


@dataclass
class Context:
    """What every row is read with.

    :param system: name under which the numbers of this list are kept
    :param public: whether what the list tells is open to everybody already
    :param words: words that mean nothing yet, with how often they stand there
    :param keys: marks given to rows without a number
    """

    known: Known
    shape: Shape
    system: str
    public: bool = False
    words: Counter[tuple[str, str]] = field(default_factory=Counter)
    keys: Counter[str] = field(default_factory=Counter)
