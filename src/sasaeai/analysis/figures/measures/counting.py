"""Counting happenings: events, sums, distinct things, lists of names. Shapes: facts as an index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from sasaeai.analysis.figures.conditions import Condition, Every, Has, Is, Like, mask_of
from sasaeai.analysis.figures.facts.columns import Amounts, Column, Index, Mask
from sasaeai.analysis.figures.facts.table import Facts
from sasaeai.analysis.figures.quantities import KINDS, CountKind, Nature, kind_called
from sasaeai.analysis.figures.refusals import FactRefused, LayoutRefused, UnlikeQuantities


@dataclass(frozen=True)
class Counted:
    """A number with its kind; None where the facts carry no amount. `lacking` facts had none."""

    value: Decimal | None
    unit: str
    kind: CountKind
    lacking: int = 0


def events(chosen: Index) -> Counted:
    """How many happenings: 延べ回数."""
    return Counted(Decimal(len(chosen)), "回", KINDS["延べ回数"])


def times_coordinators(facts: Facts, chosen: Index) -> Counted:
    """Happenings times coordinators: a joint visit counts once for each; none written counts as one."""
    each = np.maximum(facts.column("coordinator").lengths(chosen), 1)
    return Counted(Decimal(int(each.sum())), "回・人", KINDS["回・人"])


def times_people(facts: Facts, chosen: Index) -> Counted:
    """Happenings times people met: the 人 of each, else the persons named; neither counts nothing."""
    met = np.zeros(len(chosen), dtype=np.int64)
    if "subject.person" in facts.columns:
        met = facts.column("subject.person").lengths(chosen)
    amounts = facts.counts.get("人")
    if amounts is None:
        return Counted(Decimal(int(met.sum())), "回・人", KINDS["回・人"])
    written = amounts.present[chosen]
    value = amounts.total(chosen) + int(met[~written].sum())
    return Counted(value, "回・人", KINDS["回・人"], int((~written & (met == 0)).sum()))


def number_of(facts: Facts, name: str) -> Amounts | Column:
    """The counts or the numeric dimension of a name.

    :raises LayoutRefused: if no fact has it
    """
    bare = name.removeprefix("count.")
    if bare in facts.counts:
        return facts.counts[bare]
    try:
        return facts.column(name)
    except LayoutRefused:
        of_facts = [n for n in facts.columns if n.startswith("attribute.")]
        known = "、".join((*facts.counts, *of_facts)) or "まだ一つもありません"
        raise LayoutRefused(
            f"「{name}」という数は事実のどこにもありません（counts の単位か、数の項目の名前を書きます）。"
            f"使える名前：{known}"
        ) from None


def summed(facts: Facts, chosen: Index, name: str, *, disjoint: bool) -> Counted:
    """The sum of a number over the happenings.

    :raises UnlikeQuantities: for distinct counts of several facts, unless declared disjoint
    """
    source = number_of(facts, name)
    if isinstance(source, Column):
        kind = kind_called(name.rpartition(".")[2])
        found = numbers(source, chosen)
        value = sum(found, Decimal(0)) if found or not len(chosen) else None
        return Counted(value, kind.unit, kind, len(chosen) - len(found))
    having = int(source.present[chosen].sum())
    if source.kind.nature is Nature.DISTINCT and having > 1 and not disjoint:
        raise UnlikeQuantities(
            f"実数の「{source.kind.name}」を{having}件の事実から足そうとしています。同じ人・同じ所を"
            "二度数えるおそれがあるので足しません。subjects に id を書いて distinct で数えるか、"
            "重なりがないことが確かなときだけ disjoint = true を書いてください。"
        )
    value = source.total(chosen) if having or not len(chosen) else None
    return Counted(value, source.kind.unit, source.kind, len(chosen) - having)


def numbers(source: Amounts | Column, chosen: Index) -> list[Decimal]:
    """The numbers of the happenings that have one, in their order."""
    if isinstance(source, Amounts):
        return source.exact(chosen)
    by_code = source.numbers
    found = (by_code[code] for code in source.codes[source.elements(chosen)] if code >= 0)
    return [number for number in found if number is not None]


def spread(facts: Facts, chosen: Index, how: str, name: str) -> Counted:
    """mean, median, min or max of a number over the happenings that have one."""
    source = number_of(facts, name)
    found = sorted(numbers(source, chosen))
    unit = source.kind.unit if isinstance(source, Amounts) else ""
    kind = CountKind({"mean": "平均", "median": "中央値"}.get(how, how), unit, Nature.DERIVED)
    if not found:
        return Counted(None, unit, kind, len(chosen))
    half = len(found) // 2
    value = {
        "mean": lambda: sum(found, Decimal(0)) / len(found),
        "median": lambda: found[half] if len(found) % 2 else (found[half - 1] + found[half]) / 2,
        "min": lambda: found[0],
        "max": lambda: found[-1],
    }[how]()
    return Counted(value, unit, kind, len(chosen) - len(found))


def distinct(
    facts: Facts, chosen: Index, dimensions: tuple[str, ...], conditions: Iterable[Condition]
) -> Counted:
    """How many different values or combinations; conditions on a thing's own properties hold for it.

    `distinct = "partner"` where partner.type is 企業 counts the companies, not everyone who was
    met together with a company.
    """
    columns = [facts.column(dimension) for dimension in dimensions]
    kind = CountKind(f"実{'×'.join(dimensions)}数", "", Nature.DISTINCT)
    several = [n for n, column in enumerate(columns) if column.several]
    if len(several) > 1:
        raise LayoutRefused(
            f"distinct：一つの事実に値がいくつもある項目（{'、'.join(dimensions[n] for n in several)}）は"
            "組にできません。どちらか一つだけにしてください。"
        )
    if len(columns) == 1:
        codes = elements(facts, dimensions[0], chosen, conditions)
        seen = np.zeros(len(columns[0].labels), dtype=np.bool_)
        seen[codes] = True
        return Counted(Decimal(int(seen.sum())), "", kind)
    keys = _combined(facts, chosen, dimensions, conditions, several[0] if several else 0)
    return Counted(Decimal(len(np.unique(keys))), "", kind)


def _combined(
    facts: Facts,
    chosen: Index,
    dimensions: tuple[str, ...],
    conditions: Iterable[Condition],
    leading: int,
) -> Index:
    """One key per element of the leading dimension, made with the other dimensions of its fact."""
    column = facts.column(dimensions[leading])
    positions = _own(facts, dimensions[leading], chosen, conditions)
    owners = column.owners[positions]
    keys = column.codes[positions].astype(np.int64)
    valid = keys >= 0
    for n, dimension in enumerate(dimensions):
        if n != leading:
            other = facts.column(dimension)
            codes = other.codes[owners]
            valid &= codes >= 0
            keys = keys * (len(other.labels) + 1) + codes
    return keys[valid]


def elements(
    facts: Facts, dimension: str, chosen: Index, conditions: Iterable[Condition]
) -> np.typing.NDArray[np.int32]:
    """The codes of a dimension's elements in some facts that themselves meet the conditions."""
    codes = facts.column(dimension).codes[_own(facts, dimension, chosen, conditions)]
    return codes[codes >= 0]


def _own(facts: Facts, dimension: str, chosen: Index, conditions: Iterable[Condition]) -> Index:
    """Positions of the elements whose own properties (partner.type …) meet the conditions."""
    name = facts.name_of(dimension)
    column = facts.column(name)
    positions = column.elements(chosen)
    family = _family(name)
    for condition in _parts(conditions):
        if not isinstance(condition, (Is, Like, Has)):
            continue
        same = facts.name_of(condition.dimension)
        if _family(same) == family:
            positions = positions[_flags(facts, facts.column(same), condition)[positions]]
    return positions


def _family(name: str) -> str:
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] in ("subject", "area", "attribute", "text") else parts[0]


def _parts(conditions: Iterable[Condition]) -> Iterable[Condition]:
    for condition in conditions:
        if isinstance(condition, Every):
            yield from _parts(condition.parts)
        else:
            yield condition


def _flags(facts: Facts, column: Column, condition: Is | Like | Has) -> Mask:
    if isinstance(condition, Is):
        codes = [column.code_of[value] for value in condition.values if value in column.code_of]
        return column.flags(codes) if codes else np.zeros(len(column.codes), dtype=np.bool_)
    if isinstance(condition, Like):
        flat = Column(column.codes, column.labels)
        single = Facts(len(flat.codes), facts.first, facts.last, {condition.dimension: flat})
        return mask_of(single, condition)
    return np.equal(column.codes >= 0, condition.any_value)


def first_of(facts: Facts, chosen: Index, name: str, *, last: bool) -> str | Decimal | None:
    """The first (or last) value by date among the happenings that have one."""
    source = number_of(facts, name)
    ordered = facts.in_order(chosen)
    if isinstance(source, Amounts):
        found = source.exact(ordered)
        return found[-1 if last else 0] if found else None
    codes = source.codes[source.elements(ordered)]
    codes = codes[codes >= 0]
    return source.labels[codes[-1 if last else 0]] if len(codes) else None


def must_not_overlap(facts: Facts, chosen: Index, dimension: str) -> None:
    """Refuse to add facts of a part and facts of the whole (第1層 and 全体).

    :raises FactRefused: naming one fact of each
    """
    column = facts.columns.get(dimension)
    if column is None or column.several or len(chosen) < 2:
        return
    whole = [code for code, label in enumerate(column.labels) if label in WHOLES]
    if not whole:
        return
    of_whole = column.having(whole)[chosen]
    of_part = column.present[chosen] & ~of_whole
    if of_whole.any() and of_part.any():
        one, other = int(chosen[of_whole][0]), int(chosen[of_part][0])
        raise FactRefused(overlap_words(facts, dimension, one, other))


def overlap_words(facts: Facts, dimension: str, whole: int, part: int) -> str:
    """Why two overlapping facts are not added."""
    column = facts.column(dimension)
    names = [("、".join(column.values(fact)) or "なし") for fact in (whole, part)]
    bare = dimension.rpartition(".")[2]
    return (
        f"{facts.where(whole)}（{bare}：{names[0]}）と{facts.where(part)}（{bare}：{names[1]}）は重なるので"
        "足せません。全体の数と内訳の数が混ざっています。行・列か where で、どちらか一方に絞ってください"
        f'（例：where = {{ "{bare}" = "{names[1]}" }}、その項目のない事実だけなら false）。'
    )


WHOLES = frozenset(
    {"全体", "合計", "総数", "計", "総計", "全市", "市全体", "全町", "全村", "全域", "第1層・第2層"}
)
