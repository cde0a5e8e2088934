"""Reading places: which areas lie within which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sasaeai.places.models import Area, Belonging


def areas_within(roots: Iterable[int]) -> frozenset[int]:
    """Keys of the areas and of everything that lies, or once lay, within them (one query)."""
    return frozenset().union(*areas_within_each(roots).values())


def areas_within_each(roots: Iterable[int]) -> dict[int, frozenset[int]]:
    """For each area the keys of itself and of everything that lies, or once lay, within it (one query)."""
    roots = set(roots)
    if not roots:
        return {}
    town = Area.objects.filter(pk__in=roots).values("level__tree__town")[:1]
    children: dict[int, list[int]] = defaultdict(list)
    lines = Belonging.objects.filter(parent__level__tree__town=town).order_by()
    for parent, child in lines.values_list("parent_id", "area_id"):
        children[parent].append(child)
    return {root: _below(root, children) for root in roots}


def _below(root: int, children: dict[int, list[int]]) -> frozenset[int]:
    found, waiting = {root}, [root]
    while waiting:
        for child in children[waiting.pop()]:
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)
