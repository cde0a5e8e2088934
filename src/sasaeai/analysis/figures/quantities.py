"""Quantities: a number with its unit and with how it was counted. Unlike quantities do not add.

Why: three towns of one insurer reported the same year in 延べ人数, 実人数, 回, 日, 件, 食, 団体 and か所,
and only one line could be added. A sum of unlike numbers looks right and is wrong, so it is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from sasaeai.analysis.figures.refusals import UnlikeQuantities


class Nature(StrEnum):
    """How a number came about, which decides whether two of them may be added."""

    TOTAL = "延べ"  # every time counts again: adds over rows, months and areas
    DISTINCT = "実"  # each thing counts once: does not add, must be counted anew
    STOCK = "時点"  # what stands at a date: adds over areas of one date, never over dates
    AMOUNT = "量"  # an amount measured or paid: adds
    DERIVED = "割合"  # worked out from others: a rate, share, mean or rank never adds


@dataclass(frozen=True, slots=True)
class CountKind:
    """A way of counting (count kind): its printed name, unit and nature."""

    name: str
    unit: str
    nature: Nature

    @property
    def adds(self) -> bool:
        """Whether two numbers counted this way may be added at all."""
        return self.nature not in (Nature.DISTINCT, Nature.DERIVED)


def _kinds() -> dict[str, CountKind]:
    total, distinct, amount = Nature.TOTAL, Nature.DISTINCT, Nature.AMOUNT
    listed = (
        [("延べ回数", "回", total), ("回数", "回", total), ("実数", "", distinct)]
        + [("延べ人数", "人", total), ("実人数", "人", distinct), ("回・人", "回・人", total)]
        + [("延べ件数", "件", total), ("実件数", "件", distinct), ("閲覧数", "閲覧", total)]
        + [("延べ世帯数", "世帯", total), ("実世帯数", "世帯", distinct)]
        + [("延べ団体数", "団体", total), ("実団体数", "団体", distinct)]
        + [("延べか所数", "か所", total), ("実か所数", "か所", distinct)]
        + [("延べ地区数", "地区", total), ("実地区数", "地区", distinct)]
        + [("延べ日数", "日", total), ("実日数", "日", distinct)]
        + [(f"{unit}数", unit, amount) for unit in ("食", "件", "点", "号", "部", "枚")]
        + [("時間数", "時間", amount), ("重さ", "kg", amount), ("金額", "円", amount)]
    )
    return {name: CountKind(name, unit, nature) for name, unit, nature in listed}


KINDS: dict[str, CountKind] = _kinds()


# Words that begin with 実 and do not mean that each counts once.
_NOT_EACH_ONCE: Final = (
    "実施",
    "実績",
    "実費",
    "実習",
    "実技",
    "実家",
    "実務",
    "実験",
    "実例",
    "実行",
)


def kind_called(name: str) -> CountKind:
    """The count kind of a written name: `延べ人数`, `実人数`, `実利用者数`, or a unit such as `人`.

    A town's own kinds need no registration: a name that begins with 実 counts each thing once, one
    that begins with 延べ／のべ counts every time, a bare unit is a number that adds.
    """
    if name in KINDS:
        return KINDS[name]
    if name.startswith(("延べ", "のべ", "延")) and not name.startswith("延長"):
        return CountKind(name, _unit_within(name.lstrip("延のべ")), Nature.TOTAL)
    if name.startswith("実") and not name.startswith(_NOT_EACH_ONCE):
        return CountKind(name, _unit_within(name[1:]), Nature.DISTINCT)
    return CountKind(name, name, Nature.TOTAL)


def _unit_within(rest: str) -> str:
    for ending, unit in (("人数", "人"), ("者数", "人"), ("件数", "件"), ("回数", "回")):
        if rest.endswith(ending):
            return unit
    return rest.removesuffix("数")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value, its unit, and how it was counted.

    >>> a = Quantity(Decimal(3), "人", kind_called("延べ人数"))
    >>> (a + a).value
    Decimal('6')
    """

    value: Decimal
    unit: str
    count_kind: CountKind

    def __add__(self, other: Quantity) -> Quantity:
        """The sum.

        :raises UnlikeQuantities: other unit, other way of counting, or a kind that never adds
        """
        self._must_be_like(other, "足せません")
        if not self.count_kind.adds:
            raise UnlikeQuantities(_why_it_does_not_add(self.count_kind))
        return replace(self, value=self.value + other.value)

    def __sub__(self, other: Quantity) -> Quantity:
        """The difference: two distinct counts may be compared, though not added.

        :raises UnlikeQuantities: other unit or other way of counting
        """
        self._must_be_like(other, "引けません")
        return replace(self, value=self.value - other.value)

    def _must_be_like(self, other: Quantity, cannot: str) -> None:
        if self.unit != other.unit:
            raise UnlikeQuantities(
                f"「{_named(self)}」と「{_named(other)}」は{cannot}。単位が違います。"
                "同じ単位の数どうしにするか、別々の行・列に分けてください。"
            )
        mine, theirs = self.count_kind, other.count_kind
        if mine.nature != theirs.nature:
            raise UnlikeQuantities(
                f"「{_named(self)}」（{mine.nature}）と「{_named(other)}」（{theirs.nature}）は{cannot}。"
                "数え方が違います。どちらかの数え方にそろえてください。"
            )


def _named(quantity: Quantity) -> str:
    name = quantity.count_kind.name
    return name if name == quantity.unit or not quantity.unit else f"{name}（{quantity.unit}）"


def _why_it_does_not_add(kind: CountKind) -> str:
    if kind.nature is Nature.DISTINCT:
        return (
            f"実数の「{kind.name}」どうしは足せません。同じ人・同じ所を二度数えるおそれがあります。"
            "合計の範囲で数え直す（total を使う）か、重なりがないことが確かなときだけ "
            "disjoint = true を書いてください。"
        )
    return (
        f"「{kind.name}」は割合・平均などの計算した値なので足せません。"
        "もとの数を足してから計算し直してください。"
    )
