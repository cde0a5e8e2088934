"""Recording, mending and taking back: what is kept, what is refused, what the history says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from sasaeai.activities.actions import (
    EditConflict,
    MonthClosed,
    NotAllowed,
    close_month,
    content_of,
    edit,
    entry_of,
    remove,
    reopen_month,
)
from sasaeai.activities.actions.sums import recount
from sasaeai.activities.examples import AT, DAY, a_partner, an_activity, an_entry, words_of
from sasaeai.activities.models import Activity, MonthSum, Todo
from sasaeai.activities.rules import Count, Happening
from sasaeai.history.models import Event


def test_what_is_recorded_comes_back_word_for_word(cast):
    words = words_of(cast.town)
    entry = an_entry(
        cast,
        posts=(cast.posts["first-area"], cast.posts["first-tier"]),
        functions=(words["function"]["awareness"], words["function"]["build_network"]),
        partners=(a_partner(cast.town), a_partner(cast.town, "さくらサロン")),
        counts=(
            Count(12, label="参加者"),
            Count(3, label="初参加", part=True),
            Count(4, "世帯", "実"),
        ),
        next_step="会長に電話する",
        due_on=date(2022, 10, 10),
        links=(("people.Organisation:1", "みどり町会"),),
        minutes=90,
        number="第12号",
    )

    activity = an_activity(cast, **{k: getattr(entry, k) for k in entry.__dataclass_fields__})

    assert content_of(entry_of(activity)) == content_of(replace(entry, tier="2"))
    assert activity.person_times == 12
    assert activity.tier == "2"
    assert activity.home_area == cast.first_area
    assert [str(d) for d in activity.done_by.all()] == [
        "第1圏域生活支援コーディネーター（石田）",
        "第1層生活支援コーディネーター（青木）",
    ]


def test_recording_leaves_one_line_of_history(cast):
    activity = an_activity(cast)

    event = Event.objects.get(what="activities.recorded")
    assert event.about == f"activities.Activity:{activity.pk}"
    assert event.by_name == "石田（第1包括）"
    assert event.after["業務項目"] == ["ニーズ・社会資源の把握"]


def test_mending_keeps_what_was_before_in_the_history(cast):
    activity = an_activity(cast)

    mended = edit(
        by=cast.ishida,
        at=AT + timedelta(hours=1),
        activity=activity,
        entry=an_entry(cast, title="サロン見学", counts=(Count(8),)),
        seen_version=1,
    )

    event = Event.objects.get(what="activities.edited")
    assert mended.version == 2
    assert event.before == {"件名": "サロン訪問", "人数など": []}
    assert event.after == {"件名": "サロン見学", "人数など": ["8人"]}


def test_two_people_mending_at_once_do_not_overwrite_each_other(cast):
    activity = an_activity(cast)
    edit(
        by=cast.aoki,
        at=AT,
        activity=activity,
        entry=an_entry(cast, title="青木の文"),
        seen_version=1,
    )

    with pytest.raises(EditConflict) as refused:
        edit(
            by=cast.ishida,
            at=AT,
            activity=activity,
            entry=an_entry(cast, title="石田の文"),
            seen_version=1,
        )

    assert refused.value.current.title == "青木の文"
    assert Activity.objects.get().title == "青木の文"


def test_an_entry_that_says_nothing_is_refused(cast):
    with pytest.raises(ValidationError, match="どれか1つは入れてください"):
        an_activity(cast, title="", wording="", means=None, functions=())


def test_a_cancelled_activity_must_say_why(cast):
    with pytest.raises(ValidationError, match="中止の理由"):
        an_activity(cast, happening=Happening.CANCELLED)


def test_a_part_may_not_be_more_than_the_whole(cast):
    with pytest.raises(ValidationError, match="より多くなっています"):
        an_activity(cast, counts=(Count(3), Count(5, label="初参加", part=True)))


def test_a_part_stands_below_a_whole(cast):
    with pytest.raises(ValidationError, match="「うち」の前に、全体の人数を"):
        an_activity(cast, counts=(Count(5, label="初参加", part=True),))


def test_an_activity_of_nobody_is_refused(cast):
    with pytest.raises(ValidationError, match="担当を1つ以上"):
        an_activity(cast, posts=())

    assert not Activity.objects.exists()


def test_one_cannot_write_for_a_post_one_does_not_hold(cast):
    with pytest.raises(NotAllowed, match="代理入力"):
        an_activity(cast, by=cast.ishida, posts=(cast.posts["first-tier"],))


def test_one_can_write_for_a_colleague_with_the_right_to_proxy_and_the_record_says_who_wrote(cast):
    activity = an_activity(cast, by=cast.uno)

    assert activity.written_by == cast.uno
    assert activity.done_by.get().holder == cast.ishida


def test_an_area_of_another_town_is_refused(cast):
    foreign = a_tree_of_areas_area(cast)

    with pytest.raises(NotAllowed, match="ほかの自治体"):
        an_activity(cast, area=foreign)


def a_tree_of_areas_area(cast):
    cast.other_town.trees.all()[0]
    return type(cast.first_area).objects.filter(level__tree__town=cast.other_town).last()


def test_a_closed_month_refuses_new_and_old_records_until_it_is_reopened(cast):
    activity = an_activity(cast)
    closing = close_month(by=cast.uno, at=AT + timedelta(days=30), month=DAY, area=cast.first_area)

    with pytest.raises(MonthClosed, match="締めてある"):
        an_activity(cast)
    with pytest.raises(MonthClosed):
        edit(by=cast.uno, at=AT, activity=activity, entry=an_entry(cast), seen_version=1)
    with pytest.raises(MonthClosed):
        remove(by=cast.uno, at=AT, activity=activity, reason="二重")
    an_activity(cast, by=cast.aoki, posts=(cast.posts["first-tier"],), area=cast.second_area)

    reopen_month(by=cast.uno, at=AT + timedelta(days=31), closing=closing, reason="記入もれ")
    an_activity(cast)

    assert [s.reason for s in closing.steps.all()] == ["記入もれ", ""]


def test_closing_the_whole_city_closes_every_area_within(cast):
    close_month(by=cast.uno, at=AT + timedelta(days=30), month=DAY, area=cast.city)

    with pytest.raises(MonthClosed):
        an_activity(cast)


def test_closing_a_closed_month_again_tells_nothing_more(cast):
    for _ in range(2):
        closing = close_month(by=cast.uno, at=AT + timedelta(days=30), month=DAY)

    assert closing.steps.count() == 1
    assert Event.objects.filter(what="activities.month_closed").count() == 1


def test_reopening_needs_a_reason(cast):
    closing = close_month(by=cast.uno, at=AT + timedelta(days=30), month=DAY)

    with pytest.raises(ValidationError, match="理由"):
        reopen_month(by=cast.uno, at=AT, closing=closing, reason=" ")


def test_a_month_to_come_cannot_be_closed(cast):
    with pytest.raises(ValidationError, match="まだ先"):
        close_month(by=cast.uno, at=AT, month=date(2022, 11, 1))


def test_a_removed_record_is_gone_but_its_content_stays_in_the_history(cast):
    activity = an_activity(cast)

    remove(by=cast.ishida, at=AT, activity=activity, reason="二重に入力")

    event = Event.objects.get(what="activities.removed")
    assert not Activity.objects.exists()
    assert event.before["件名"] == "サロン訪問"
    assert event.after == {"理由": "二重に入力"}


def test_the_next_step_becomes_a_to_do_of_the_post_and_follows_the_record(cast):
    activity = an_activity(cast, next_step="会長に電話", due_on=date(2022, 10, 10))

    edit(
        by=cast.ishida,
        at=AT,
        activity=activity,
        entry=an_entry(cast, next_step="会長に会う", due_on=date(2022, 10, 12)),
        seen_version=1,
    )

    todo = Todo.objects.get()
    assert (todo.wording, todo.due_on, todo.post) == (
        "会長に会う",
        date(2022, 10, 12),
        cast.posts["first-area"],
    )


def test_a_next_step_that_was_struck_out_is_no_to_do_any_more(cast):
    activity = an_activity(cast, next_step="会長に電話", due_on=date(2022, 10, 10))

    edit(by=cast.ishida, at=AT, activity=activity, entry=an_entry(cast), seen_version=1)

    assert not Todo.objects.exists()


def test_the_monthly_sums_always_agree_with_the_records(cast):
    first = an_activity(cast, counts=(Count(10),))
    an_activity(cast, on=date(2022, 11, 1), counts=(Count(5),))
    third = an_activity(cast, counts=(Count(1),))
    edit(
        by=cast.ishida,
        at=AT,
        activity=first,
        entry=an_entry(cast, on=date(2022, 12, 1), counts=(Count(20),)),
        seen_version=1,
    )
    remove(by=cast.ishida, at=AT, activity=third, reason="二重")

    def seen():
        lines = MonthSum.objects.exclude(entries=0).order_by("month")
        return list(lines.values_list("month", "area", "entries", "person_times"))

    kept = seen()
    recount(by=cast.kubo, at=AT, town_id=cast.town.pk)
    assert kept == seen()
    assert [(m.month, n, p) for m, _, n, p in kept] == [(11, 1, 5), (12, 1, 20)]
