"""Expanding an axis: from its tree of nodes to the rows or columns of the finished table."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sasaeai.analysis.figures.conditions import (
    ALWAYS,
    Condition,
    Either,
    Every,
    Not,
    Within,
)
from sasaeai.analysis.figures.layouts import grouping
from sasaeai.analysis.figures.layouts.grouping import Member
from sasaeai.analysis.figures.layouts.leaves import Leaf
from sasaeai.analysis.figures.layouts.tree import By, Layout, Node, Total
from sasaeai.analysis.figures.measures.cell import Cell
from sasaeai.analysis.figures.measures.evaluating import Evaluation
from sasaeai.analysis.figures.measures.kinds import Measure, refers
from sasaeai.analysis.figures.measures.reading import BRACES
from sasaeai.analysis.figures.measures.scope import NOTHING, Scope, Side, joined
from sasaeai.analysis.figures.measures.writing import write
from sasaeai.analysis.figures.periods import words
from sasaeai.analysis.figures.printing import full_width_digits
from sasaeai.analysis.figures.refusals import LayoutRefused, UnlikeQuantities


@dataclass(frozen=True)
class Branch:
    """What the nodes above bring to a node."""

    heads: tuple[str, ...] = ()
    side: Side = NOTHING
    measure: Measure | None = None
    around: Measure | None = None
    printing: tuple[Mapping[str, Any], ...] = ()
    note: str = ""
    state: Any = None
    text: str | None = None
    indent: int = 0
    level: int = 0
    inside_total: bool = False
    role: str = ""


@dataclass
class Expansion:
    """Expands the axes of one layout over one set of facts."""

    layout: Layout
    run: Evaluation
    table: Side
    families: Iterator[int] = field(default_factory=itertools.count)
    sizing: Measure | None = None  # by which groups are sorted where nothing else says so

    def leaves(self, axis: Node, sized: Node) -> tuple[Leaf, ...]:
        """The rows or columns of an axis, heads padded to one length.

        `sized` is the other axis: its first measure sorts groups where nothing else says by what.

        :raises LayoutRefused: if the axis cannot be expanded
        """
        self.sizing = _first_measure(sized)
        found = self._inside(axis, Branch(), axis.items)
        depth = max((len(leaf.heads) for leaf in found), default=0)
        return tuple(
            replace(leaf, heads=leaf.heads + ("",) * (depth - len(leaf.heads))) for leaf in found
        )

    def _inside(self, node: Node, branch: Branch, items: tuple[Node, ...]) -> list[Leaf]:
        """The leaves of a list of nodes, and their total."""
        family = next(self.families)
        asked = node.total is not None or any(item.role == "rest" for item in items)
        siblings = [self._covered(n, branch) for n in items if asked and not n.role]
        members: list[list[Leaf]] = []
        sides: list[Side] = []
        found: list[Leaf] = []
        for item in items:
            own = self._rest(item, siblings) if item.role == "rest" else item
            whole = self._covered(own, branch) if asked and not own.role else own
            below = replace(branch, inside_total=True) if node.total is not None else branch
            leaves = self._node(own, below, family)
            found.extend(leaves)
            if item.role != "of_which":
                members.append(leaves)
                sides.append(Side((whole.where,), whole.periods))
        if node.total is not None:
            totals = self._total(node, node.total, branch, family, sides, members)
            found = totals + found if node.total.first else found + totals
        return found

    def _rest(self, node: Node, siblings: list[Node]) -> Node:
        """その他: whatever none of the neighbours take."""
        taken = Either(tuple(self._whole(one) for one in siblings))
        return replace(node, where=Every((node.where, Not(taken))))

    def _covered(self, node: Node, branch: Branch) -> Node:
        """A grouping as one condition: all that its members take. Other nodes are as they are."""
        if node.by is None:
            return node
        inner = self._below(node, branch)
        counted = inner.measure or self.layout.measure or self.sizing
        members = grouping.members(node, node.by, inner.side, self.table, self.run, counted)
        taken = Every((node.where, Either(tuple(member.where for member in members))))
        periods = [member.periods for member in members]
        timed = joined(tuple(p for ps in periods for p in ps or ())) if all(periods) else None
        return replace(node, where=taken, periods=timed or node.periods)

    def _whole(self, node: Node) -> Condition:
        parts: list[Condition] = [node.where]
        if node.periods is not None:
            parts.append(Within(node.periods))
        return Every(tuple(parts))

    def _node(self, node: Node, branch: Branch, family: int) -> list[Leaf]:
        inner = self._below(node, branch)
        if node.by is not None:
            return self._grouped(node, node.by, inner)
        inner = self._labelled(node, inner, node.label, {}, inner.side)
        if node.items:
            return self._inside(node, inner, node.items)
        return [self._leaf(inner, branch.side, family, node.role)]

    def _below(self, node: Node, branch: Branch) -> Branch:
        side = branch.side
        conditions = side.conditions if node.where == ALWAYS else (*side.conditions, node.where)
        periods = node.periods if node.periods is not None else side.periods
        inner = node.measure is not None and refers(node.measure)
        return Branch(
            heads=branch.heads,
            side=Side(conditions, periods, node.as_of or side.as_of),
            measure=node.measure or branch.measure,
            around=branch.around if inner and branch.around else branch.measure,
            printing=(*branch.printing, node.printing) if node.printing else branch.printing,
            note=node.note or branch.note,
            state=node.state or branch.state,
            text=node.text if node.text is not None else branch.text,
            indent=branch.indent + node.indent,
            level=branch.level,
            inside_total=branch.inside_total,
            role=node.role or branch.role,
        )

    def _leaf(self, branch: Branch, outer: Side, family: int, role: str = "") -> Leaf:
        return Leaf(
            heads=branch.heads,
            side=branch.side,
            outer=outer,
            family=family,
            measure=branch.measure,
            around=branch.around,
            printing=branch.printing,
            note=branch.note,
            state=branch.state,
            text=branch.text,
            role=role,
            indent=branch.indent,
            of_level=branch.level,
        )

    def _labelled(
        self, node: Node, branch: Branch, label: str | None, found: Mapping[str, str], side: Side
    ) -> Branch:
        if label is None:
            return branch
        wide = self._wide(branch)
        line = BRACES.sub(lambda m: self._braced(m[1], found, side, wide), label)
        period = side.periods[0] if side.periods and len(side.periods) == 1 else None
        as_of = side.as_of or self.table.as_of
        if node.partial_label and period and as_of and period.first <= as_of < period.last:
            parts = {"label": line, **{f"as_of_{k}": v for k, v in _day_parts(as_of).items()}}
            line = node.partial_label
            for key, value in parts.items():
                line = line.replace("{" + key + "}", value)
        return replace(branch, heads=(*branch.heads, line), level=branch.level + 1)

    def _wide(self, branch: Branch) -> bool:
        return bool(_last_set("width", (self.run.printing, *branch.printing)) == "full")

    def _braced(self, name: str, found: Mapping[str, str], side: Side, wide: bool) -> str:
        """One {…} of a label: a part of the group's name, or a measure of the row or column."""
        if name in found:
            counts = found.get("timed") or found[name].isdecimal()
            return full_width_digits(found[name]) if wide and counts else found[name]
        measure = self.layout.measures.get(name)
        if measure is None:
            raise LayoutRefused(
                f"見出しの「{{{name}}}」が分かりません。まとまりの値は {{value}}、年月は {{year}}・{{month}} など、"
                "数は measures にある名前で書いてください。"
            )
        cell = Cell(Scope(self.table, side))
        figure = self.run.figure(measure, cell)
        by = dict(figure.printing) | self.run.writing(measure, cell)
        return write(figure, by)

    def _grouped(self, node: Node, by: By, branch: Branch) -> list[Leaf]:
        """The leaves of every member of a grouping, and their total."""
        counted = branch.measure or self.layout.measure or self.sizing
        members = grouping.members(node, by, branch.side, self.table, self.run, counted)
        family = next(self.families)
        found: list[Leaf] = []
        parts: list[list[Leaf]] = []
        for place, one in enumerate(members, start=1):
            member = replace(one, words={"no": str(place), **one.words})
            leaves = self._member(node, branch, member, family)
            parts.append(leaves)
            found.extend(leaves)
        if node.total is not None:
            sides = [Side((m.where,), m.periods) for m in members]
            totals = self._total(node, node.total, branch, family, sides, parts)
            found = totals + found if node.total.first else found + totals
        return found

    def _member(self, node: Node, branch: Branch, member: Member, family: int) -> list[Leaf]:
        side = branch.side
        conditions = side.conditions
        if member.where != ALWAYS:
            conditions = (*conditions, member.where)
        periods = member.periods if member.periods is not None else side.periods
        inner = replace(branch, side=Side(conditions, periods, side.as_of))
        named = Side(conditions, member.whole or periods, side.as_of)
        label = member.label
        if label is None:
            label = (node.label or member.default) + member.ending
        inner = self._labelled(node, inner, label, member.words, named)
        if node.items:
            return self._inside(replace(node, total=None), inner, node.items)
        return [self._leaf(inner, branch.side, family, member.role)]

    def _total(
        self,
        node: Node,
        total: Total,
        branch: Branch,
        family: int,
        sides: list[Side],
        members: list[list[Leaf]],
    ) -> list[Leaf]:
        """The total of a group: all its members as one scope, counted anew."""
        if not sides:
            return []
        self._must_not_overlap(node, total, branch, sides)
        outer = branch.side
        conditions = _any_of(_each_at_its_time(sides))
        periods = [side.periods for side in sides]
        timed = joined(tuple(p for ps in periods for p in ps or ())) if all(periods) else None
        side = Side((*outer.conditions, *conditions), timed or outer.periods, outer.as_of)
        printing = (*branch.printing, total.printing) if total.printing else branch.printing
        wide = self._wide(branch)
        label = BRACES.sub(lambda m: self._braced(m[1], {}, side, wide), total.label)
        inner = replace(
            branch,
            heads=(*branch.heads, label),
            side=side,
            printing=printing,
            note=total.note,
            state=None,
            text=None,
            measure=total.measure or branch.measure,
        )
        inner_total = branch.level or branch.inside_total
        kind: Literal["subtotal", "total"] = "subtotal" if inner_total else "total"
        if self._repeats(node, total, inner):
            leaves = self._inside(replace(node, total=None), inner, node.items)
            return [replace(leaf, kind=kind) for leaf in leaves]
        leaf = replace(
            self._leaf(inner, outer, family),
            kind=kind,
            role="total",
            decides=total.measure is not None,
        )
        return [self._measured(leaf, total, members)]

    def _repeats(self, node: Node, total: Total, inner: Branch) -> bool:
        if node.by is None or not node.items:
            return False
        if total.repeat is not None:
            return total.repeat
        return inner.measure is None and any(item.measure for item in node.items)

    def _measured(self, leaf: Leaf, total: Total, members: list[list[Leaf]]) -> Leaf:
        """How a total is measured: like its members, or by adding them where each is its own."""
        flat = [one for leaves in members for one in leaves if one.kind == "body"]
        measures = {id(one.measure): one.measure for one in flat}
        if total.measure is not None or not flat or set(measures) == {id(leaf.measure)}:
            return leaf
        if len(measures) == 1:
            return replace(leaf, measure=next(iter(measures.values())))
        summed = tuple(one for one in flat if one.text is None and one.role != "of_which")
        return replace(leaf, adding=summed, measure=None)

    def _must_not_overlap(
        self, node: Node, total: Total, branch: Branch, sides: list[Side]
    ) -> None:
        """Facts in two members would count twice: refused for chosen items, told for groupings."""
        if node.by is not None and not grouping.may_overlap(node.by, self.run.facts):
            return
        if node.by is None and len({id(i.measure) for i in node.items if i.measure}) > 1:
            return
        overlap = grouping.overlap(self.run, self.table, branch.side, sides)
        if overlap is None:
            return
        fact, shared = overlap
        if node.by is None and not total.once:
            raise UnlikeQuantities(
                f"{node.place}の「{total.label}」：行・列の範囲が重なるので合計を出しません"
                f"（{shared}件の事実が二つ以上に入ります。例：{self.run.facts.where(fact)}）。"
                '全体と内訳を並べているなら計を外すか、内訳に role = "of_which" を書いてください。'
                '重なりを一度だけ数えてよいなら total に overlap = "once" を書いてください。'
            )
        self.run.told[
            f"「{total.label}」は、二つ以上に当てはまる記録も一度だけ数えるため、内訳の合計と一致しません。"
        ] = None


def _first_measure(node: Node) -> Measure | None:
    """The first measure of an axis that does not refer to the other."""
    if node.measure is not None and not refers(node.measure):
        return node.measure
    return next((found for item in node.items if (found := _first_measure(item))), None)


def _each_at_its_time(sides: list[Side]) -> list[tuple[Condition, ...]]:
    """The conditions of each side; with its own time where both differ (visits of R4, calls of R5)."""
    alike = len({side.periods for side in sides}) == 1 or len({s.conditions for s in sides}) == 1
    return [
        side.conditions
        if alike or side.periods is None
        else (*side.conditions, Within(side.periods))
        for side in sides
    ]


def _any_of(many: list[tuple[Condition, ...]]) -> tuple[Condition, ...]:
    alternatives = [Every(cs) if len(cs) != 1 else cs[0] for cs in many]
    if any(one == ALWAYS for one in alternatives):
        return ()
    return (Either(tuple(alternatives)),)


def _last_set(key: str, layers: tuple[Mapping[str, Any], ...]) -> Any:
    found = None
    for layer in layers:
        found = layer.get(key, found)
    return found


def _day_parts(day: Any) -> dict[str, str]:
    return words(grouping.one_day(day))
