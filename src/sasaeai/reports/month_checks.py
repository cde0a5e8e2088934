"""What is still missing before a month's pack can be handed in, by area.

A capability adds its checks in `capability.join()`:
`add_month_check(MonthCheck("activities.drafts", "未確定の記録", lines=queries.drafts_left))`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sasaeai.reports.registry import Registry


@dataclass(frozen=True)
class Missing:
    """One gap: where, what, how many, and the address where it is mended.

    :param area_id: the area; None = the whole town (tier 1)
    :param text: 「下書きのままの記録が3件あります。」
    :param blocks: True if the pack should not be handed in like this (it still can, knowingly)
    """

    area_id: int | None
    text: str
    count: int = 1
    url: str = ""
    blocks: bool = False


Lines = Callable[[int, date, date], Iterable[Missing]]


@dataclass(frozen=True)
class MonthCheck:
    """One check: `lines(town_id, first_day, last_day)` gives a line per area with a gap, none if all is well."""

    key: str
    title: str
    lines: Lines
    order: int = 0


_checks: Registry[MonthCheck] = Registry("month checks")
add_month_check = _checks.add


def month_checks() -> list[MonthCheck]:
    """Every registered check, in order."""
    return _checks.all()
