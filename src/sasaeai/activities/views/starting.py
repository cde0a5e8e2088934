"""From what a new entry starts: the defaults, the last entry, a template, a draft, a plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from django.shortcuts import get_object_or_404

from sasaeai.activities.actions.entry import entry_of
from sasaeai.activities.forms import typed_of
from sasaeai.activities.forms.entry import Typed
from sasaeai.activities.models import Draft, EntryTemplate
from sasaeai.activities.queries.choices import default_area
from sasaeai.activities.queries.own import has_written, last_entry_of, latest_draft_of, templates_of
from sasaeai.activities.rules import Happening
from sasaeai.activities.views.found import activity_of, whole_number
from sasaeai.people.queries import main_post_of
from sasaeai.people.requests import SignedInRequest


@dataclass(frozen=True)
class Start:
    """What stands in the form at first, and what else could be started from."""

    typed: Typed
    note: str = ""
    templates: list[EntryTemplate] = field(default_factory=list)
    has_last: bool = False
    waiting: Draft | None = None


def starting_point(request: SignedInRequest, today: date) -> Start:
    """The address says it: `draft`, `template`, `like`, `last`; else the defaults."""
    draft, template = whole_number(request, "draft"), whole_number(request, "template")
    like = whole_number(request, "like")
    if draft is not None:
        found = get_object_or_404(Draft, pk=draft, user=request.user, about="")
        typed = dict(found.typed) | {"draft": [str(found.pk)]}
        return Start(typed, note="下書きのつづきです。")
    if template is not None:
        chosen = get_object_or_404(EntryTemplate, pk=template, user=request.user)
        return Start(dict(chosen.typed) | {"on": [today.isoformat()]}, f"ひな型「{chosen.name}」")
    if like is not None or "last" in request.GET:
        return _copy(request, like, today)
    return Start(
        _defaults(request, today),
        templates=templates_of(request.user),
        has_last=has_written(request.user),
        waiting=latest_draft_of(request.user),
    )


def _copy(request: SignedInRequest, like: int | None, today: date) -> Start:
    """前回と同じ: everything but the day, the counts' result and the next step."""
    last = activity_of(request, like) if like is not None else last_entry_of(request.user)
    if last is None:
        return Start(_defaults(request, today), note="前回の記録はまだありません。")
    entry = replace(
        entry_of(last),
        on=today,
        happening=Happening.HELD,
        happening_reason="",
        next_step="",
        due_on=None,
        is_issue=False,
        issue_text="",
        proposal_text="",
        result_text="",
    )
    note = f"{last.on.month}月{last.on.day}日「{last.heading}」と同じ内容です。ちがうところだけ直してください。"
    return Start(typed_of(entry), note)


def _defaults(request: SignedInRequest, today: date) -> Typed:
    post = main_post_of(request.user, today)
    area = default_area(post)
    given = request.GET
    typed = {
        "on": [given.get("on") or today.isoformat()],
        "happening": [given.get("happening") or Happening.HELD],
        "post": [str(post.pk)] if post else [],
        "area": [str(area)] if area else [],
        "links": given.getlist("link"),
        "origin": given.getlist("origin")[:1],
    }
    return typed | {name: given.getlist(name) for name in ("title", "wording", "partners")}
