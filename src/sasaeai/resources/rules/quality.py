"""記録のととのい: how much a resident could be told, in points; the criteria are printed beside the score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Criterion:
    """One thing that a good record says."""

    key: str
    label: str
    points: int


# 100 points. What is needed to go there weighs most; the manual prints the same list.
CRITERIA: tuple[Criterion, ...] = (
    Criterion("fresh", "最終確認が期限の中にある", 20),
    Criterion("times", "日時が書かれている", 15),
    Criterion("place", "会場か住所が書かれている", 10),
    Criterion("contact", "公開できる問い合わせ先がある", 15),
    Criterion("functions", "できること（答える困りごと）が選ばれている", 10),
    Criterion("target", "対象が書かれている", 5),
    Criterion("fee", "参加費・料金が書かれている", 5),
    Criterion("kind", "種別が選ばれている", 5),
    Criterion("point", "地図の位置がある", 5),
    Criterion("kana", "ふりがながある", 5),
    Criterion("barriers", "段差とトイレが書かれている", 5),
)


@dataclass(frozen=True)
class Quality:
    """The score, and what is missing."""

    points: int
    missing: tuple[Criterion, ...]


def quality(met: Mapping[str, bool]) -> Quality:
    """The score of a record.

    :param met: for each criterion's key whether the record meets it

    >>> quality({c.key: c.key != "point" for c in CRITERIA}).points
    95
    """
    missing = tuple(c for c in CRITERIA if not met.get(c.key))
    return Quality(sum(c.points for c in CRITERIA) - sum(c.points for c in missing), missing)
