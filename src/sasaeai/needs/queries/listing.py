"""The list of troubles: filters of an address, and a page of what they find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.db.models import Count, Q

from sasaeai.documents.report import ListValue
from sasaeai.needs.models import Need, NeedLabel, NeedQuerySet
from sasaeai.needs.models.need import ANYWHERE, heading_of
from sasaeai.needs.queries.finding import with_lines
from sasaeai.needs.rules.states import COUNTED, OPEN, NeedState
from sasaeai.places.queries import areas_within
from sasaeai.search.queries import matching
from sasaeai.towns.viewer import Viewer
from sasaeai.ui.paging import KnownCount

A_PAGE = 50
HEADS = [
    *(
        "聞いた日",
        "圏域・地区",
        "困りごと",
        "どうしたいか",
        "分類",
        "こまかい分類",
        "急ぎ具合",
        "状態",
    ),
    *("結果", "はじめての返事まで（日）", "答える資源がない", "どなたから", "どうやって", "年代"),
    *("世帯のようす", "担当の職", "声の束", "印刷する例"),
]
LISTED = ("pk", "heard_on", "wording", "urgency", "state", "closed_on", "area__name", "post__name")
WIDTHS = [11, 14, 50, 24, 20, 20, 9, 12, 14, 9, 9, 14, 14, 12, 18, 22, 18, 30]


@dataclass(frozen=True)
class Asked:
    """Filters of the list. Everything empty = everything one may see that is not put aside, newest first.

    :param state: a state, `open`, or `all` (with what was put aside)
    :param label: key of a category, or `none` = not settled
    """

    first: date | None = None
    last: date | None = None
    area: int | None = None
    state: str = ""
    label: str = ""
    route: int | None = None
    channel: int | None = None
    batch: int | None = None
    mine: bool = False
    unmet: bool = False
    example: bool = False
    words: str = ""


def needs_found(viewer: Viewer, asked: Asked, *, posts: Iterable[int] = ()) -> NeedQuerySet:
    """The troubles that answer, newest first (one more query for an area).

    :param posts: the viewer's own posts, for `mine`
    """
    found = Need.objects.visible_to(viewer).heard_between(asked.first, asked.last)
    found = _in_state(found, asked.state)
    if asked.area:
        found = found.filter(area__in=areas_within([asked.area]))
    if asked.label == "none":
        found = found.filter(settled_at__isnull=True)
    elif asked.label.isdecimal():
        found = found.filter(
            pk__in=Need.terms.through.objects.filter(term=int(asked.label)).values("need")
        )
    for name, key in (
        ("intake__route", asked.route),
        ("intake__channel", asked.channel),
        ("batch", asked.batch),
    ):
        if key:
            found = found.filter(**{name: key})
    if asked.mine:
        found = found.filter(post__in=list(posts))
    if asked.unmet:
        found = found.filter(unmet=True)
    if asked.example:
        found = found.exclude(example="")
    if asked.words.strip() and viewer.town_id is not None:
        found = found.filter(pk__in=matching("needs.Need", viewer.town_id, asked.words))
    return found.order_by("-heard_on", "-pk")


def _in_state(found: NeedQuerySet, state: str) -> NeedQuerySet:
    if state == "open":
        return found.filter(state__in=OPEN)
    if state == "all":
        return found
    return found.filter(state=state) if state in NeedState.values else found.counted()


@dataclass(frozen=True)
class Summary:
    """「123件・未分類4件・返事まで平均2.5日」"""

    count: int
    open: int
    unsettled: int
    unmet: int


def summary_of(found: NeedQuerySet) -> Summary:
    """The exact numbers of what was found (one query)."""
    counted = Q(state__in=COUNTED)
    numbers = found.order_by().aggregate(
        count=Count("pk"),
        open=Count("pk", filter=Q(state__in=OPEN)),
        unsettled=Count("pk", filter=Q(settled_at__isnull=True) & counted),
        unmet=Count("pk", filter=Q(unmet=True) & counted),
    )
    return Summary(**numbers)


class Line(NamedTuple):
    """What a list shows of a trouble. Records as Django makes them would cost three times as much."""

    key: int
    heard_on: date
    wording: str
    urgency: str
    state: str
    closed_on: date | None
    area: str | None
    post: str | None

    @property
    def heading(self) -> str:
        """The first words told."""
        return heading_of(self.wording)

    @property
    def area_name(self) -> str:
        """Where: 全市・不明 when no area is named."""
        return self.area or ANYWHERE


def page_of(found: NeedQuerySet, *, number: str | None, count: int) -> Page[Line]:
    """A page of the list (one query)."""
    rows = found.values_list(*LISTED)
    page: Page[Any] = KnownCount(rows, A_PAGE, count=count).get_page(number)
    page.object_list = list(map(Line._make, page.object_list))
    return page


def labels_of(keys: Iterable[int]) -> dict[int, list[str]]:
    """The categories of the troubles in words, the main one first (one query)."""
    found: dict[int, list[str]] = defaultdict(list)
    lines = NeedLabel.objects.filter(need__in=list(keys)).order_by("-is_main", "pk")
    for key, term, detail in lines.values_list("need_id", "term__label", "detail__label"):
        found[key].append(detail or term)
    return found


def export_rows(found: NeedQuerySet) -> Iterator[list[ListValue]]:
    """The rows under `HEADS`, read some hundred at a time. Nobody's name is among them."""
    rows: Any = with_lines(found)
    rows = rows.select_related(
        "intake__route", "intake__channel", "intake__age_band", "batch"
    ).prefetch_related("intake__households")
    for need in rows.iterator(1000):
        yield _row(need)


def _row(need: Need) -> list[ListValue]:
    labels, intake = list(need.labels.all()), need.intake
    return [
        need.heard_on,
        need.area_name,
        need.wording,
        need.wish,
        "、".join(str(line.term) for line in labels),
        "、".join(str(line.detail) for line in labels if line.detail),
        need.get_urgency_display(),
        need.state_now.label,
        str(need.result or ""),
        need.days_to_reply,
        "○" if need.unmet else "",
        str(intake.route or ""),
        str(intake.channel or ""),
        str(intake.age_band or ""),
        "、".join(str(term) for term in intake.households.all()),
        str(need.post or ""),
        str(need.batch or ""),
        need.example,
    ]
