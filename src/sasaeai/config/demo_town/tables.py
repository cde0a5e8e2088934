"""The demo town's own tables: the printed ones with its years instead of another town's."""

from __future__ import annotations

import re
from datetime import date, datetime
from importlib.resources import files

from sasaeai.config.demo_town.calendar import fiscal_year_of
from sasaeai.config.demo_town.plans import FIRST_PLAN_YEAR, YEARS_OF_A_PLAN, plan_number
from sasaeai.people.models import User
from sasaeai.reports.actions.layouts import make_layout

FIRST_YEAR_OF_REIWA = 2019
MONTHS_OF_THE_MATRIX = 4


def make_tables(*, by: User, at: datetime) -> None:
    """Plan against actual for activities and councils, and the matrix of the last months, shared with all."""
    today = at.date()
    for preset, title in (
        ("p2_activity_counts", "コーディネーターの活動（計画と実績）"),
        ("p3_councils", "協議体の開催（計画と実績）"),
    ):
        text = _of_this_plan(_preset(preset), fiscal_year_of(today))
        _keep(by, at, preset, title, text)
    matrix = _preset("h1_monthly_matrix")
    text = re.sub(r'^period = ".*"$', f'period = "{_last_months(today)}"', matrix, flags=re.M)
    _keep(by, at, "h1_monthly_matrix", "業務項目と連携先（この4か月）", text)


def _preset(name: str) -> str:
    return files("sasaeai.reports").joinpath("layouts", f"{name}.toml").read_text(encoding="utf-8")


def _keep(by: User, at: datetime, preset: str, title: str, text: str) -> None:
    text = re.sub(r'^title = ".*"$', f'title = "{title}"', text, count=1, flags=re.M)
    make_layout(by=by, at=at, title=title, text=text, copied_from=preset, shared=True)


def _of_this_plan(text: str, fiscal_year: int) -> str:
    """One block of columns, the years of the running plan, the running year shown as it stands."""
    number = plan_number(fiscal_year)
    first = FIRST_PLAN_YEAR + (number - 1) * YEARS_OF_A_PLAN
    years = f"{_era(first)}..{_era(first + YEARS_OF_A_PLAN - 1)}"
    head, block, *_ = text.split("[[columns]]")
    block = re.sub(r'label = ".*"', f'label = "第{number}期計画 実績値/目標値"', block)
    block = re.sub(r'values = \[".*"\]', f'values = ["{years}"]', block)
    return re.sub(r"^unfinished.*\n", "", head, flags=re.M) + "[[columns]]" + block


def _era(year: int) -> str:
    nth = year - FIRST_YEAR_OF_REIWA + 1
    return f"令和{'元' if nth == 1 else nth}年度"


def _last_months(today: date) -> str:
    months = today.year * 12 + today.month - 1
    first = months - MONTHS_OF_THE_MATRIX + 1
    return f"{first // 12}-{first % 12 + 1:02}..{today.year}-{today.month:02}"
