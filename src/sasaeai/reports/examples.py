"""Typed builders of plans, tables and reports, for tests, the demo and the docs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from sasaeai.people.models import User
from sasaeai.reports.actions import layouts, packs, plans, town_forms
from sasaeai.reports.models import (
    Correction,
    Indicator,
    PlanPeriod,
    Submission,
    TownForm,
    TownLayout,
)

AT = datetime(2023, 4, 3, 1, 0, tzinfo=UTC)

TOWN_TABLE = """\
title = "層ごとの活動回数"

[measures.回数]
count = "events"
unit = "回"

[[rows]]
by = "tier"

[[columns]]
label = "回数"
measure = "回数"
"""


def a_plan(by: User, **given: Any) -> PlanPeriod:
    """第8期計画 (令和3–5年度), unless said otherwise."""
    words: dict[str, Any] = {"name": "第8期計画", "first_year": 2021, "last_year": 2023} | given
    return plans.add_plan(by=by, at=AT, **words)


def an_indicator(by: User, **given: Any) -> Indicator:
    """活動回数 in 回・人, counted from records, with targets by tier."""
    words: dict[str, Any] = {
        "code": "activity-times",
        "name": "活動回数",
        "unit": "回・人",
        "by_tier": True,
        "measure": {"count": "回・人"},
    } | given
    return plans.add_indicator(by=by, at=AT, **words)


def a_correction(by: User, indicator: Indicator, **given: Any) -> Correction:
    """The actual of 令和3年度 printed as 660."""
    words: dict[str, Any] = {
        "fiscal_year": 2021,
        "value": Decimal(660),
        "reason": "二重の記録を除いた",
    } | given
    return plans.correct_actual(by=by, at=AT, indicator=indicator, **words)


def a_town_table(by: User, **given: Any) -> TownLayout:
    """A table that the town made itself, shared inside it."""
    words: dict[str, Any] = {
        "title": "層ごとの活動回数",
        "text": TOWN_TABLE,
        "shared": True,
    } | given
    return layouts.make_layout(by=by, at=AT, **words)


def a_submission(by: User, **given: Any) -> Submission:
    """The monthly report of December 2022, with one table of one figure."""
    table = {
        "title": "層ごとの活動回数",
        "subtitle": "",
        "row_head_titles": [],
        "columns": [{"head": ["回数"], "unit": "回", "align": "right", "kind": "body"}],
        "rows": [
            {
                "head": ["第1層"],
                "kind": "body",
                "indent": 0,
                "cells": [{"text": "3", "value": 3, "unit": "回", "state": "actual", "notes": []}],
            }
        ],
        "footnotes": [],
        "warnings": [],
    }
    asked = {"period": "2022-12", "as_of": "2022-12-31", "tier": "", "area": ""}
    words: dict[str, Any] = {
        "name": "monthly",
        "title": "令和4年12月 月次報告",
        "period": "令和4年12月",
        "days": (date(2022, 12, 1), date(2022, 12, 31)),
        "as_of": date(2022, 12, 31),
        "tables": [
            {"layout": "own", "text": TOWN_TABLE, "asked": asked, "area": "", "table": table}
        ],
        "words": [],
        "facts_hash": "0" * 64,
    } | given
    return packs.submit(by=by, at=AT, **words)


def a_workbook(*rows: Sequence[str]) -> bytes:
    """A small workbook."""
    out = BytesIO()
    with Workbook(out) as book:
        sheet = book.add_worksheet("様式")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def a_form(by: User, **given: Any) -> TownForm:
    """A workbook that wants the town's name, a plan figure, a table, and something unknown."""
    names = ["自治体名", "活動回数 第1層 目標", "表:annual_areas", "所長の印"]
    words: dict[str, Any] = {
        "name": "実施状況報告書",
        "kind": "xlsx",
        "file_name": "報告書.xlsx",
        "content": a_workbook(*([f"{{{{{name}}}}}"] for name in names)),
        "placeholders": names,
        "mapping": {},
    } | given
    return town_forms.add_form(by=by, at=AT, **words)
