"""The to-do list: what was promised, by when, and that it was done."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from sasaeai.activities.models import Todo
from sasaeai.history import actions as history
from sasaeai.people.models import Post, User


@transaction.atomic
def add_todo(
    *, by: User, at: datetime, wording: str, due_on: date | None = None, post: Post | None = None
) -> Todo:
    """Something to be done that comes from no activity.

    :raises ValidationError: field → words
    """
    todo = Todo(
        town_id=history.town_of(by),
        post=post,
        wording=wording.strip(),
        due_on=due_on,
        written_by=by,
        written_by_key=by.doer_key,
    )
    todo.full_clean()
    todo.save()
    history.note(
        by=by,
        at=at,
        what="activities.todo_added",
        about=todo,
        after={"次にすること": todo.wording, "いつまでに": due_on},
    )
    return todo


@transaction.atomic
def finish_todo(*, by: User, at: datetime, todo: Todo) -> Todo:
    """It is done."""
    if todo.done_at is None:
        todo.done_at, todo.done_by_name = at, by.doer_name[:120]
        todo.save(update_fields=["done_at", "done_by_name"])
        history.note(by=by, at=at, what="activities.todo_done", about=todo)
    return todo


@transaction.atomic
def undo_todo(*, by: User, at: datetime, todo: Todo) -> Todo:
    """It was marked as done by mistake."""
    todo.done_at, todo.done_by_name = None, ""
    todo.save(update_fields=["done_at", "done_by_name"])
    history.note(by=by, at=at, what="activities.todo_undone", about=todo)
    return todo


@transaction.atomic
def postpone_todo(*, by: User, at: datetime, todo: Todo, to: date) -> Todo:
    """It is put off to another day.

    :raises ValidationError: if the day has passed
    """
    if to < timezone.localdate(at):
        raise ValidationError({"due_on": "きょうより前の日にはのばせません。"})
    before, todo.due_on = todo.due_on, to
    todo.times_postponed += 1
    todo.save(update_fields=["due_on", "times_postponed"])
    history.note(
        by=by,
        at=at,
        what="activities.todo_postponed",
        about=todo,
        before={"いつまでに": before},
        after={"いつまでに": to},
    )
    return todo
