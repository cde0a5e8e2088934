"""What becomes of a plan."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from sasaeai.activities.actions import (
    add_todo,
    cancel,
    finish_todo,
    mark_held,
    postpone,
    postpone_todo,
    take_up_again,
    undo_todo,
)
from sasaeai.activities.examples import AT, an_activity
from sasaeai.activities.models import Activity, MonthSum, Todo
from sasaeai.activities.rules import Happening
from sasaeai.history.models import Event


def test_a_plan_becomes_held(cast):
    plan = an_activity(cast, happening=Happening.PLANNED)

    held = mark_held(by=cast.ishida, at=AT, activity=plan)

    assert held.happening == Happening.HELD
    assert Event.objects.filter(what="activities.held").exists()
    assert MonthSum.objects.get(happening="held").entries == 1


def test_a_plan_of_tomorrow_was_not_held_yet(cast):
    plan = an_activity(cast, on=AT.date() + timedelta(days=1), happening=Happening.PLANNED)

    with pytest.raises(ValidationError, match="まだ先"):
        mark_held(by=cast.ishida, at=AT, activity=plan)


def test_a_plan_put_off_to_another_day_becomes_a_new_plan_that_names_the_old_one(cast):
    plan = an_activity(cast, happening=Happening.PLANNED)

    new = postpone(
        by=cast.ishida, at=AT, activity=plan, reason="台風のため", to_day=date(2022, 10, 20)
    )

    plan.refresh_from_db()
    assert (plan.happening, plan.happening_reason) == ("postponed", "台風のため")
    assert (new.on, new.happening, new.origin) == (
        date(2022, 10, 20),
        "planned",
        f"activities.Activity:{plan.pk}",
    )


def test_a_plan_put_off_without_a_day_waits(cast):
    plan = an_activity(cast, happening=Happening.PLANNED)

    waits = postpone(by=cast.ishida, at=AT, activity=plan, reason="台風のため")

    assert (waits.pk, waits.happening) == (plan.pk, "postponed")
    assert Activity.objects.count() == 1


def test_cancelling_needs_a_reason(cast):
    plan = an_activity(cast, happening=Happening.PLANNED)

    with pytest.raises(ValidationError, match="中止の理由"):
        cancel(by=cast.ishida, at=AT, activity=plan, reason="")


def test_what_was_held_cannot_be_cancelled(cast):
    activity = an_activity(cast)

    with pytest.raises(ValidationError, match="「実施」の記録は「中止」にできません"):
        cancel(by=cast.ishida, at=AT, activity=activity, reason="荒天")


def test_a_cancelled_plan_may_be_taken_up_again(cast):
    plan = an_activity(cast, happening=Happening.PLANNED)
    cancel(by=cast.ishida, at=AT, activity=plan, reason="荒天")

    again = take_up_again(by=cast.ishida, at=AT, activity=plan)

    assert again.happening == Happening.PLANNED
    assert Activity.objects.planned().count() == 1


def test_a_to_do_is_put_off_and_done(cast):
    todo = add_todo(by=cast.ishida, at=AT, wording="名簿を送る", due_on=date(2022, 10, 4))

    postpone_todo(by=cast.ishida, at=AT, todo=todo, to=date(2022, 10, 11))
    finish_todo(by=cast.ishida, at=AT, todo=todo)

    assert not Todo.objects.open().exists()
    assert Todo.objects.get().times_postponed == 1


def test_done_twice_is_done_once_and_a_slip_is_taken_back(cast):
    todo = add_todo(by=cast.ishida, at=AT, wording="名簿を送る")
    for by in (cast.ishida, cast.aoki):
        finish_todo(by=by, at=AT, todo=todo)
    done_by = Todo.objects.get().done_by_name

    undo_todo(by=cast.aoki, at=AT, todo=todo)

    told = Event.objects.filter(what__startswith="activities.todo_").order_by("number")
    assert done_by == "石田（第1包括）"
    assert (Todo.objects.get().done_at, Todo.objects.get().done_by_name) == (None, "")
    assert [event.what.rpartition("_")[2] for event in told] == ["added", "done", "undone"]


def test_a_to_do_cannot_be_put_off_into_the_past(cast):
    todo = add_todo(by=cast.ishida, at=AT, wording="名簿を送る")

    with pytest.raises(ValidationError, match="前の日"):
        postpone_todo(by=cast.ishida, at=AT, todo=todo, to=date(2022, 10, 1))
