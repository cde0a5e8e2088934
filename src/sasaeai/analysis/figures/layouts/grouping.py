"""Groupings: the members of a dimension or of time that become rows or columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches

import numpy as np

from sasaeai.analysis.figures.conditions import (
    ALWAYS,
    Condition,
    Either,
    Has,
    Is,
    Not,
    Sized,
    as_kept,
)
from sasaeai.analysis.figures.facts.columns import Index, Mask
from sasaeai.analysis.figures.facts.table import Facts
from sasaeai.analysis.figures.layouts.tree import By, Node
from sasaeai.analysis.figures.measures.cell import Cell
from sasaeai.analysis.figures.measures.evaluating import Evaluation
from sasaeai.analysis.figures.measures.kinds import Measure, refers
from sasaeai.analysis.figures.measures.scope import Scope, Side, hull
from sasaeai.analysis.figures.period_text import parse_period
from sasaeai.analysis.figures.periods import Period, Unit, label, split, words
from sasaeai.analysis.figures.printing import number_text
from sasaeai.analysis.figures.refusals import FigureRefused, LayoutRefused

UNITS = {
    **{unit.value: unit for unit in Unit if unit is not Unit.RANGE},
    "evaluation_year": Unit.FISCAL_YEAR,
}
CYCLE_ORDER = {
    "month_number": [str(n) for n in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)],
    "weekday": list("月火水木金土日"),
}


OTHERS, MISSING = "others", "missing"  # members that stand for whatever the others do not


@dataclass(frozen=True)
class Member:
    """One member: its condition or periods, and the words its label may use."""

    where: Condition = ALWAYS
    periods: tuple[Period, ...] | None = None
    whole: tuple[Period, ...] | None = None
    label: str | None = None
    default: str = "{value}"
    words: Mapping[str, str] = field(default_factory=dict)
    ending: str = ""
    role: str = ""


def members(
    node: Node, by: By, side: Side, table: Side, run: Evaluation, measure: Measure | None = None
) -> list[Member]:
    """The members of a grouping node, in their order; by size of `measure` unless it says of what.

    :raises LayoutRefused: if the dimension or a value cannot be used
    """
    if by.dimension in UNITS:
        found = _periods(node, by, side, table, run)
    elif by.edges is not None:
        found = _bands(by, node, side, table, run)
    else:
        found = _values(node, replace(by, order_by=by.order_by or measure), side, table, run)
    if by.hide_empty:
        found = [member for member in found if _any(run, table, side, member)]
    return found


def one_day(day: date) -> Period:
    """A day as a period."""
    return Period(day, day, Unit.DAY)


def _periods(node: Node, by: By, side: Side, table: Side, run: Evaluation) -> list[Member]:
    unit = UNITS[by.dimension]
    around = hull(side.periods) if side.periods else None
    default = "{label}"
    if by.values is not None:
        wholes = _written(by, unit, node.place)
    else:
        around = around or (hull(table.periods) if table.periods else None)
        limits = around or _recorded(run.facts, side, table, run)
        wholes = list(split(limits, unit)) if limits is not None else []
        if by.last is not None and wholes:
            first = wholes[-1].shifted(1 - by.last)
            wholes = list(split(Period(first.first, wholes[-1].last), unit))
            around = None
        if unit is Unit.MONTH and limits is not None and len(wholes) > 12 and not side.periods:
            default = "{era}{year}年{label}"
        if unit is Unit.DAY:
            wholes = _days_recorded(run, side, table, wholes)
    made = []
    for whole in wholes:
        cut = whole.meets(around) if around is not None else whole
        shown = whole.shifted(1) if by.dimension == "evaluation_year" else whole
        if cut is not None:
            made.append(
                Member(
                    periods=(cut,),
                    whole=(whole,),
                    label=_own_label(by, label(whole), words(whole)["short"]),
                    default=default,
                    words={**words(shown), "value": words(shown)["label"], "timed": "1"},
                )
            )
    return made


def _written(by: By, unit: Unit, place: str) -> list[Period]:
    found: list[Period] = []
    for value in by.values or ():
        try:
            period = parse_period(str(value))
        except FigureRefused as refusal:
            raise LayoutRefused(f"{place}.values：{refusal}") from None
        found.extend(split(period, unit) if period.unit is Unit.RANGE else [period])
    return found


def _own_label(by: By, *names: str) -> str | None:
    return next((by.labels[name] for name in names if name in by.labels), None)


def _recorded(facts: Facts, side: Side, table: Side, run: Evaluation) -> Period | None:
    """From the first to the last dated fact of a scope."""
    chosen = np.flatnonzero(_mask(run, table, side) & facts.dated)
    if not len(chosen):
        return None
    epoch = date(1970, 1, 1)
    first, last = int(facts.first[chosen].min()), int(facts.last[chosen].max())
    return Period(epoch + timedelta(days=first), epoch + timedelta(days=last))


def _days_recorded(run: Evaluation, side: Side, table: Side, wholes: list[Period]) -> list[Period]:
    """Only the days on which something was recorded."""
    chosen = np.flatnonzero(_mask(run, table, side) & run.facts.dated)
    days = set(run.facts.first[chosen].tolist())
    epoch = date(1970, 1, 1)
    return [whole for whole in wholes if (whole.first - epoch).days in days]


def _bands(by: By, node: Node, side: Side, table: Side, run: Evaluation) -> list[Member]:
    """Bands of a number: from each edge to below the next; the last is open (`10人以上`)."""
    ending = "以上" if "{value}" in (node.label or "{value}") else ""
    edges = [Decimal(str(edge)) for edge in by.edges or ()]
    made = []
    for n, edge in enumerate(edges):
        below = edges[n + 1] if n + 1 < len(edges) else None
        most = number_text(below - 1) if below is not None else ""
        first = number_text(edge)
        value = first if first == most or not most else f"{first}～{most}"
        made.append(
            Member(
                where=Sized(by.dimension, edge, None, below),
                label=_own_label(by, first, value, value if most else f"{value}以上"),
                words={"value": value, "from": first, "to": most, "timed": "1"},
                ending="" if most else ending,
            )
        )
    numbered = Sized(by.dimension, None, None)
    if by.missing:
        made.append(Member(where=Not(numbered), label=by.missing, role=MISSING))
    outside = _outside(run, side, table, [member.where for member in made])
    if outside:
        run.warnings[
            f"{node.place}：「{by.dimension}」の数がないか、どの段階にも入らない事実が{outside}件あります"
            '（edges の初めを小さくするか、missing = "不明" と書くと計に入ります）。'
        ] = None
    return made


def _outside(run: Evaluation, side: Side, table: Side, taken: list[Condition]) -> int:
    """How many happenings of a scope none of the members take."""
    chosen = run.selector.events(Scope(table, side), ALWAYS, run.include, timed="")
    within = run.selector.mask(Either(tuple(taken)))
    return int((~within[chosen]).sum())


def _values(node: Node, by: By, side: Side, table: Side, run: Evaluation) -> list[Member]:
    facts = run.facts
    if by.dimension == "id":
        return _each_fact(by, side, table, run)
    name = facts.name_of(by.dimension)
    if by.values is not None:
        names = [as_kept(name, value) for value in by.values]
        _tell_unknown(run, name, (*names, *by.bottom), node.place)
    else:
        names = _named(facts, name, _mask(run, table, side), by)
    made = [_member(facts, by, name, value) for value in names if value not in by.bottom]
    if by.order in ("desc", "asc"):
        made = _ordered(node, by, made, side, table, run)
    if by.top is not None:
        made = made[: by.top]
    last = [_member(facts, by, name, value) for value in by.bottom]
    if by.others:
        shown = {value for member in (*made, *last) for value in _values_of(member)}
        rest = tuple(label for label in facts.column(name).labels if label not in shown)
        made.append(_others(facts, by, name, rest, _mask(run, table, side)))
    made += last
    if by.missing:
        made.append(Member(where=Has(name, False), label=by.missing, role=MISSING))
    elif by.values is None:
        _warn_missing(run, name, node, side, table)
    return made


def _tell_unknown(run: Evaluation, name: str, values: tuple[str, ...], place: str) -> None:
    """Tell of values that no fact has where one that nobody asked for is spelt much the same."""
    known = run.facts.column(name).labels
    left = [label for label in known if label not in values]
    for value in values:
        near = [] if value in known else get_close_matches(value, left, n=1, cutoff=0.5)
        if near:
            run.warnings[
                f"{place}：「{value}」は事実に一度も現れません。「{near[0]}」ではありませんか。"
            ] = None


def _others(facts: Facts, by: By, name: str, rest: tuple[str, ...], mask: Mask) -> Member:
    """その他: the values not shown; {n} of its label is how many of them occur."""
    column = facts.column(name)
    codes = np.unique(column.codes[column.elements(np.flatnonzero(mask))])
    occur = sum(column.labels[code] in rest for code in codes if code >= 0)
    label = by.others.replace("{n}", str(occur))
    return Member(where=Is(name, rest), label=label, role=OTHERS)


def _values_of(member: Member) -> tuple[str, ...]:
    return member.where.values if isinstance(member.where, Is) else ()


def _member(facts: Facts, by: By, name: str, value: str) -> Member:
    shown = value
    names = facts.columns.get(f"{name}.name")
    if names is not None:
        column = facts.columns[name]
        code = column.code_of.get(value)
        at: Index = np.flatnonzero(column.codes == (-2 if code is None else code))
        shown = names.labels[names.codes[at[0]]] if len(at) else value
    default = {"month_number": "{value}月"}.get(name, "{value}")
    return Member(
        where=Is(name, (value,)),
        label=_own_label(by, value),
        default=default,
        words={"value": shown},
    )


def _named(facts: Facts, name: str, mask: Mask, by: By) -> list[str]:
    """The values that occur, in the wished order, else as they first occur."""
    if name in CYCLE_ORDER:
        return CYCLE_ORDER[name]
    column = facts.column(name)
    positions = column.elements(np.flatnonzero(mask))
    codes = [int(code) for code in np.unique(column.codes[positions]) if code >= 0]
    found = [column.labels[code] for code in codes]
    if by.order == "label":
        return sorted(found, key=_natural)
    wished = {value: n for n, value in enumerate(facts.orders.get(name, ()))}
    return sorted(found, key=lambda value: wished.get(value, len(wished)))


def _natural(label: str) -> list[tuple[int, str]]:
    """Sorts 9 before 10."""
    parts = re.split(r"(\d+)", unicodedata.normalize("NFKC", label))
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _ordered(
    node: Node, by: By, made: list[Member], side: Side, table: Side, run: Evaluation
) -> list[Member]:
    measure = by.order_by
    if measure is None or refers(measure):
        raise LayoutRefused(
            f'{node.place}：多い順・少ない順や top には、何の順かを order_by = "数え方の名前" で書いてください。'
        )

    def size(member: Member) -> Decimal:
        conditions = (*side.conditions, member.where)
        own = Side(conditions, side.periods, side.as_of)
        scope = Scope(table, column=own) if node.place.startswith("columns") else Scope(table, own)
        figure = run.figure(measure, Cell(scope))
        value = figure.pieces[0][0] if figure.value is None and figure.pieces else figure.value
        return value if value is not None else Decimal("-Infinity")

    return sorted(made, key=size, reverse=by.order != "asc")


def _each_fact(by: By, side: Side, table: Side, run: Evaluation) -> list[Member]:
    """One member for each fact, by date: a list of what happened."""
    facts = run.facts
    chosen = run.selector.events(Scope(table, side), ALWAYS, run.include)
    column = facts.column("id")
    made = []
    for fact in facts.in_order(chosen):
        value = column.labels[column.codes[fact]]
        day = ""
        if facts.dated[fact]:
            day = label(one_day(date(1970, 1, 1) + timedelta(days=int(facts.first[fact]))))
        made.append(
            Member(
                where=Is("id", (value,)),
                label=_own_label(by, value),
                default="{date}",
                words={"value": value, "date": day},
            )
        )
    return made


def _mask(run: Evaluation, table: Side, side: Side) -> Mask:
    mask = np.ones(run.facts.size, dtype=np.bool_)
    for condition in (*table.conditions, *side.conditions):
        mask &= run.selector.mask(condition)
    return mask


def _any(run: Evaluation, table: Side, side: Side, member: Member) -> bool:
    conditions = (*side.conditions, member.where)
    mask = _mask(run, table, Side(conditions))
    periods = member.periods or side.periods or table.periods
    if periods is not None:
        mask = mask & np.logical_or.reduce([run.selector.inside(period) for period in periods])
    return bool(mask.any())


def _warn_missing(run: Evaluation, name: str, node: Node, side: Side, table: Side) -> None:
    column = run.facts.column(name)
    if name == "indicator":
        return
    mask = _mask(run, table, side) & ~run.facts.statements & ~column.present
    lacking = int(mask.sum())
    if lacking:
        run.warnings[
            f"{node.place}：「{name}」の書かれていない事実{lacking}件は、この行・列のどれにも入りません"
            '（missing = "不明" と書くと一つの行・列になります）。'
        ] = None


def may_overlap(by: By, facts: Facts) -> bool:
    """Whether a fact can be in two members: only where it can have two values."""
    if by.dimension in UNITS or by.dimension == "id" or by.edges is not None:
        return False
    return facts.column(by.dimension).several


def overlap(run: Evaluation, table: Side, outer: Side, sides: list[Side]) -> tuple[int, int] | None:
    """A fact that lies in two of the members and how many do; None where all are apart."""
    around = _mask(run, table, outer)
    counts = np.zeros(run.facts.size, dtype=np.int16)
    for side in sides:
        mask = around.copy()
        for condition in side.conditions:
            mask &= run.selector.mask(condition)
        if side.periods is not None:
            mask &= np.logical_or.reduce([run.selector.inside(p) for p in side.periods])
        counts += mask
    shared: Index = np.flatnonzero(counts > 1)
    return (int(shared[0]), len(shared)) if len(shared) else None
