"""What a list is asked for: the filters of an address, read leniently, and the activities that answer them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.http import QueryDict

from sasaeai.activities.models import (
    Activity,
    ActivityFunction,
    ActivityPartner,
    ActivityQuerySet,
    DoneBy,
)
from sasaeai.activities.rules import Happening, next_month
from sasaeai.analysis.words.asking import Phrases
from sasaeai.places.queries import areas_within
from sasaeai.search.queries import among, phrases_of
from sasaeai.towns.rules import Tier
from sasaeai.towns.viewer import Viewer

KIND = "activities.Activity"
MOST_CHOSEN = 500
ORDERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "": ("新しい順", ("-on", "-pk")),
    "old": ("古い順", ("on", "pk")),
    "people": ("人数の多い順", ("-person_times", "-pk")),
    "entered": ("書いた順", ("-pk",)),
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Filters of a list. Everything empty = everything one may see, newest first.

    :param area: key of an area with all within it, or `none` for 全市
    :param issue: `1` = with 課題 or 提案, `report` = flagged for the monthly report
    :param chosen: keys of single activities, nothing else
    """

    first: date | None = None
    last: date | None = None
    area: str = ""
    tier: str = ""
    post: int | None = None
    function: int | None = None
    means: int | None = None
    kind: int | None = None
    result: int | None = None
    partner: int | None = None
    partner_type: int | None = None
    state: str = ""
    issue: str = ""
    q: str = ""
    chosen: tuple[int, ...] = ()
    sort: str = ""

    @property
    def is_only_months(self) -> bool:
        """Whether whole months, areas, tiers and states are all that is asked: then the sums answer."""
        month_ends = self.last is None or (self.last + timedelta(days=1)).day == 1
        month_starts = self.first is None or self.first.day == 1
        others = (self.post, self.function, self.means, self.kind, self.result, self.partner)
        return (
            month_ends
            and month_starts
            and not any(o is not None for o in (*others, self.partner_type))
            and not (self.issue or self.q or self.chosen)
        )

    @property
    def is_only_words(self) -> bool:
        """Whether words are all that is asked for, newest first: then the index of the words has them in order."""
        return bool(self.q) and self == Asked(q=self.q)

    def query(self) -> str:
        """The filters as an address."""
        given = QueryDict(mutable=True)
        for name in (f.name for f in fields(self)):
            value = getattr(self, name)
            if name == "chosen":
                given.setlist("chosen", [str(key) for key in value])
            elif value not in (None, ""):
                given[name] = value.isoformat() if isinstance(value, date) else str(value)
        return given.urlencode()


def asked_of(given: QueryDict) -> Asked:
    """The filters of an address; what cannot be understood is left out."""
    month = _day(f"{given.get('month', '')}-01")
    first, last = _day(given.get("first", "")), _day(given.get("last", ""))
    if month:
        first, last = month, next_month(month) - timedelta(days=1)
    numbers = {
        name: _number(given.get(name, ""))
        for name in ("post", "function", "means", "kind", "result", "partner", "partner_type")
    }
    area, sort = given.get("area", ""), given.get("sort", "")
    chosen = (_number(key) for key in given.getlist("chosen")[:MOST_CHOSEN])
    return Asked(
        first=first,
        last=last,
        area=area if area == "none" or area.isdecimal() else "",
        tier=_one_of(given.get("tier", ""), Tier.values),
        state=_one_of(given.get("state", ""), Happening.values),
        issue=_one_of(given.get("issue", ""), ["1", "report"]),
        q=given.get("q", "").strip()[:100],
        chosen=tuple(key for key in chosen if key is not None),
        sort=sort if sort in ORDERS else "",
        **numbers,
    )


@dataclass(frozen=True)
class Wanted:
    """The filters of a list, the words among them with the town's synonyms, and the activities that answer."""

    asked: Asked
    words: Phrases
    found: ActivityQuerySet


def wanted_by(viewer: Viewer, asked: Asked) -> Wanted:
    """What a list shows, unordered (the area and the words of a search cost a query each)."""
    words = _words(viewer, asked)
    visible = Activity.objects.visible_to(viewer, at_once=bool(asked.q))
    return Wanted(asked, words, narrowed(visible, viewer, asked, words))


def found_for(viewer: Viewer, asked: Asked) -> ActivityQuerySet:
    """The activities that answer, unordered (as many queries)."""
    return wanted_by(viewer, asked).found


def _words(viewer: Viewer, asked: Asked) -> Phrases:
    return phrases_of(viewer.town_id, asked.q) if asked.q and viewer.town_id is not None else ()


def narrowed(
    activities: ActivityQuerySet, viewer: Viewer, asked: Asked, words: Phrases
) -> ActivityQuerySet:
    """Those of the activities that answer.

    :param words: those of the filter, looked up
    """
    found = activities.in_period(asked.first, asked.last)
    if asked.area:
        found = found.filter(area_condition(asked))
    for name in ("tier", "means", "kind", "result"):
        if getattr(asked, name):
            found = found.filter(**{name: getattr(asked, name)})
    if asked.state:
        found = found.filter(happening=asked.state)
    for model, name, field in (
        (DoneBy, "post", "post"),
        (ActivityFunction, "function", "term"),
        (ActivityPartner, "partner", "organisation"),
        (ActivityPartner, "partner_type", "organisation__partner_type"),
    ):
        if getattr(asked, name) is not None:
            lines: Any = model._default_manager.filter(**{field: getattr(asked, name)})
            found = found.filter(pk__in=lines.values("activity"))
    if asked.issue == "1":
        found = found.exclude(issue_text="", proposal_text="")
    elif asked.issue:
        found = found.filter(is_issue=True)
    if asked.q and viewer.town_id is not None:
        found = found.filter(among(KIND, viewer.town_id, words))
    return found.filter(pk__in=asked.chosen) if asked.chosen else found


def area_condition(asked: Asked) -> Q:
    """The area and all within it, or 全市."""
    if asked.area == "none":
        return Q(area__isnull=True)
    return Q(area__in=areas_within([int(asked.area)]))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None


def _one_of(text: str, known: Iterable[object]) -> str:
    return text if text in known else ""
