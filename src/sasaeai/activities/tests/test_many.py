"""Many activities at once: the same rows, sums and findings as one by one."""

from datetime import date

import pytest

from sasaeai.activities.actions import MonthClosed, close_month, record, record_many
from sasaeai.activities.actions.sums import recount
from sasaeai.activities.examples import AT, a_partner, an_entry, words_of
from sasaeai.activities.models import Activity, MonthSum
from sasaeai.activities.rules import Count, Happening
from sasaeai.history.models import Event


def some_entries(cast):
    words = words_of(cast.town)
    more = {"counts": (Count(12), Count(3, label="初参加", part=True)), "next_step": "電話する"}
    return [
        an_entry(cast, on=date(2022, 10, 3), partners=(a_partner(cast.town),), **more),
        an_entry(cast, on=date(2022, 10, 4), means=words["means"]["phone"]),
        an_entry(cast, on=date(2022, 11, 1), happening=Happening.PLANNED, area=None),
    ]


def sums():
    names = ("month", "area", "home_area", "tier", "happening", "entries", "person_times")
    return sorted(map(str, MonthSum.objects.filter(entries__gt=0).values_list(*names)))


def test_many_at_once_count_like_one_by_one(cast):
    record_many(by=cast.aoki, at=AT, entries=some_entries(cast))
    record(by=cast.aoki, at=AT, entry=some_entries(cast)[0])
    record_many(by=cast.aoki, at=AT, entries=some_entries(cast))
    moved = sums()

    recount(by=cast.aoki, at=AT, town_id=cast.town.pk)

    assert moved == sums()
    assert Activity.objects.count() == 7


def test_many_at_once_keep_their_parts_and_leave_one_line_of_history(cast):
    before = Event.objects.count()

    record_many(by=cast.aoki, at=AT, entries=some_entries(cast))

    first = Activity.objects.order_by("on").with_parts()[0]
    assert [str(c) for c in first.counts.all()] == ["12人", "うち初参加3人"]
    assert [d.holder for d in first.done_by.all()] == [cast.ishida]
    assert first.todos.get().wording == "電話する"
    assert Event.objects.count() == before + 1


def test_one_closed_month_stops_them_all(cast):
    close_month(by=cast.uno, at=AT, month=date(2022, 10, 1))

    with pytest.raises(MonthClosed):
        record_many(by=cast.aoki, at=AT, entries=some_entries(cast))

    assert not Activity.objects.exists()
