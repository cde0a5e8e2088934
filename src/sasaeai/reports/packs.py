"""Packs: which tables and words make up a monthly or a yearly report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = Literal["month", "year"]
Drawn = Literal["", "bar", "line", "multiples", "stacked"]


@dataclass(frozen=True)
class Part:
    """One table of a pack, for the whole town or once for every tier-2 area, of one tier or both.

    :param chart: how the table is drawn beside it, "" for not at all; `unit`: which of its figures;
        `categories`: what stands along the axis
    """

    layout: str
    per_area: bool = False
    tier: str = ""
    chart: Drawn = ""
    unit: str = "回"
    categories: Literal["columns", "rows"] = "columns"


@dataclass(frozen=True)
class Pack:
    """A report that comes round every month or year. `words`: 課題・提案 stand in it."""

    code: str
    title: str
    span: Span
    parts: tuple[Part, ...]
    lead: str
    words: bool = True


MONTHLY = Pack(
    "monthly",
    "月次報告",
    "month",
    (
        Part("monthly_tiers"),
        Part("monthly_areas", chart="bar", categories="rows"),
        Part("h1_monthly_matrix", tier="1"),
        Part("monthly_records", per_area=True),
    ),
    "前月の実績に限り、第1層と第2層をあわせて載せます。",
)
ANNUAL = Pack(
    "annual",
    "年次報告",
    "year",
    (
        Part("annual_areas", chart="bar", categories="rows"),
        Part("annual_area_months", chart="multiples"),
        Part("annual_months"),
        Part("annual_functions"),
        Part("function_mhlw_6"),
        Part("h1_monthly_matrix", tier="1"),
        Part("coordinator_load"),
        Part("plan"),
    ),
    "年度の実績を、層・区域・業務項目・担当者ごとにまとめ、計画とくらべます。",
)
PACKS: dict[str, Pack] = {pack.code: pack for pack in (MONTHLY, ANNUAL)}
