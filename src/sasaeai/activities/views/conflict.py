"""Two people wrote at once: both texts side by side, nothing lost."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from sasaeai.activities.actions import content_of, entry_of
from sasaeai.activities.forms import EntryForm, typed_of
from sasaeai.activities.models import Activity
from sasaeai.people.requests import SignedInRequest


def conflict_page(request: SignedInRequest, form: EntryForm, current: Activity) -> HttpResponse:
    """What stands now beside what was typed; each can be kept, or both merged by hand."""
    mine, now = content_of(form.entry()), content_of(entry_of(current))
    lines: list[dict[str, Any]] = [
        {"label": label, "now": _text(now[label]), "mine": _text(mine[label])}
        for label in mine
        if now[label] != mine[label]
    ]
    typed = typed_of(form.entry()) | {"version": [str(current.version)]}
    hidden = [(name, value) for name, values in typed.items() for value in values]
    known = {"activity": current, "lines": lines, "hidden": hidden}
    return render(request, "activities/conflict.html", known, status=409)


def _text(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value or "")
