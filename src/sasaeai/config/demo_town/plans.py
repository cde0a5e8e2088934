"""Plan periods and targets of the demo town: activity counts, council meetings, new services."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sasaeai.reports.actions.plans import Aim, add_indicator, add_plan, set_targets
from sasaeai.towns.viewer import Doer

FIRST_PLAN_YEAR = 2000
YEARS_OF_A_PLAN = 3

BY_TIER = {"": (1800, 2000, 2200), "1": (500, 550, 600), "2": (1300, 1450, 1600)}
COUNCILS = {"1": (3, 3, 3), "2": (40, 45, 50)}
BOTH_COUNCILS = ["協議体（第1層）", "協議体（第2層）"]
INDICATORS = (
    ("activity-count", "活動回数", "回・人", True, BY_TIER, {"count": "回・人"}),
    (
        "councils", "協議体開催回数", "回", True, COUNCILS,
        {"count": "events", "where": {"kind": BOTH_COUNCILS}},
    ),
    (
        "new-service", "新たな生活支援サービス", "事業", False, {"": (1, 1, 1)},
        {"count": "events", "where": {"kind": "新たな生活支援サービスの創出"}},
    ),
)  # fmt: skip


def plan_number(fiscal_year: int) -> int:
    """Which care-insurance plan a fiscal year lies in: the 9th is 令和6–8 (2024–2026)."""
    return (fiscal_year - FIRST_PLAN_YEAR) // YEARS_OF_A_PLAN + 1


def make_plan(*, by: Doer, at: datetime, fiscal_year: int) -> None:
    """The plan that the fiscal year lies in, with its targets."""
    number = plan_number(fiscal_year)
    first = FIRST_PLAN_YEAR + (number - 1) * YEARS_OF_A_PLAN
    last = first + YEARS_OF_A_PLAN - 1
    add_plan(by=by, at=at, name=f"第{number}期計画", first_year=first, last_year=last)
    for order, (code, name, unit, by_tier, targets, measure) in enumerate(INDICATORS):
        given = {"name": name, "unit": unit, "by_tier": by_tier, "order": order, "measure": measure}
        indicator = add_indicator(by=by, at=at, code=code, **given)
        aims = [
            Aim(first + n, Decimal(value), tier=tier)
            for tier, values in targets.items()
            for n, value in enumerate(values)
        ]
        set_targets(by=by, at=at, indicator=indicator, aims=aims)
