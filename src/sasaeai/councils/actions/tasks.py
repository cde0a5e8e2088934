"""用件: who does what until when; a coordinator's is one of their やること as well."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from sasaeai.activities.actions import add_todo, finish_todo, undo_todo
from sasaeai.councils.models import AgendaItem, Meeting, MeetingTask
from sasaeai.history import actions as history
from sasaeai.people.models import Post, User
from sasaeai.towns.viewer import Doer


@transaction.atomic
def add_task(
    *,
    by: Doer,
    at: datetime,
    meeting: Meeting,
    wording: str,
    owner_name: str = "",
    post: Post | None = None,
    due_on: date | None = None,
    item: AgendaItem | None = None,
) -> MeetingTask:
    """Something that the meeting decided somebody will do.

    :param post: a coordinator does it: it stands on their list as well
    :raises ValidationError: without an owner; by field, in the reader's words
    """
    if not owner_name.strip() and post is None:
        raise ValidationError({"owner_name": "だれがするかを書くか、担当の職を選んでください。"})
    if post is not None and post.town_id != meeting.council.town_id:
        raise ValidationError({"post": "この町の職から選んでください。"})
    task = MeetingTask(
        meeting=meeting,
        item=item,
        wording=wording.strip(),
        owner_name=owner_name.strip(),
        post=post,
        due_on=due_on,
    )
    task.full_clean(validate_constraints=False)
    if post is not None and isinstance(by, User):
        words = f"{task.wording}（{meeting.council.name}）"[:200]
        task.todo = add_todo(by=by, at=at, wording=words, due_on=due_on, post=post)
    task.save()
    after = {"すること": task.wording, "だれが": task.owner, "いつまでに": due_on}
    history.note(by=by, at=at, what="councils.task_added", about=meeting, after=after)
    return task


@transaction.atomic
def finish_task(
    *,
    by: Doer,
    at: datetime,
    task: MeetingTask,
    done: bool,
    result: str = "",
    on: date | None = None,
) -> MeetingTask:
    """It is done (or was marked so by mistake); the coordinator's list says the same.

    :param on: the day it was done, where that was not today
    """
    task.done_on = (on or timezone.localdate(at)) if done else None
    task.result = result.strip() if done else ""
    task.save(update_fields=["done_on", "result"])
    if task.todo is not None and isinstance(by, User):
        (finish_todo if done else undo_todo)(by=by, at=at, todo=task.todo)
    what = "councils.task_done" if done else "councils.task_undone"
    after = {"すること": task.wording, "どうなったか": task.result}
    history.note(by=by, at=at, what=what, about=task.meeting, after=after)
    return task
