"""Reading a layout from TOML values; every refusal names the place, the reason and the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from sasaeai.analysis.figures.conditions import ALWAYS, read_condition
from sasaeai.analysis.figures.layouts.tree import By, Layout, Node, Override, Total
from sasaeai.analysis.figures.measures.kinds import Measure
from sasaeai.analysis.figures.measures.options import read_include, read_state
from sasaeai.analysis.figures.measures.reading import Book, read_measure
from sasaeai.analysis.figures.measures.writing import check_options
from sasaeai.analysis.figures.period_text import parse_day, parse_period
from sasaeai.analysis.figures.periods import Period
from sasaeai.analysis.figures.refusals import FigureRefused, LayoutRefused
from sasaeai.analysis.figures.shapes import (
    COUNTING,
    PAIRS,
    RISING,
    TEXT,
    WHOLE,
    WORDS,
    YES_NO,
    must_have_shape,
)

TOP = frozenset(
    {
        *("title", "subtitle", "description", "row_heads", "where", "period", "as_of", "include"),
        *("unfinished", "measure", "measures", "parameters", "rows", "columns", "cells"),
        *("footnotes", "definitions", "automatic_footnotes", "print", "row_total", "column_total"),
    }
)
NODE = frozenset(
    {
        *("label", "where", "period", "as_of", "measure", "print", "note", "state", "text", "role"),
        *("indent", "by", "items", "total", "partial_label"),
    }
)
GROUPING = frozenset(
    {
        *("values", "labels", "last", "edges", "order", "order_by", "top", "others", "missing"),
        *("empty", "bottom"),
    }
)
TOTAL = frozenset({"label", "position", "measure", "repeat", "overlap", "print", "note"})
SHAPES = {
    **dict.fromkeys(("title", "subtitle", "label", "note", "text", "partial_label"), TEXT),
    **dict.fromkeys(("by", "others", "missing"), TEXT),
    **dict.fromkeys(("values", "bottom", "row_heads", "footnotes"), WORDS),
    **dict.fromkeys(("definitions", "automatic_footnotes", "repeat"), YES_NO),
    **dict.fromkeys(("top", "last"), COUNTING),
    **{"indent": WHOLE, "edges": RISING, "labels": PAIRS},
}
CELL = frozenset({"row", "column", "text", "state", "note", "measure", "print"})


def read_layout(given: Mapping[str, Any]) -> Layout:
    """A layout from the values of a TOML file.

    :raises LayoutRefused: naming the place, the reason and the remedy
    """
    _only(given, TOP, "様式")
    for needed in ("title", "rows", "columns"):
        if needed not in given:
            raise LayoutRefused(
                f"様式：{needed} がありません。title と [[rows]] と [[columns]] が要ります"
                "（title は最初の [[rows]] や [measures.…] より前に書きます）。"
            )
    named = _table(given.get("measures", {}), "measures")
    measures = _Measures(Book(named))
    period = given.get("period")
    return Layout(
        title=str(given["title"]),
        subtitle=str(given.get("subtitle", "")),
        row_heads=tuple(map(str, _many(given.get("row_heads", ())))),
        where=read_condition(given["where"], "where") if "where" in given else ALWAYS,
        period=_period(period, "period") if period is not None else None,
        as_of=_day(given.get("as_of"), "as_of"),
        include=read_include(given.get("include", "held"), "様式"),
        unfinished=_one_of(given, "unfinished", ("show", "blank"), "様式"),
        measure=measures.read(given.get("measure"), "measure"),
        measures={name: measures.named(name) for name in named},
        parameters={
            str(k): str(v) for k, v in _table(given.get("parameters", {}), "parameters").items()
        },
        rows=_axis(given["rows"], given.get("row_total"), measures, "rows"),
        columns=_axis(given["columns"], given.get("column_total"), measures, "columns"),
        cells=tuple(
            _override(one, measures, i)
            for i, one in enumerate(_list(given.get("cells", []), "cells"))
        ),
        footnotes=tuple(map(str, _many(given.get("footnotes", ())))),
        definitions=bool(given.get("definitions", False)),
        automatic=bool(given.get("automatic_footnotes", True)),
        printing=check_options(given.get("print", {}), "print"),
    )


class _Measures:
    """Reads each named measure once, so that equal names are one measure."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.known: dict[str, Measure] = {}

    def named(self, name: str) -> Measure:
        if name not in self.known:
            self.known[name] = self.book.named(name, "measures")
            check_options(self.known[name].printing, f"measures.{name}.print")
        return self.known[name]

    def read(self, given: Any, place: str) -> Measure | None:
        if given is None:
            return None
        if isinstance(given, str) and given in self.book.given:
            return self.named(given)
        measure = read_measure(given, self.book, place)
        check_options(measure.printing, f"{place}.print")
        return measure


def _only(given: Mapping[str, Any], allowed: frozenset[str], place: str) -> None:
    """Refuse keys that do not exist, and values of another kind than their key takes."""
    for key in given:
        if key not in allowed:
            near = get_close_matches(key, allowed, n=1)
            hint = f"「{near[0]}」ではありませんか。" if near else ""
            if key in TOP and allowed is not TOP:
                hint = "様式全体の項目は、最初の [[rows]] や [measures] より前に書いてください。"
            raise LayoutRefused(
                f"{place}：「{key}」は使えません。{hint}使えるもの：{'、'.join(sorted(allowed))}"
            )
    must_have_shape(given, SHAPES, place)


def _table(given: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise LayoutRefused(f"{place}：[{place}] の表で書いてください。")
    return given


def _list(given: Any, place: str) -> list[Any]:
    if not isinstance(given, list):
        raise LayoutRefused(f"{place}：[[{place}]] と、かぎ括弧を二重にして書いてください。")
    return given


def _many(given: Any) -> tuple[Any, ...]:
    return tuple(given) if isinstance(given, (list, tuple)) else (given,)


def _period(given: Any, place: str) -> Period:
    try:
        return parse_period(str(given))
    except FigureRefused as refusal:
        raise LayoutRefused(f"{place}：{refusal}") from None


def _day(given: Any, place: str) -> date | None:
    if given is None:
        return None
    try:
        return parse_day(str(given))
    except FigureRefused as refusal:
        raise LayoutRefused(f"{place}：{refusal}") from None


def _one_of(given: Mapping[str, Any], key: str, allowed: tuple[str, ...], place: str) -> str:
    value = given.get(key, allowed[0])
    if value not in allowed:
        raise LayoutRefused(
            f"{place}.{key}：「{value}」は使えません。{'・'.join(allowed)}から選んでください。"
        )
    return str(value)


def _axis(given: Any, total: Any, measures: _Measures, place: str) -> Node:
    if not _list(given, place):
        raise LayoutRefused(f"{place}：[[{place}]] を一つ以上書いてください。")
    items = tuple(_node(one, measures, f"{place}[{i + 1}]") for i, one in enumerate(given))
    if len(items) == 1 and items[0].by is not None and total is not None and not items[0].total:
        raise LayoutRefused(
            f'{place}：by でまとめる行・列の計は、その [[{place}]] の中に total = "計" と書いてください。'
        )
    return Node(place=place, items=items, total=_total(total, measures, f"{place}.total"))


def _node(given: Any, measures: _Measures, place: str) -> Node:
    if not isinstance(given, Mapping):
        raise LayoutRefused(f'{place}：{{ label = "…" }} の形で書いてください。')
    _only(given, NODE | (GROUPING if "by" in given else frozenset()), place)
    by = _by(given, measures, place) if "by" in given else None
    label = given.get("label")
    items = tuple(
        _node(one, measures, f"{place}.items[{i + 1}]")
        for i, one in enumerate(_many(given.get("items", ())))
    )
    periods = given.get("period")
    return Node(
        place=place,
        label=str(label) if label is not None else None,
        where=read_condition(given["where"], f"{place}.where") if "where" in given else ALWAYS,
        periods=tuple(_period(p, f"{place}.period") for p in _many(periods))
        if periods is not None
        else None,
        as_of=_day(given.get("as_of"), f"{place}.as_of"),
        measure=measures.read(given.get("measure"), f"{place}.measure"),
        printing=check_options(given.get("print", {}), f"{place}.print"),
        note=str(given.get("note", "")),
        state=read_state(given["state"], place) if "state" in given else None,
        text=str(given["text"]) if "text" in given else None,
        role=_one_of(given, "role", ("", "of_which", "rest"), place),
        indent=int(given.get("indent", 0)),
        by=by,
        items=items,
        total=_total(given.get("total"), measures, f"{place}.total"),
        partial_label=str(given.get("partial_label", "")),
    )


def _by(given: Mapping[str, Any], measures: _Measures, place: str) -> By:
    values = given.get("values")
    edges = given.get("edges")
    order = _one_of(given, "order", ("given", "label", "desc", "asc"), place)
    order_by = measures.read(given.get("order_by"), f"{place}.order_by")
    return By(
        dimension=str(given["by"]),
        values=_many(values) if values is not None else None,
        labels={str(k): str(v) for k, v in given.get("labels", {}).items()},
        last=given.get("last"),
        edges=tuple(float(e) for e in edges) if edges is not None else None,
        order="desc" if {"top", "order_by"} & set(given) and order == "given" else order,
        order_by=order_by,
        top=given.get("top"),
        bottom=tuple(map(str, _many(given.get("bottom", ())))),
        others=str(given.get("others", "")),
        missing=str(given.get("missing", "")),
        hide_empty=_one_of(given, "empty", ("show", "hide"), place) == "hide",
    )


def _total(given: Any, measures: _Measures, place: str) -> Total | None:
    if given is None or given is False:
        return None
    if given is True:
        return Total()
    if isinstance(given, str):
        return Total(label=given)
    _only(_table(given, place), TOTAL, place)
    repeat = given.get("repeat")
    return Total(
        label=str(given.get("label", "計")),
        first=_one_of(given, "position", ("last", "first"), place) == "first",
        measure=measures.read(given.get("measure"), f"{place}.measure"),
        repeat=bool(repeat) if repeat is not None else None,
        once=_one_of(given, "overlap", ("refuse", "once"), place) == "once",
        printing=check_options(given.get("print", {}), f"{place}.print"),
        note=str(given.get("note", "")),
    )


def _path(given: Any) -> tuple[tuple[str, ...], ...]:
    """Heads from the outside in; a list within it is one of several."""
    return tuple(tuple(map(str, _many(one))) for one in _many(given))


def _override(given: Any, measures: _Measures, index: int) -> Override:
    place = f"cells[{index + 1}]"
    _only(_table(given, place), CELL, place)
    if "row" not in given and "column" not in given:
        raise LayoutRefused(f"{place}：どの欄か、row と column の見出しで書いてください。")
    return Override(
        place=place,
        row=_path(given.get("row", "*")),
        column=_path(given.get("column", "*")),
        text=str(given["text"]) if "text" in given else None,
        state=read_state(given["state"], place) if "state" in given else None,
        note=str(given.get("note", "")),
        measure=measures.read(given.get("measure"), f"{place}.measure"),
        printing=check_options(given.get("print", {}), f"{place}.print"),
    )
