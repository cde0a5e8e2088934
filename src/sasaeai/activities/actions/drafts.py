"""Drafts and templates: what was typed, kept as it was typed.

A draft is saved every few seconds while somebody writes, so it leaves no line of history; the record made
from it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sasaeai.activities.models import Activity, Draft
from sasaeai.history.actions import key_of
from sasaeai.people.models import User

Typed = Mapping[str, list[str]]

NOT_KEPT = frozenset(
    {"csrfmiddlewaretoken", "draft", "keeper", "do", "q", "link_q", "photos", "about"}
)
SAYS_NOTHING = frozenset({"on", "post", "tier", "area", "happening", "version"})
MOST_DRAFTS = 30


def says_something(typed: Typed) -> bool:
    """Whether more than the defaults were filled in."""
    return any(
        any(v.strip() for v in values)
        for name, values in typed.items()
        if name not in SAYS_NOTHING and not name.endswith(("-unit", "-kind"))
    )


def keep_draft(
    *,
    by: User,
    at: datetime,
    typed: Typed,
    draft_id: int | None = None,
    about: Activity | None = None,
) -> Draft | None:
    """Keep what was typed: in the given draft, in the one of the record being mended, or in a new one.

    :returns: the draft, or None when nothing worth keeping was typed
    """
    kept = {
        k: list(v) for k, v in typed.items() if k not in NOT_KEPT and not k.startswith("quick-")
    }
    mine = Draft.objects.filter(user=by)
    draft = (
        mine.filter(about=key_of(about)).first() if about else mine.filter(pk=draft_id or 0).first()
    )
    if draft is None and not says_something(kept):
        return None
    draft = draft or Draft(user=by, about=key_of(about))
    draft.typed, draft.saved_at, draft.on = kept, at, _day(kept)
    draft.save()
    _drop_oldest(by)
    return draft


def drop_draft(
    *, by: User, at: datetime, draft_id: int | None = None, about: Activity | None = None
) -> None:
    """The draft became a record, or is not wanted any more. What was typed after `at` stays."""
    mine = Draft.objects.filter(user=by, saved_at__lte=at)
    if about is not None:
        mine.filter(about=key_of(about)).delete()
    elif draft_id is not None:
        mine.filter(pk=draft_id).delete()


def _drop_oldest(by: User) -> None:
    old = Draft.objects.filter(user=by).order_by("-saved_at", "-id")[MOST_DRAFTS:]
    Draft.objects.filter(pk__in=[d.pk for d in old]).delete()


def _day(typed: Typed) -> date | None:
    try:
        return date.fromisoformat((typed.get("on") or [""])[0])
    except ValueError:
        return None
