"""今日: what of the troubles waits for the person."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest

from sasaeai.needs.queries.waiting import waiting_for
from sasaeai.people.models import User
from sasaeai.towns import clock


def needs_card(request: HttpRequest) -> dict[str, Any] | None:
    """困りごと: received and not begun, without a reply, not classified; the three that wait longest."""
    user = cast("User", request.user)
    waiting = waiting_for(user, clock.today())
    may_record = user.may("needs.record")
    return {"waiting": waiting, "may_record": may_record} if waiting.any or may_record else None
