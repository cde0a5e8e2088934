"""The auditor's list and the history of one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from sasaeai.history.forms import AskedForm
from sasaeai.history.models import Event, Kind
from sasaeai.history.queries import (
    differences_of,
    lines_about,
    lines_asked,
    page_of,
    sort_of,
)
from sasaeai.history.rules import text_pieces
from sasaeai.towns.viewer import Viewer
from sasaeai.ui import slots

CONTENTS = "history.contents"


@dataclass(frozen=True)
class Line:
    """One line of the list, in words."""

    number: str
    at: str
    by: str
    by_url: str
    kind: str
    deed: str
    about: str
    about_url: str
    more: str


def viewer_of(request: HttpRequest) -> Viewer:
    """The person; `needs(…)` has seen to it that there is one."""
    return request.user  # type: ignore[return-value]


def deeds() -> list[tuple[str, str]]:
    """Every deed by its code, in words, as the capabilities word them."""
    return [pair for words in slots.history_words.all() for pair in words.words.items()]


def form_of(request: HttpRequest) -> AskedForm:
    """The filters in the address."""
    town = viewer_of(request).town_id or 0
    people = [pair for doers in slots.history_doers.all() for pair in doers.choices(town)]
    return AskedForm(request.GET, people=people, deeds=deeds())


@require_GET
def lines(request: HttpRequest) -> HttpResponse:
    """履歴: who did and saw what, filtered by what stands in the address."""
    form = form_of(request)
    found = lines_asked(viewer_of(request), form.asked())
    page = page_of(found, before=_number(request, "before"), after=_number(request, "after"))
    known = {
        "form": form,
        "page": page,
        "lines": listed(request, page.lines),
        "may_review": viewer_of(request).may("history.review"),
        "may_export": viewer_of(request).may("history.export"),
    }
    return render(request, "history/lines.html", known)


def _number(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    return int(given) if given.isdigit() and len(given) < 18 else None


def listed(request: HttpRequest, found: list[Event]) -> list[Line]:
    """Lines as the list shows them."""
    words, kinds, here = dict(deeds()), dict(Kind.choices), reverse("history:lines")
    by = {key: _of_person(request, key) for key in {event.by_key for event in found}}
    return [
        Line(
            number=str(event.number),
            at=f"{(at := localtime(event.at)).year}/{at.month}/{at.day} {at:%H:%M:%S}",
            by=event.by_name,
            by_url=by[event.by_key],
            kind=str(kinds.get(event.kind, event.kind)),
            deed=words.get(event.what, event.what),
            about=event.about_label or event.about,
            about_url=f"{here}record/{quote(event.about, safe=':')}/" if event.about else "",
            more=_more_of(event),
        )
        for event in found
    ]


def _of_person(request: HttpRequest, key: str) -> str:
    """The same list, of one person only."""
    asked = request.GET.copy()
    asked["person"] = key
    for turned in ("before", "after"):
        asked.pop(turned, None)
    return f"?{asked.urlencode()}"


def _more_of(event: Event) -> str:
    """How many records went out, and why somebody looked outside of their own work."""
    told = event.after if isinstance(event.after, dict) else {}
    count, reason = told.get("count"), told.get("reason")
    counted = f"（{count}件）" if event.kind != Kind.DEED and count is not None else ""
    return f"{counted}　理由：{reason}" if reason else counted


def worded(found: list[Event]) -> list[dict[str, Any]]:
    """Lines with their deed in words."""
    words = dict(deeds())
    return [{"event": event, "deed": words.get(event.what, event.what)} for event in found]


def record(request: HttpRequest, about: str) -> HttpResponse:
    """変更の履歴 of one record, for those who may see the record and for the auditor."""
    viewer = viewer_of(request)
    url = address_of(request, about)
    if url is None and not viewer.may("history.see"):
        raise Http404
    found = lines_about(viewer.town_id, about)
    if not viewer.may("history.see"):
        found = found.filter(kind=Kind.DEED)
    shown = list(found[:200])
    if not shown and url is None:
        raise Http404
    known: dict[str, Any] = {
        "about": about,
        "label": shown[0].about_label if shown else "",
        "sort": sort_of(about),
        "url": url,
        "lines": worded(shown),
        "may_read": url is not None or viewer.may(CONTENTS),
    }
    return render(request, "history/record.html", known | _compared(request, known, shown))


def address_of(request: HttpRequest, about: str) -> str | None:
    """The page of a record, if the person may see it."""
    sort, _, key = about.partition(":")
    link = slots.record_links.entries.get(sort)
    return link.url(request, int(key)) if link is not None and key.isdigit() else None


def _compared(request: HttpRequest, known: dict[str, Any], shown: list[Event]) -> dict[str, Any]:
    """Differences between two points, and those of each line."""
    if not known["may_read"]:
        return {"points": []}
    changes = [event for event in reversed(shown) if event.kind == Kind.DEED]
    for line in known["lines"]:
        event = line["event"]
        line["differences"] = _pieced([event]) if event.kind == Kind.DEED else []
    first, last = _number(request, "first"), _number(request, "last")
    if first is None or last is None:
        return {"points": changes}
    first, last = min(first, last), max(first, last)
    between = [event for event in changes if first < event.number <= last]
    return {"points": changes, "first": first, "last": last, "between": _pieced(between)}


def _pieced(events: list[Event]) -> list[dict[str, Any]]:
    return [
        {"difference": d, "pieces": text_pieces(d.before, d.after) if _is_text(d) else None}
        for d in differences_of(events)
    ]


def _is_text(difference: Any) -> bool:
    return min(len(difference.before), len(difference.after)) > 12
