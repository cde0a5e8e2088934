"""異体字: which written forms of a kanji count as one (the table is `kanji_variants.toml`, with its sources)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


class VariantsContradict(ValueError):
    """The table gives one character two readings."""


@cache
def kanji_variants() -> dict[str, str]:
    """Every variant and the character it counts as: `{"髙": "高", …}`.

    :raises VariantsContradict: if the table contradicts itself
    """
    text = files("sasaeai.analysis.words").joinpath("kanji_variants.toml").read_text("utf-8")
    sections = tomllib.loads(text).values()
    return variants_of(group for section in sections for group in section["groups"].split())


def variants_of(groups: Iterable[str]) -> dict[str, str]:
    """Groups such as 「辺邊邉」 to `{"邊": "辺", "邉": "辺"}`.

    >>> variants_of(["辺邊邉", "高髙"])
    {'邊': '辺', '邉': '辺', '髙': '高'}

    :raises VariantsContradict: if a variant stands twice, or heads a group as well
    """
    found: dict[str, str] = {}
    heads = set()
    for group in groups:
        heads.add(group[0])
        for variant in group[1:]:
            if variant in found:
                raise VariantsContradict(f"「{variant}」が「{group}」とほかの組の両方にあります。")
            found[variant] = group[0]
    both = sorted(heads & found.keys())
    if both:
        raise VariantsContradict(f"「{'、'.join(both)}」は異体字であり、組の1字目でもあります。")
    return found
