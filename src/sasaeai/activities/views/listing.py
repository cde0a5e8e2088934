"""一覧: what was done, filtered; the filters in words; named filters."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import localize
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_POST

from sasaeai.activities import actions
from sasaeai.activities.models import Activity
from sasaeai.activities.queries import filters
from sasaeai.activities.queries.asked import ORDERS, asked_of, wanted_by
from sasaeai.activities.queries.columns import COLUMNS, Column, chosen_columns
from sasaeai.activities.queries.listing import page_of, summary_of
from sasaeai.activities.rules import Happening
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock

DEEDS = ("record", "bulk", "export", "import")
PEOPLE = mark_safe('<span class="unit">人</span>')
MARK = '<input type="checkbox" name="chosen" value="{key}" aria-label="{day} {heading}に印">'
TICK = f'<td class="tick no-print">{MARK}</td>'
DAY = '<td class="day"><span class="year">{year}/</span>{day}</td>'
HEAD = '<td class="head"><a href="{url}">{heading}</a>{state}</td>'


class Writer:
    """Writes the rows of a list: the marks around the cells once, what differs by row for each row.

    A row through the template language costs four times as much, and a list has fifty.
    """

    def __init__(self, columns: list[Column], *, choosable: bool) -> None:
        self._columns = columns
        self._here = reverse("activities:list")
        self._row = f"<tr>{TICK if choosable else ''}{DAY}{HEAD}{''.join(map(_cell, columns))}</tr>"

    def row(self, activity: Activity) -> SafeString:
        """One `<tr>`: the mark to choose it by, the day, the heading with its state, the cells."""
        on = activity.on
        row = self._row.format(
            *(_said(activity, column) for column in self._columns),
            key=activity.pk,
            year=on.year,
            day=f"{on.month}/{on.day}（{'月火水木金土日'[on.weekday()]}）",
            url=f"{self._here}{activity.pk}/",
            heading=escape(activity.heading),
            state=_state(activity),
        )
        return mark_safe(row)  # noqa: S308 what was written by people is escaped, here and in `_said`


def _cell(column: Column) -> SafeString:
    """The cell of a column, open for what it says."""
    css = f"{'number' if column.number else 'c-' + column.key}{'' if column.on_phone else ' not-phone'}"
    return mark_safe(f'<td class="{css}">{{}}</td>')  # noqa: S308 the columns are our own


def _said(activity: Activity, column: Column) -> str:
    """The words of a cell, escaped."""
    value = column.said(activity)
    if value is None or (column.number and not value):
        return ""
    said = escape(str(localize(value)))
    return said + PEOPLE if column.key == "people" else said


def _state(activity: Activity) -> str:
    held = activity.happening == Happening.HELD
    return "" if held else _state_said(activity.happening, activity.happening_reason)


@lru_cache(maxsize=64)
def _state_said(happening: str, reason: str) -> SafeString:
    """The mark of what was not held; half a page of plans has the same one."""
    activity = {"happening": happening, "happening_reason": reason}
    return mark_safe(" " + render_to_string("activities/_state.html", {"activity": activity}))  # noqa: S308


@require_GET
def activity_list(request: SignedInRequest) -> HttpResponse:
    """記録の一覧, newest first unless asked otherwise."""
    asked, given = asked_of(request.GET), request.GET
    columns = chosen_columns(given.getlist("col"))
    wanted = wanted_by(request.user, asked)
    summary = summary_of(request.user, asked, wanted.found)
    page = page_of(
        request.user, wanted, columns=columns, number=given.get("page"), count=summary.count
    )
    shown = [c for c in columns if c.key not in ("on", "heading")]
    may = {deed: request.user.may(f"activities.{deed}") for deed in DEEDS}
    writer = Writer(shown, choosable=may["bulk"])
    known = {
        "asked": asked,
        "summary": summary,
        "page": page,
        "columns": shown,
        "rows": [writer.row(activity) for activity in page],
        "chips": filters.chips_of(request.user, asked),
        "saved": filters.saved_filters(request.user),
        "periods": [
            (label, f"first={f}&last={t}") for label, f, t in filters.periods(clock.today())
        ],
        "orders": [(code, label) for code, (label, _) in ORDERS.items()],
        "query": given.urlencode(),
        "asked_fields": _fields(asked.query()),
        "may": may,
        "as_of": clock.now(),
    }
    return render(request, "activities/list.html", known)


@require_GET
def activity_filters(request: SignedInRequest) -> HttpResponse:
    """しぼりこむ: a page of its own, or the part that opens above the list."""
    chosen = {c.key for c in chosen_columns(request.GET.getlist("col"))}
    choices = filters.filter_choices(request.user, clock.today())
    known: dict[str, Any] = {
        "asked": asked_of(request.GET),
        "choices": choices,
        "all_columns": [(c, c.key in chosen) for c in COLUMNS],
        "orders": [(code, label) for code, (label, _) in ORDERS.items()],
    }
    part = "activities/_filters.html" if request.headers.get("HX-Request") else None
    return render(request, part or "activities/filters.html", known)


@require_POST
def filter_save(request: SignedInRequest) -> HttpResponse:
    """The filters in use become a named one."""
    name = request.POST.get("name", "").strip()[:40]
    query = QueryDict(request.POST.get("query", "")[:1000])
    kept = "&".join(part for part in (asked_of(query).query(), _columns(query)) if part)
    if name:
        actions.keep_filter(by=request.user, at=clock.now(), name=name, query=kept)
        messages.success(request, f"しぼりこみ「{name}」を残しました。")
    else:
        messages.error(request, "しぼりこみの名前を入れてください。")
    return redirect(f"{reverse('activities:list')}?{kept}")


@require_POST
def filter_drop(request: SignedInRequest) -> HttpResponse:
    """A named filter is not wanted any more (pressing twice is harmless)."""
    key = request.POST.get("key", "")
    for mine in filters.saved_filters(request.user):
        if str(mine.pk) == key:
            actions.drop_filter(by=request.user, at=clock.now(), saved=mine)
            messages.success(request, f"しぼりこみ「{mine.name}」を消しました。")
    return redirect("activities:list")


def _fields(query: str) -> list[tuple[str, str]]:
    """The filters as hidden fields, so that deeds below the list know what it shows."""
    given = QueryDict(query)
    return [(name, str(value)) for name, values in given.lists() for value in values]


def _columns(query: QueryDict) -> str:
    only = QueryDict(mutable=True)
    only.setlist("col", query.getlist("col"))
    return only.urlencode()
