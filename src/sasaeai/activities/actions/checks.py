"""What must hold before an entry is written: the town, the writer's right, the month still open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from sasaeai.activities.actions.entry import Entry
from sasaeai.activities.actions.refusals import MonthClosed, NotAllowed
from sasaeai.activities.models import MonthClosing
from sasaeai.activities.rules import NEEDS_REASON, ClosingState, Count, month_of
from sasaeai.people.models import Tenure, User
from sasaeai.people.queries.posts import covering
from sasaeai.places.models import Area
from sasaeai.places.queries import areas_within
from sasaeai.towns.viewer import Doer


class ClosedMonths:
    """The closings of a town in some months, ready to be asked about many entries."""

    def __init__(self, town_id: int | None, months: Iterable[date]) -> None:
        found = MonthClosing.objects.filter(
            town=town_id, month__in=set(months), state=ClosingState.CLOSED
        ).select_related("area")
        self._closings = [
            (c, areas_within([c.area_id]) if c.area_id is not None else None) for c in found
        ]

    def over(self, on: date, area_id: int | None, tier: str) -> MonthClosing | None:
        """The closing that covers a day, an area and a tier; None while the month is open."""
        for closing, areas in self._closings:
            if (
                closing.month == month_of(on)
                and (areas is None or area_id in areas)
                and closing.tier in ("", tier)
            ):
                return closing
        return None


def must_be_open(town_id: int | None, *places: tuple[date, Area | None, str]) -> None:
    """Refuse to write into a closed month.

    :param places: day, area and tier of the entry as it was and as it shall be; what was done for the whole
        town by a post of an area is closed with that area
    :raises MonthClosed: naming the closing
    """
    closed = ClosedMonths(town_id, (month_of(on) for on, _, _ in places))
    for on, area, tier in places:
        closing = closed.over(on, area.pk if area else None, tier)
        if closing:
            raise MonthClosed(closing)


def must_be_sound(*, by: Doer, at: datetime, entry: Entry) -> None:
    """Refuse an entry that says nothing, mixes towns, or is written for a post that is not the writer's.

    :raises ValidationError: field → words
    :raises NotAllowed: if the writer holds none of the posts and may not write for others
    """
    if not entry.posts:
        raise ValidationError({"posts": "だれの活動か、担当を1つ以上選んでください。"})
    _must_be_of_one_town(by, entry)
    said = entry.title or entry.wording or entry.kind or entry.means or entry.functions
    if not said:
        raise ValidationError({"wording": "業務項目・手段・ひとことのどれか1つは入れてください。"})
    if entry.happening in NEEDS_REASON and not entry.happening_reason:
        raise ValidationError(
            {
                "happening_reason": f"{entry.happening.label}の理由を書いてください（例：荒天のため）。"
            }
        )
    _counts_must_make_sense(entry.counts)
    _must_be_the_writers(by, at, entry)


def _must_be_of_one_town(by: Doer, entry: Entry) -> None:
    town = by.town_id
    areas = [entry.area.level.tree.town_id] if entry.area else []
    terms = [t for t in (entry.kind, entry.means, entry.result, *entry.functions) if t]
    towns = [
        *(p.town_id for p in entry.posts),
        *(o.town_id for o in entry.partners),
        *(t.scheme.town_id for t in terms),
        *areas,
    ]
    if any(t != town for t in towns):
        raise NotAllowed("ほかの自治体の区域・職・連携先・用語は選べません。選び直してください。")


def _counts_must_make_sense(counts: tuple[Count, ...]) -> None:
    for n, count in enumerate(counts):
        if not count.part:
            continue
        above = next((c for c in reversed(counts[:n]) if not c.part), None)
        if above is None:
            raise ValidationError({"counts": "「うち」の前に、全体の人数を入れてください。"})
        if above.unit == count.unit and count.number > above.number:
            raise ValidationError(
                {
                    "counts": f"「{count.words()}」は全体の「{above.words()}」より多くなっています。"
                    "どちらかを直してください。"
                }
            )


def _must_be_the_writers(by: Doer, at: datetime, entry: Entry) -> None:
    """The writer held one of the posts on the day, or holds it now (a successor mends what was handed over)."""
    if not isinstance(by, User) or by.may("activities.proxy"):
        return
    today = timezone.localdate(at)
    held = Tenure.objects.filter(
        covering(entry.on) | covering(today),
        holder=by,
        post__in=[p.pk for p in entry.posts],
    )
    if not held.exists():
        raise NotAllowed(
            {
                "posts": f"{entry.on.month}月{entry.on.day}日にあなたが受け持っていた職を、担当に入れてください。"
                "ほかの人の代わりに書くときは、代理入力のできる人にご相談ください。"
            }
        )
