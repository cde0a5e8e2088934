"""The table editor's chips: which dimensions and ways of counting there are, and the layout they make.

A draft is what the page's hidden fields say: rows, columns and measures as ordered lists. It makes a layout's
text; the first line keeps the draft, so that a table made of chips can be opened with chips again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sasaeai.reports.toml_text import toml_text

MARK = "# chips "


@dataclass(frozen=True)
class Chip:
    """Something to choose: its code and its printed name."""

    code: str
    label: str


# Values of these may lie in several groups at once, so their total counts each record once.
SHARED = frozenset({"coordinator", "partner", "partner.type", "function", "mhlw-6", "abc", "tier"})
PERIODS = (
    Chip("fiscal_year", "年度"),
    Chip("quarter", "四半期"),
    Chip("month", "月"),
    Chip("weekday", "曜日"),
)
DIMENSIONS = (
    Chip("area.第2層の区域", "第2層の区域"),
    Chip("tier", "層"),
    Chip("main_function", "業務項目（主なもの）"),
    Chip("function", "業務項目（すべて）"),
    Chip("mhlw-6", "国の6つの機能"),
    Chip("abc", "ABCの機能"),
    Chip("kind", "活動の種類"),
    Chip("means", "手段"),
    Chip("result", "結果"),
    Chip("coordinator", "担当者"),
    Chip("partner.type", "連携先の種別"),
    Chip("partner", "連携先"),
    *PERIODS,
)
MEASURES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "times": ("延べ回数", {"count": "events", "unit": "回"}),
    "person-times": ("活動回数（回・人）", {"count": "回・人"}),
    "people": ("延べ人数", {"sum": "人", "unit": "人"}),
    "partners": ("連携先（実数）", {"distinct": "partner", "unit": "か所"}),
    "doers": ("担当者（実数）", {"distinct": "coordinator", "unit": "人"}),
    "mean": ("1回あたりの人数", {"mean": "人", "unit": "人", "decimals": 1}),
    "hours": ("時間", {"sum": "分", "scale": 60, "unit": "時間", "decimals": 1}),
    "share": ("回数の構成比", {"share": {"count": "events"}, "unit": "%", "decimals": 1}),
    "change": (
        "前年度からの増減（回数）",
        {"change": {"count": "events"}, "on": "previous_year", "unit": "回"},
    ),
    "names": ("連携先の名前", {"list": "partner", "limit": 10}),
}


@dataclass(frozen=True)
class Draft:
    """A table as the editor holds it."""

    title: str = ""
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    row_total: bool = True
    column_total: bool = False
    kinds: tuple[str, ...] = ()
    planned: bool = False

    def chosen(self, part: str) -> tuple[str, ...]:
        """The chips of `rows`, `columns` or `measures`."""
        return tuple(getattr(self, part))


def changed(draft: Draft, deed: str) -> Draft:
    """The draft after one press: `rows:add:tier`, `rows:up:1`, `rows:down:0`, `columns:drop:0`, `rows:over:0`.

    `over` takes a chip of the rows to the columns, and back. What makes no sense changes nothing.
    """
    part, _, rest = deed.partition(":")
    what, _, value = rest.partition(":")
    if part not in ("rows", "columns", "measures"):
        return draft
    chips = list(draft.chosen(part))
    if what == "add":
        return _with(draft, part, [*chips, value]) if value and value not in chips else draft
    if not value.isdigit() or int(value) >= len(chips):
        return draft
    at = int(value)
    if what == "drop":
        return _with(draft, part, chips[:at] + chips[at + 1 :])
    if what == "over" and part != "measures":
        other = "columns" if part == "rows" else "rows"
        left = _with(draft, part, chips[:at] + chips[at + 1 :])
        return _with(left, other, [*draft.chosen(other), chips[at]])
    to = at - 1 if what == "up" else at + 1
    if 0 <= to < len(chips):
        chips[at], chips[to] = chips[to], chips[at]
    return _with(draft, part, chips)


def _with(draft: Draft, part: str, chips: Sequence[str]) -> Draft:
    to: dict[str, Any] = {part: tuple(chips)}
    return replace(draft, **to)


def text_of(draft: Draft) -> str:
    """The layout's text, with the draft in its first line."""
    kept = json.dumps(asdict(draft), ensure_ascii=False)
    return f"{MARK}{kept}\n{toml_text(layout_of(draft))}"


def draft_of(text: str) -> Draft | None:
    """The draft of a text that chips made; None if somebody has written in it since."""
    first, _, _ = text.partition("\n")
    if not first.startswith(MARK):
        return None
    try:
        kept = json.loads(first.removeprefix(MARK))
        lists: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in kept.items()}
        draft = Draft(**lists)
        return draft if text_of(draft) == text else None
    except (ValueError, TypeError, KeyError):
        return None


def layout_of(draft: Draft) -> dict[str, Any]:
    """The layout that the chips make."""
    measures = {MEASURES[code][0]: dict(MEASURES[code][1]) for code in draft.measures}
    names = list(measures)
    given: dict[str, Any] = {"title": draft.title or "新しい表"}
    if draft.kinds:
        given["where"] = {"kind": list(draft.kinds)}
    if draft.planned:
        given["include"] = ["held", "planned"]
    given["row_heads"] = [label_of(code) for code in draft.rows]
    given["print"] = {"thousands": True, "no_amount": "―"}
    if draft.column_total and not draft.columns:
        given["column_total"] = "計"
    given["measures"] = measures
    given["rows"] = _axis(draft.rows, [], total=draft.row_total) or [{"label": "全体"}]
    given["columns"] = _columns(draft, names)
    return given


def _columns(draft: Draft, names: list[str]) -> list[dict[str, Any]]:
    leaves = [{"label": name, "measure": name} for name in names]
    if not draft.columns:
        return leaves
    if len(names) == 1:
        axis = _axis(draft.columns, [], total=draft.column_total)
        axis[0]["measure"] = names[0]
        return axis
    return _axis(draft.columns, leaves, total=draft.column_total)


def _axis(
    dimensions: Sequence[str], leaves: list[dict[str, Any]], *, total: bool
) -> list[dict[str, Any]]:
    if not dimensions:
        return leaves
    first, *rest = dimensions
    node: dict[str, Any] = {"by": first}
    if first != "tier" and first not in {chip.code for chip in PERIODS}:
        node["missing"] = "全市" if first.startswith("area.") else "なし"
    if total:
        node["total"] = {"label": "計", "overlap": "once"} if first in SHARED else "計"
    items = _axis(rest, leaves, total=total)
    if items:
        node["items"] = items
    return [node]


def label_of(code: str) -> str:
    """The printed name of a chip."""
    known = {chip.code: chip.label for chip in DIMENSIONS}
    measure = MEASURES.get(code)
    return known.get(code) or (measure[0] if measure else code.removeprefix("area."))
