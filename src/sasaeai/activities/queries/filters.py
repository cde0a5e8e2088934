"""The filters in words, and what may be chosen in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sasaeai.activities.models import SavedFilter
from sasaeai.activities.queries.asked import Asked
from sasaeai.activities.rules import Happening, last_month, month_of, next_month
from sasaeai.people.models import Organisation, Post, User
from sasaeai.people.rules import fiscal_year_of
from sasaeai.places.models import Area
from sasaeai.towns.rules import Tier
from sasaeai.vocabulary.models import Term

SCHEMES = ("means", "activity-kind", "result", "partner-type")


@dataclass(frozen=True)
class Chip:
    """One filter in use: its words, and the address without it."""

    label: str
    without: str


@dataclass(frozen=True)
class FilterChoices:
    """What may be chosen."""

    areas: list[Area]
    posts: list[Post]
    terms: dict[str, list[Term]]

    @property
    def kinds(self) -> list[Term]:
        """活動の種類."""
        return self.terms["activity-kind"]

    @property
    def partner_types(self) -> list[Term]:
        """連携先の種別."""
        return self.terms["partner-type"]


def chips_of(viewer: User, asked: Asked) -> list[Chip]:
    """The filters in use (one query for the terms, one each for area, post and partner in use)."""
    words: dict[str, str] = {}
    if asked.first or asked.last:
        words["period"] = period_words(asked.first, asked.last)
    if asked.area:
        area = asked.area.isdecimal() and Area.objects.visible_to(viewer).filter(pk=asked.area)
        words["area"] = str(area.first() or "なくなった区域") if area else "全市のみ"
    keys = {n: getattr(asked, n) for n in ("function", "means", "kind", "result", "partner_type")}
    if any(keys.values()):
        terms = Term.objects.visible_to(viewer).in_bulk([k for k in keys.values() if k])
        words |= {n: str(terms.get(k, "なくなった用語")) for n, k in keys.items() if k}
    if asked.post is not None:
        words["post"] = str(Post.objects.visible_to(viewer).filter(pk=asked.post).first() or "")
    if asked.partner is not None:
        partners = Organisation.objects.visible_to(viewer).filter(pk=asked.partner)
        words["partner"] = str(partners.first() or "")
    words |= _plain_words(asked)
    return [Chip(label, _without(asked, name)) for name, label in words.items() if label]


def period_words(first: date | None, last: date | None) -> str:
    """2022年10月, 令和4年度 … in short: 2022年4月1日〜2023年3月31日."""
    if first and last and first.day == 1 and last + timedelta(days=1) == next_month(first):
        return f"{first.year}年{first.month}月"
    begins = f"{first.year}年{first.month}月{first.day}日" if first else ""
    ends = f"{last.year}年{last.month}月{last.day}日" if last else ""
    return f"{begins}〜{ends}"


def _plain_words(asked: Asked) -> dict[str, str]:
    issue = {"1": "課題・提案あり", "report": "月報にのせる"}
    words = {
        "tier": Tier(asked.tier).label if asked.tier else "",
        "state": Happening(asked.state).label if asked.state else "",
        "issue": issue.get(asked.issue, ""),
        "q": f"「{asked.q}」" if asked.q else "",
        "chosen": f"選んだ{len(asked.chosen)}件" if asked.chosen else "",
    }
    return words


def _without(asked: Asked, name: str) -> str:
    if name == "period":
        return replace(asked, first=None, last=None).query()
    empty = {"chosen": ()} if name == "chosen" else {name: getattr(Asked(), name)}
    return replace(asked, **empty).query()


def filter_choices(viewer: User, today: date) -> FilterChoices:
    """Everything that may be chosen in a filter (three queries)."""
    names = {viewer.town.entry_scheme: "function"} | {scheme: scheme for scheme in SCHEMES}
    terms: dict[str, list[Term]] = {name: [] for name in names.values()}
    found = Term.objects.filter(scheme__town=viewer.town_id, scheme__code__in=list(names))
    for term in found.select_related("scheme").order_by("order", "pk"):
        terms[names[term.scheme.code]].append(term)
    areas = Area.objects.visible_to(viewer).in_use_on(today).select_related("level")
    return FilterChoices(list(areas.defer("outline")), list(Post.objects.visible_to(viewer)), terms)


def periods(today: date) -> list[tuple[str, date, date]]:
    """Periods chosen with one touch: label, first and last day."""
    month, before, year = month_of(today), last_month(today), fiscal_year_of(today)
    ends = timedelta(days=1)
    return [
        ("今月", month, next_month(month) - ends),
        ("先月", before, month - ends),
        ("今年度", date(year, 4, 1), date(year + 1, 3, 31)),
        ("昨年度", date(year - 1, 4, 1), date(year, 3, 31)),
    ]


def saved_filters(user: User) -> list[SavedFilter]:
    """The person's own named filters."""
    return list(SavedFilter.objects.filter(user=user))
