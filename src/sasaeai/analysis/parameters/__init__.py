"""Figures fixed by law, plan or study: each with the day it holds from and its source."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def figures(name: str) -> dict[str, Any]:
    """The content of a parameter file of this package, `walking` for `walking.toml`.

    :raises FileNotFoundError: where there is no such file
    """
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
