"""What an issue could tell: proposals drawn from the records of an area and a month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sasaeai.analysis.figures.periods import add_months, fiscal_year_of
from sasaeai.places.models import Area
from sasaeai.portal.models import ItemSort, Newsletter, NewsletterItem
from sasaeai.portal.spoken import hour, short_day
from sasaeai.resources.models import Practice, Resource, ResourcePhoto, StateLine
from sasaeai.resources.queries import Shown, occurrences_of, public_resources, shown
from sasaeai.resources.rules.states import State

MOST_NEW = 6
MOST_COMING = 24
INTRODUCED = 2
WORDS_OF_DAYS = "月火水木金土日"


@dataclass(frozen=True)
class Proposal:
    """One piece that could stand in an issue."""

    sort: ItemSort
    heading: str
    text: str
    taken: bool = True
    resource: Resource | None = None
    photo: ResourcePhoto | None = None


def next_number(town_id: int, month: date) -> tuple[int, int]:
    """Fiscal year and number of the next issue: numbers begin anew in April."""
    year = fiscal_year_of(month)
    last = Newsletter.objects.filter(town=town_id, fiscal_year=year).order_by("number").last()
    return year, (last.number if last else 0) + 1


def taken_items(issue: Newsletter) -> list[NewsletterItem]:
    """The pieces that stand in the issue, in order."""
    return list(issue.items.filter(taken=True).select_related("photo"))


def photos_for(item: NewsletterItem) -> list[ResourcePhoto]:
    """Pictures of the piece's resource that may be shown."""
    if item.resource_id is None:
        return []
    return list(ResourcePhoto.objects.filter(resource=item.resource_id, may_publish=True))


def proposals(town_id: int, *, area: Area | None, month: date, today: date) -> list[Proposal]:
    """New, changed, coming, introduced, practices: what the records of the month say to residents."""
    public = public_resources(town_id, today=today)
    rows = list(public.within(area) if area else public)
    first, last = month, add_months(month, 1) - timedelta(days=1)
    before = add_months(month, -1)
    found = [*_new(rows, before, last), *_changed(rows, before, last)]
    told = {p.resource.pk for p in found if p.resource}
    found += _coming(rows, first, last)
    found += _introduced(rows, told)
    return [*found, *_practices(town_id, area)]


def _new(rows: Sequence[Resource], first: date, last: date) -> Iterator[Proposal]:
    for one in [r for r in rows if r.started_on and first <= r.started_on <= last][:MOST_NEW]:
        told = shown(one)
        begun = short_day(one.started_on) if one.started_on else ""
        text = f"{begun}から始まりました。\n{_facts(told)}"
        yield Proposal(
            ItemSort.NEW, f"{one.name}ができました", text, resource=one, photo=_photo(told)
        )


def _changed(rows: Sequence[Resource], first: date, last: date) -> Iterator[Proposal]:
    lines = StateLine.objects.filter(
        resource__in=rows, on__range=(first, last), state__in=(State.PAUSED, State.ACTIVE)
    ).select_related("resource")
    started = {r.pk: r.started_on for r in rows}
    for line in lines:
        if line.on == started.get(line.resource_id):
            continue
        word = "しばらくお休みします" if line.state == State.PAUSED else "再開しました"
        text = "　".join(w for w in (f"{short_day(line.on)}から", line.conditions) if w)
        yield Proposal(
            ItemSort.CHANGED, f"{line.resource.name}：{word}", text, resource=line.resource
        )


def _coming(rows: Sequence[Resource], first: date, last: date) -> Iterator[Proposal]:
    lines = []
    for one in rows:
        if one.state != State.ACTIVE or "schedule" not in one.shown_fields:
            continue
        times = occurrences_of(one, first, last)
        if times:
            days = "・".join(f"{o.on.day}日（{WORDS_OF_DAYS[o.on.weekday()]}）" for o in times[:5])
            begins = f" {hour(starts)}〜" if (starts := times[0].starts_at) else ""
            lines.append(f"{one.name}：{days}{begins}")
    if lines:
        text = "\n".join(lines[:MOST_COMING])
        yield Proposal(ItemSort.COMING, f"{first.month}月の予定", text)


def _introduced(rows: Sequence[Resource], told: set[int]) -> list[Proposal]:
    """Places not introduced for the longest time; those with a picture and gathering places first."""
    lately = dict(
        NewsletterItem.objects.filter(resource__in=rows, sort=ItemSort.INTRODUCED, taken=True)
        .order_by("newsletter__month")
        .values_list("resource_id", "newsletter__month")
    )
    open_ones = [r for r in rows if r.pk not in told and r.state == State.ACTIVE]
    seen = [(lately.get(r.pk, date.min), r, shown(r)) for r in open_ones]
    seen.sort(
        key=lambda one: (
            one[0],
            not one[2].photos,
            not hasattr(one[1], "gathering"),
            one[1].sort_key,
        )
    )
    return [
        Proposal(ItemSort.INTRODUCED, r.name, _facts(told_of), n < INTRODUCED, r, _photo(told_of))
        for n, (_, r, told_of) in enumerate(seen[: INTRODUCED * 3])
    ]


def _practices(town_id: int, area: Area | None) -> list[Proposal]:
    cards = Practice.objects.filter(town=town_id, is_public=True)
    cards = cards.filter(area=area) if area else cards
    return [
        Proposal(ItemSort.PRACTICE, card.title, card.deed or card.trouble, taken=False)
        for card in cards[:3]
    ]


def _photo(told: Shown) -> ResourcePhoto | None:
    return next((p for p in told.photos if p.sort == p.Sort.PHOTO), None)


def _facts(told: Shown) -> str:
    """A few lines of what the place is: only what residents may see."""
    lines = [str(told.values["description"])] if told.has("description") else []
    lines += [f"日時　{words}" for words in told.values.get("schedule", [])]
    for name, label in (("venue", "会場"), ("fee", "参加費"), ("target", "対象")):
        if told.has(name):
            lines.append(f"{label}　{told.values[name]}")
    phones = [c.phone for c in told.contacts if c.phone]
    return "\n".join([*lines, *(f"電話　{p}" for p in phones[:1])])
