"""In which order the values of a dimension stand in a table, and which of them stand there even when empty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from sasaeai.analysis.figures.conditions import within
from sasaeai.analysis.figures.facts import Amounts, Column, Facts
from sasaeai.analysis.figures.layouts.tree import Layout, Node
from sasaeai.analysis.figures.periods import Period, fiscal_year_of
from sasaeai.analysis.figures.quantities import kind_called
from sasaeai.places.models import Area
from sasaeai.reports.areas import TIER_LEVELS
from sasaeai.towns.models import Town
from sasaeai.towns.rules import Tier
from sasaeai.vocabulary.models import Term

UNITS = ("人", "世帯", "団体", "か所", "地区", "件")
COUNTS = (*UNITS, *(f"実{unit}数" for unit in UNITS), "食", "部", "枚", "閲覧", "分", "日")
Values = Mapping[str, Sequence[str]]
# Dimensions filled from a scheme of terms, besides the readings of functions in other schemes.
OF_SCHEME = {
    "activity-kind": "kind",
    "means": "means",
    "result": "result",
    "partner-type": "partner.type",
}


def dimension_orders(town: Town) -> Values:
    """The order of areas, tiers and terms, as the town has set it (two queries)."""
    orders = _by_area(Area.objects.of_town(town.pk).values_list(*AREA))
    orders["tier"] = [tier.label for tier in Tier if len(tier) == 1]
    for scheme, label in Term.objects.filter(scheme__town=town.pk).values_list(
        "scheme__code", "label"
    ):
        for name in _names_of(scheme, town):
            orders[name].append(label)
    return dict(orders)


def always_shown(town: Town, day: date) -> Values:
    """Areas that exist on the day and functions in use: a row of noughts says that nothing was done."""
    shown = _by_area(Area.objects.of_town(town.pk).in_use_on(day).values_list(*AREA))
    terms = Term.objects.of(town.pk, town.entry_scheme).in_use_in(fiscal_year_of(day))
    labels = list(terms.filter(parts__isnull=True).values_list("label", flat=True))
    return dict(shown) | {"function": labels, "main_function": labels}


AREA = ("level__name", "level__tier", "name")


def _by_area(areas: object) -> defaultdict[str, list[str]]:
    orders: defaultdict[str, list[str]] = defaultdict(list)
    for level, tiers, name in areas:  # type: ignore[attr-defined]
        orders[f"area.{level}"].append(name)
        for tier in tiers:
            if tier in TIER_LEVELS:
                orders[f"area.{TIER_LEVELS[tier]}"].append(name)
    return orders


def _names_of(scheme: str, town: Town) -> list[str]:
    names = [f"attribute.{scheme}"]
    if scheme == town.entry_scheme:
        names += ["function", "main_function"]
    return [*names, OF_SCHEME[scheme]] if scheme in OF_SCHEME else names


def with_known_dimensions(facts: Facts, orders: Values, also: Iterable[str] = ()) -> Facts:
    """Facts that answer to every dimension and count of the town, even where no fact has a value yet.

    :param also: dimensions of the sources that take part
    """
    none = np.zeros(facts.size, dtype=np.int64)
    nobody = np.zeros(facts.size, dtype=np.bool_)
    for name in COUNTS:
        if name not in facts.counts:
            facts.counts = {**facts.counts, name: Amounts(kind_called(name), none, nobody)}
    for name in (*orders, *also):
        if name not in facts.columns:
            facts.columns[name] = Column(np.full(facts.size, -1, dtype=np.int32), ())
    facts.orders = orders
    return facts


def filled_out(layout: Layout, facts: Facts, shown: Values, period: Period | None) -> Layout:
    """The layout with a row for every area and function, not only for those that occur."""
    return replace(
        layout,
        rows=_filled(layout.rows, facts, shown, period),
        columns=_filled(layout.columns, facts, shown, period),
    )


def _filled(node: Node, facts: Facts, shown: Values, period: Period | None) -> Node:
    items = tuple(_filled(item, facts, shown, period) for item in node.items)
    by = node.by
    if by is None or by.values is not None or by.hide_empty or by.order != "given":
        return replace(node, items=items)
    name = _full_name(by.dimension, shown)
    if name not in shown:
        return replace(node, items=items)
    values = [*shown[name], *_occurring(facts, name, period)]
    wished = {value: n for n, value in enumerate(facts.orders.get(name, ()))}
    values = sorted(dict.fromkeys(values), key=lambda value: wished.get(value, len(wished)))
    return replace(node, items=items, by=replace(by, values=tuple(values)))


def _full_name(dimension: str, shown: Values) -> str:
    return dimension if dimension in shown else f"area.{dimension}"


def _occurring(facts: Facts, name: str, period: Period | None) -> list[str]:
    column = facts.columns.get(name)
    if column is None or period is None:
        return []
    elements = column.elements(np.flatnonzero(within(facts, period)))
    return [column.labels[code] for code in np.unique(column.codes[elements]) if code >= 0]
