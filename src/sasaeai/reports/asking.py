"""What a table is asked for: period, as of which day, tier, area. It lives in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from sasaeai.analysis.figures.period_text import parse_day, parse_period
from sasaeai.analysis.figures.periods import (
    Period,
    add_months,
    day_words,
    fiscal_year_of,
    label,
    month,
)
from sasaeai.analysis.figures.refusals import FigureRefused
from sasaeai.places.models import Area
from sasaeai.reports.years import year_label
from sasaeai.towns.rules import Tier

T = TypeVar("T")
TIERS = {Tier.FIRST.value: "第1層", Tier.SECOND.value: "第2層"}


@dataclass(frozen=True)
class Asked:
    """The choices above a table.

    :param period: None = the table's own years
    :param as_of: the day after which nothing is known
    :param problems: what could not be read, in words
    """

    as_of: date
    period: Period | None = None
    tier: str = ""
    area: Area | None = None
    problems: tuple[str, ...] = ()
    written: Mapping[str, str] | None = None

    @property
    def words(self) -> str:
        """`令和4年度（令和5年1月31日現在）第2層 第1圏域`, as it stands under a title."""
        parts = [label(self.period) if self.period else "", TIERS.get(self.tier, "")]
        parts.append(self.area.name if self.area else "")
        shown = " ".join(part for part in parts if part)
        if self.period is not None and self.as_of >= self.period.last:
            return shown
        return f"{shown}（{day_words(self.as_of)}現在）"

    @property
    def query(self) -> str:
        """The choices as the address writes them, without the question mark."""
        return urlencode({k: v for k, v in (self.written or {}).items() if v})

    def plain(self) -> dict[str, str]:
        """The choices as JSON keeps them (areas by key)."""
        return {
            "period": (self.written or {}).get("period", ""),
            "as_of": self.as_of.isoformat(),
            "tier": self.tier,
            "area": str(self.area.pk) if self.area else "",
        }


def read_asked(given: Mapping[str, str], *, town_id: int, today: date) -> Asked:
    """The choices of an address (`period`, `as_of`, `tier`, `area`); what cannot be read is told, not guessed."""
    problems: list[str] = []
    written = {key: given.get(key, "").strip() for key in ("period", "as_of", "tier", "area")}
    period = _read(parse_period, written["period"], problems)
    as_of = _read(parse_day, written["as_of"], problems) or today
    tier = written["tier"] if written["tier"] in TIERS else ""
    area = None
    if written["area"].isdigit():
        area = (
            Area.objects.of_town(town_id).select_related("level").filter(pk=written["area"]).first()
        )
        if area is None:
            problems.append("その区域は見つかりません。区域を選び直してください。")
    return Asked(as_of, period, tier, area, tuple(problems), written)


def _read(reader: Callable[[str], T], text: str, problems: list[str]) -> T | None:
    if not text:
        return None
    try:
        return reader(text)
    except FigureRefused as refusal:
        problems.append(str(refusal))
        return None


def last_month(today: date) -> Period:
    """前月: the month before the present one."""
    before = add_months(today.replace(day=1), -1)
    return month(before.year, before.month)


def recent_years(today: date, count: int = 5) -> list[tuple[str, str]]:
    """Fiscal years to choose from, the present one first: (written, label)."""
    now = fiscal_year_of(today)
    return [(str(year), year_label(year)) for year in range(now, now - count, -1)]
