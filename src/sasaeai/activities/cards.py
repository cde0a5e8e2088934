"""今日: the parts that this capability brings to the start page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django.http import HttpRequest

from sasaeai.activities.queries import start
from sasaeai.activities.queries.own import drafts_of, has_written
from sasaeai.people.models import Post, User
from sasaeai.people.queries import posts_of
from sasaeai.towns import clock


def record_card(request: HttpRequest) -> dict[str, Any]:
    """記録する, 前回と同じ, and what was left half written."""
    user = cast("User", request.user)
    return {"drafts": drafts_of(user), "last": has_written(user)}


def plans_card(request: HttpRequest) -> dict[str, Any] | None:
    """予定: what comes in a week, and what was never marked."""
    user, posts = _who(request)
    today = clock.today()
    plans = start.plans_of(user, posts, today) if posts else []
    if not plans:
        return None
    return {"plans": plans, "today": today}


def todos_card(request: HttpRequest) -> dict[str, Any] | None:
    """やること: how many are late, the next three, and whatever is due today."""
    user, posts = _who(request)
    today = clock.today()
    todos = start.todos_of(user, posts)
    week = today + timedelta(days=7)
    return {
        "todos": [*todos[:3], *(todo for todo in todos[3:] if todo.due_on == today)],
        "total": len(todos),
        "late": sum(1 for t in todos if t.due_on and t.due_on < today),
        "this_week": sum(1 for t in todos if t.due_on and today <= t.due_on <= week),
        "today": today,
    }


def recent_card(request: HttpRequest) -> dict[str, Any] | None:
    """最近の記録 and 今月の自分."""
    user, posts = _who(request)
    if not posts:
        return None
    today = clock.today()
    return {
        "recent": start.recent_of(user, posts),
        "month": start.own_month(posts, today),
        "today": today,
    }


def _who(request: HttpRequest) -> tuple[User, list[Post]]:
    """The person and the posts held today, looked up once a request."""
    user = cast("User", request.user)
    held: list[Post] | None = getattr(request, "_own_posts", None)
    if held is None:
        held = posts_of(user, clock.today())
        request._own_posts = held  # type: ignore[attr-defined]
    return user, held
