"""Reading measures from a layout: exactly one way of counting, and options that suit it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from sasaeai.analysis.figures.conditions import ALWAYS, read_condition
from sasaeai.analysis.figures.measures import kinds as k
from sasaeai.analysis.figures.measures.options import (
    PER_CENT,
    choice_of,
    day_of,
    decimal_of,
    period_of,
    read_include,
    read_state,
    scale_of,
    times_of,
    words_of,
)
from sasaeai.analysis.figures.periods import Unit, label
from sasaeai.analysis.figures.refusals import LayoutRefused
from sasaeai.analysis.figures.shapes import (
    COUNTING,
    SWITCH,
    TEXT,
    WORDS,
    YES_NO,
    must_have_shape,
)

SHARED = frozenset(
    {
        *("unit", "where", "include", "at", "ignore", "scale", "disjoint", "unfinished", "print"),
        *("decimals", "definition", "source", "note", "state", "when", "period"),
    }
)
SHAPES = {
    **dict.fromkeys(("sum", "mean", "median", "min", "max", "list", "range"), TEXT),
    **dict.fromkeys(("first", "last", "text", "unit", "definition", "source", "note"), TEXT),
    **dict.fromkeys(("nth", "tally", "over"), TEXT),
    **dict.fromkeys(("join", "between", "more", "form", "from"), TEXT),
    **dict.fromkeys(("value", "target"), SWITCH),
    **dict.fromkeys(("disjoint", "repeat", "same_span"), YES_NO),
    **{"distinct": WORDS, "ignore": WORDS, "values": WORDS, "limit": COUNTING, "place": COUNTING},
}
_COUNTS = {
    k.EVENTS: k.EVENTS, "回": k.EVENTS, "件": k.EVENTS, "記録": k.EVENTS,
    k.BY_COORDINATORS: k.BY_COORDINATORS, "events*coordinators": k.BY_COORDINATORS,
    "回×担当者数": k.BY_COORDINATORS,
    k.BY_PEOPLE: k.BY_PEOPLE, "events*people": k.BY_PEOPLE, "回×対象者数": k.BY_PEOPLE,
    k.TOWN_CHOICE: k.TOWN_CHOICE,
}  # fmt: skip


@dataclass(frozen=True)
class Book:
    """The named measures of a layout, read when first used; knows which are being read."""

    given: Mapping[str, Any]
    place: str = "measures"
    reading: tuple[str, ...] = ()

    def named(self, name: str, place: str) -> k.Measure:
        """A named measure.

        :raises LayoutRefused: if there is none, or it refers to itself
        """
        if name not in self.given:
            near = get_close_matches(name, self.given, n=1, cutoff=0.4)
            hint = f"「{near[0]}」ではありませんか。" if near else ""
            raise LayoutRefused(
                f"{place}：「{name}」という数え方（measures）はありません。{hint}"
                f"使える名前：{'、'.join(self.given) or 'まだ一つもありません'}"
            )
        if name in self.reading:
            raise LayoutRefused(f"{place}：数え方「{name}」が自分自身を使っています。")
        inner = replace(self, reading=(*self.reading, name))
        return read_measure(self.given[name], inner, f"{self.place}.{name}", name=name)


def read_measure(given: Any, book: Book, place: str, *, name: str = "") -> k.Measure:
    """A measure: a name, "*", words with {measures} in them, or a table.

    :raises LayoutRefused: naming the place, the reason and the remedy
    """
    if isinstance(given, str):
        if given == "*":
            return k.Measure(k.Other(), name=name)
        if "{" in given:
            return k.Measure(_words({"text": given}, book, place), name=name)
        return book.named(given, place)
    if isinstance(given, (list, tuple)) or not isinstance(given, Mapping):
        raise LayoutRefused(
            f'{place}：数え方は名前（"回数"）か表（{{ count = "events" }}）で書いてください。'
        )
    ways = [way for way in READERS if way in given]
    if len(ways) != 1:
        near = [] if ways else [n for key in given for n in get_close_matches(key, READERS, n=1)]
        hint = f"「{near[0]}」ではありませんか。" if near else ""
        raise LayoutRefused(
            f"{place}：数え方はちょうど一つ書いてください（{'と'.join(ways) or '一つもありません'}）。"
            f"{hint}使えるもの：{'、'.join(READERS)}"
        )
    reader, options = READERS[ways[0]]
    _only(given, {ways[0], *options, *SHARED}, place)
    must_have_shape(given, SHAPES, place)
    return _shared(given, reader(given, book, place), name, place)


def _only(given: Mapping[str, Any], allowed: set[str], place: str) -> None:
    for key in given:
        if key not in allowed:
            near = get_close_matches(key, allowed, n=1)
            hint = f"「{near[0]}」ではありませんか。" if near else ""
            raise LayoutRefused(
                f"{place}：「{key}」は使えません。{hint}使えるもの：{'、'.join(sorted(allowed))}"
            )


def _shared(given: Mapping[str, Any], how: k.How, name: str, place: str) -> k.Measure:
    printing = dict(given.get("print", {}))
    if "decimals" in given:
        printing["decimals"] = given["decimals"]
    state = given.get("state")
    return k.Measure(
        how=how,
        name=name,
        unit=given.get("unit"),
        where=read_condition(given["where"], f"{place}.where") if "where" in given else ALWAYS,
        include=read_include(given["include"], place) if "include" in given else None,
        at=day_of(given.get("at"), place),
        when=choice_of(given, "when", ("date", "ended"), place, "date"),
        period=period_of(given.get("period"), f"{place}.period"),
        ignore=words_of(given.get("ignore", ())),
        scale=scale_of(given, place),
        times=times_of(given, how, place),
        disjoint=bool(given.get("disjoint", False)),
        unfinished=choice_of(given, "unfinished", ("show", "blank"), place, None),
        printing=printing,
        definition=given.get("definition", ""),
        source=given.get("source", ""),
        note=given.get("note", ""),
        state=read_state(state, place) if state is not None else None,
    )


def _count(given: Mapping[str, Any], _book: Book, place: str) -> k.How:
    of = str(given["count"]).replace("x", "×") if given["count"] is not True else k.EVENTS
    if of not in _COUNTS:
        raise LayoutRefused(
            f"{place}.count：「{of}」は使えません。events（件数・回数）、events×coordinators（回×担当者数）、"
            "events×people（回×対象者数）、回・人（町の決め方）から選んでください。"
            "人数などを足すときは sum、異なり数は distinct を使います。"
        )
    return k.Count(_COUNTS[of])


def _sum(given: Mapping[str, Any], _book: Book, _place: str) -> k.How:
    return k.Sum(str(given["sum"]))


def _distinct(given: Mapping[str, Any], _book: Book, _place: str) -> k.How:
    return k.Distinct(words_of(given["distinct"]))


def _spread(how: str) -> Callable[[Mapping[str, Any], Book, str], k.How]:
    return lambda given, _book, _place: k.Spread(how, str(given[how]))


def _list(given: Mapping[str, Any], _book: Book, place: str) -> k.How:
    return k.Names(
        of=str(given["list"]),
        join=given.get("join", "、"),
        between=given.get("between"),
        order=choice_of(given, "order", ("date", "given", "label"), place, "date"),
        limit=given.get("limit"),
        more=given.get("more", "ほか"),
        repeat=bool(given.get("repeat", False)),
    )


def _range(given: Mapping[str, Any], _book: Book, _place: str) -> k.How:
    return k.NumberRange(str(given["range"]), given.get("form", "{n}"), given.get("join", "～"))


def _pick(which: str) -> Callable[[Mapping[str, Any], Book, str], k.How]:
    return lambda given, _book, _place: k.Pick(which, str(given[which]))


def _stated(what: str) -> Callable[[Mapping[str, Any], Book, str], k.How]:
    hows = ("sum", "last", "first", "mean", "max", "min")
    return lambda given, _book, place: k.Stated(
        what,
        "" if given[what] is True else str(given[what]),
        choice_of(given, "how", hows, place, None),
    )


def _pair(given: Any, book: Book, place: str) -> tuple[k.Measure, k.Measure]:
    if not isinstance(given, list) or len(given) != 2:
        raise LayoutRefused(f'{place}：二つの数え方を ["分子", "分母"] の順に書いてください。')
    return read_measure(given[0], book, f"{place}[0]"), read_measure(given[1], book, f"{place}[1]")


def _ratio(given: Mapping[str, Any], book: Book, place: str) -> k.How:
    of, to = _pair(given["ratio"], book, f"{place}.ratio")
    default = 100 if given.get("unit") in PER_CENT else 1
    return k.Ratio(of, to, decimal_of(given.get("times", default), f"{place}.times"))


def _share(given: Mapping[str, Any], book: Book, place: str) -> k.How:
    return k.Share(
        read_measure(given["share"], book, f"{place}.share"),
        choice_of(given, "within", ("column", "row", "table", "group"), place, "column"),
        decimal_of(given.get("times", 100), f"{place}.times"),
    )


def _change(given: Mapping[str, Any], book: Book, place: str) -> k.How:
    how = choice_of(given, "as", ("difference", "percent", "ratio", "before"), place, "difference")
    hundredfold = how == "percent" or (how == "ratio" and given.get("unit") in PER_CENT)
    return k.Change(
        read_measure(given["change"], book, f"{place}.change"),
        choice_of(given, "on", ("previous", "previous_year"), place, "previous"),
        how,
        bool(given.get("same_span", False)),
        Decimal(100 if hundredfold else 1),
    )


def _cumulative(given: Mapping[str, Any], book: Book, place: str) -> k.How:
    start = given.get("from", "beginning")
    if start not in ("beginning", "fiscal_year", "calendar_year", "plan_period"):
        beginning = period_of(start, f"{place}.from")
        start = beginning.first if beginning is not None else "beginning"
    along = choice_of(given, "along", ("time", "rows", "columns"), place, "time")
    return k.Cumulative(
        read_measure(given["cumulative"], book, f"{place}.cumulative"), start, along
    )


def _sums(key: str) -> Callable[[Mapping[str, Any], Book, str], k.How]:
    def read(given: Mapping[str, Any], book: Book, place: str) -> k.How:
        many = given[key] if isinstance(given[key], list) else [given[key]]
        of = tuple(read_measure(m, book, f"{place}.{key}[{i}]") for i, m in enumerate(many))
        return k.Sums(of, minus=key == "subtract")

    return read


def _either(given: Mapping[str, Any], book: Book, place: str) -> k.How:
    many = given["either"]
    if not isinstance(many, list) or not many:
        raise LayoutRefused(
            f'{place}.either：数え方を ["実施", "準備中"] のように、先に見る順に並べてください。'
        )
    return k.FirstOf(
        tuple(read_measure(m, book, f"{place}.either[{i + 1}]") for i, m in enumerate(many))
    )


def _rank(given: Mapping[str, Any], book: Book, place: str) -> k.How:
    order = choice_of(given, "order", ("desc", "asc"), place, "desc")
    along = choice_of(given, "along", ("rows", "columns"), place, "rows")
    return k.Rank(read_measure(given["rank"], book, f"{place}.rank"), order, along)


def _nth(given: Mapping[str, Any], book: Book, place: str) -> k.How:
    key, form = ("nth", "{value}") if "nth" in given else ("tally", "{value}{n}")
    form = str(given.get("form", form))
    names = [name for name in BRACES.findall(form) if name not in ("value", "n")]
    return k.Nth(
        dimension=str(given[key]),
        place=given.get("place", 1) if key == "nth" else None,
        of=read_measure(given.get("order_by", {"count": k.EVENTS}), book, f"{place}.order_by"),
        form=form,
        parts=tuple((name, book.named(name, f"{place}.form")) for name in dict.fromkeys(names)),
        order=choice_of(given, "order", ("desc", "asc"), place, "desc"),
        join=given.get("join", "、"),
        limit=given.get("limit"),
        more=given.get("more", "ほか"),
    )


def _across(given: Mapping[str, Any], book: Book, place: str) -> k.How:
    if "over" not in given:
        raise LayoutRefused(
            f'{place}：何にわたる平均・最大などか、over = "地区" や over = "month" と書いてください。'
        )
    return k.Across(
        read_measure(given["across"], book, f"{place}.across"),
        str(given["over"]),
        choice_of(given, "how", ("mean", "median", "max", "min"), place, "mean"),
        words_of(given.get("values", ())),
    )


def _fixed(given: Mapping[str, Any], _book: Book, place: str) -> k.How:
    if not given.get("date"):
        raise LayoutRefused(
            f"{place}：分母などに使う数「{given['constant']}」に日付がありません。いつの数か、"
            'date = "2023-04-01" のように書いてください（出典は source に）。'
        )
    day = period_of(given["date"], f"{place}.date")
    dated = label(day) if day is not None else ""
    return k.Fixed(decimal_of(given["constant"], f"{place}.constant"), dated)


def _elapsed(given: Mapping[str, Any], _book: Book, place: str) -> k.How:
    allowed = tuple(unit.value for unit in Unit if unit is not Unit.RANGE)
    return k.Elapsed(Unit(choice_of(given, "elapsed", allowed, place, None)))


BRACES = re.compile(r"\{([^{}]*)\}")


def _words(given: Mapping[str, Any], book: Book, place: str) -> k.How:
    template = str(given["text"])
    parts: list[tuple[str, k.Measure]] = []
    for found in BRACES.finditer(template):
        inner = found[1]
        measure = k.Measure(k.Other()) if inner == "*" else book.named(inner, f"{place}.text")
        parts.append((inner, measure))
    return k.Words(template, tuple(dict(parts).items()))


def _show(given: Mapping[str, Any], _book: Book, place: str) -> k.How:
    allowed = ("unit", "notes", "definition", "source", "number", "label")
    return k.Show(choice_of(given, "show", allowed, place, None))


Reader = Callable[[Mapping[str, Any], Book, str], k.How]
READERS: dict[str, tuple[Reader, tuple[str, ...]]] = {
    "count": (_count, ("times",)),
    "sum": (_sum, ("times",)),
    "distinct": (_distinct, ()),
    "mean": (_spread("mean"), ()),
    "median": (_spread("median"), ()),
    "min": (_spread("min"), ()),
    "max": (_spread("max"), ()),
    "list": (_list, ("join", "between", "order", "limit", "more", "repeat")),
    "range": (_range, ("form", "join")),
    "first": (_pick("first"), ()),
    "last": (_pick("last"), ()),
    "value": (_stated("value"), ("how", "times")),
    "target": (_stated("target"), ("how", "times")),
    "ratio": (_ratio, ("times",)),
    "share": (_share, ("within", "times")),
    "change": (_change, ("on", "as", "same_span")),
    "cumulative": (_cumulative, ("from", "along")),
    "add": (_sums("add"), ()),
    "subtract": (_sums("subtract"), ()),
    "either": (_either, ()),
    "rank": (_rank, ("order", "along")),
    "nth": (_nth, ("place", "order_by", "form", "order", "join")),
    "tally": (_nth, ("order_by", "form", "order", "join", "limit", "more")),
    "across": (_across, ("over", "how", "values")),
    "constant": (_fixed, ("date",)),
    "elapsed": (_elapsed, ()),
    "text": (_words, ()),
    "show": (_show, ()),
}
