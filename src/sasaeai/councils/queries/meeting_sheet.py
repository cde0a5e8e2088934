"""会議の一覧 as a file: the same columns as the import reads, so that what goes out comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, time

from sasaeai.councils.importing.blocks import as_blocks
from sasaeai.councils.importing.meeting_heads import CAME, NAMES
from sasaeai.councils.importing.meeting_rows import ALL_TALK
from sasaeai.councils.models import Attendance, Meeting, MeetingTask, Participant
from sasaeai.councils.rules.meetings import TOOK_PART, MeetingState
from sasaeai.documents.report import ListValue
from sasaeai.people.rules import match_key
from sasaeai.towns.viewer import Viewer

HEADS = tuple(NAMES.values())
WIDE = {"council": 26, "topics": 40, "digest": 50, "decisions": 40, "tasks": 40, "present": 40}
WIDTHS = tuple(WIDE.get(name, 14) for name in NAMES)


def meeting_sheet(
    viewer: Viewer, *, first: date | None = None, last: date | None = None
) -> Iterator[list[ListValue]]:
    """One row a meeting, the oldest first; office notes and full minutes stay inside (ten queries)."""
    seen = Meeting.objects.visible_to(viewer).in_period(first, last)
    parts = seen.select_related("council", "area").prefetch_related(
        "posts", "items", "tasks__post", "attendances__participant__body"
    )
    people = Participant.objects.filter(town=viewer.town_id).values_list("name", flat=True)
    twins = Counter(match_key(name) for name in people)
    for one in parts.order_by("on", "starts_at", "council__name", "pk"):
        told = _told(one, twins)
        yield [told.get(name) for name in NAMES]


def _told(one: Meeting, twins: Counter[str]) -> dict[str, ListValue]:
    lines = list(one.attendances.all())
    came = sum(line.took in TOOK_PART for line in lines)
    held = one.state == MeetingState.HELD
    items, posts = list(one.items.all()), "、".join(p.name for p in one.posts.all())
    return {
        "council": one.council.name,
        "on": one.on,
        "starts_at": _hour(one.starts_at),
        "ends_at": _hour(one.ends_at),
        "state": one.get_state_display(),
        "reason": ""
        if one.state in (MeetingState.HELD, MeetingState.PLANNED)
        else one.state_reason,
        "nth": one.number,
        "title": one.title,
        "mode": one.get_mode_display(),
        "place": one.place,
        "area": one.area.name if one.area else "",
        "posts": posts or "なし",
        "people": came + one.others if held else None,
        "others": one.others if held else None,
        **{name: _names(lines, took, twins) for name, took in CAME.items()},
        "topics": as_blocks(i.title for i in items if i.title != ALL_TALK),
        "digest": as_blocks(_of_topic(i.title, i.digest) for i in items),
        "decisions": as_blocks(_of_topic(i.title, i.decision) for i in items),
        "tasks": as_blocks(_task(task) for task in one.tasks.all()),
        "summary": one.summary,
        "next_on": one.next_on,
    }


def _hour(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment else ""


def _names(lines: list[Attendance], took: str, twins: Counter[str]) -> str:
    found = []
    for line in (one for one in lines if one.took == took):
        person = line.participant
        double = twins[match_key(person.name)] > 1 and person.belongs_to
        name = f"{person.name}（{person.belongs_to}）" if double else person.name
        found.append(f"{name}→{line.substitute_name}" if line.substitute_name else name)
    return "、".join(found)


def _of_topic(title: str, text: str) -> str:
    if not text:
        return ""
    return text if title == ALL_TALK else f"{title}：{text}"


def _task(task: MeetingTask) -> str:
    due = f"、{task.due_on:%Y-%m-%d}まで" if task.due_on else ""
    done = f"、済 {task.done_on:%Y-%m-%d}" if task.done_on else ""
    return f"{task.wording}（{task.owner}{due}{done}）"
