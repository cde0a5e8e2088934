"""Reading issues: the list, the board, what waits, one issue, areas × categories, the figures."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from sasaeai.councils.issues.asked import asked_filter, asked_level, asked_period, levels_of
from sasaeai.councils.issues.forms import TellForm, moves_of
from sasaeai.councils.models import Council, Issue
from sasaeai.councils.queries import issue_figures as figures
from sasaeai.councils.queries.matrix import matrix
from sasaeai.councils.queries.raising import (
    board,
    heard,
    issues_found,
    open_issues,
    overdue,
    settings_of,
    stage_counts,
    steps_of,
    tellings_due,
    waits,
    waits_of,
)
from sasaeai.councils.rules.raising import Stage, move_name
from sasaeai.people.requests import SignedInRequest
from sasaeai.places.queries import area_choices
from sasaeai.towns import clock
from sasaeai.ui import slots
from sasaeai.vocabulary.models import Term

RECORD = "councils.record"
MOST_TOLD = 50


def mays(request: SignedInRequest) -> dict[str, bool]:
    """What the person may do with issues."""
    may = request.user.may
    return {
        "record": may(RECORD),
        "settings": may("councils.settings"),
        "imports": may("councils.import"),
    }


def issue_of(request: SignedInRequest, pk: int) -> Issue:
    """The issue, if it is of the person's town; 404 otherwise."""
    mine = Issue.objects.visible_to(request.user).with_parts()
    return get_object_or_404(mine, pk=pk)


def issue_to_write(request: SignedInRequest, pk: int) -> Issue:
    """The issue, if the person writes its trail; 404 otherwise."""
    return get_object_or_404(Issue.objects.workable_by(request.user).with_parts(), pk=pk)


@require_GET
def issue_list(request: SignedInRequest) -> HttpResponse:
    """課題の一覧."""
    today, town = clock.today(), request.user.town_id
    found = issues_found(request.user, asked_filter(request), today=today)
    known: dict[str, Any] = {
        "page": Paginator(found, 50).get_page(request.GET.get("page")),
        "asked": request.GET,
        "stages": Stage.choices,
        "counts": stage_counts(request.user),
        "areas": area_choices(town, on=today),
        "categories": Term.objects.of(town, "need-kind"),
        "councils": Council.objects.visible_to(request.user),
        "may": mays(request),
    }
    return render(request, "councils/issues/list.html", known)


@require_GET
def issue_board(request: SignedInRequest) -> HttpResponse:
    """どこにあるか: open issues by stage."""
    columns = board(request.user, today=clock.today())
    return render(request, "councils/issues/board.html", {"columns": columns, "may": mays(request)})


@require_GET
def issue_waiting(request: SignedInRequest) -> HttpResponse:
    """待っている課題 and answers that were not told: the same page for those below and those above."""
    settings = settings_of(request.user.town_id)
    today = clock.today()
    due = tellings_due(request.user)
    page = Paginator(open_issues(request.user).with_parts(), 50).get_page(request.GET.get("page"))
    known = {
        "page": page,
        "lines": waits_of(page.object_list, town_id=request.user.town_id, today=today),
        "tellings": overdue(due[:MOST_TOLD], days=settings.tell_days, today=today),
        "to_tell": due.count(),
        "settings": settings,
        "may": mays(request),
    }
    return render(request, "councils/issues/waiting.html", known)


@require_GET
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """One issue: the spine from those who told it to the answer."""
    one = issue_of(request, pk)
    today = clock.today()
    workable = request.user.may(RECORD) and Issue.objects.workable_by(request.user).filter(pk=pk)
    own = bool(workable and workable.exists())
    told = heard(request.user, one)
    known = {
        "issue": one,
        "heard": told,
        "steps": steps_of(one),
        "waits": waits(one, today=today),
        "tellings": one.tellings.select_related("answer", "council", "post"),
        "tell": TellForm(initial={"on": today}),
        "own": own,
        "joined": one.joined.select_related("category").prefetch_related("areas"),
        "goals": one.goals.select_related("plan"),
        "move_words": [
            (move.value, move_name(move, one.place, one.levels))
            for move in (moves_of(one, request.user) if own else ())
        ],
        "told_lines": _needs_lines(request, [line.need_id for line in told.seen]),
        "may": mays(request),
    }
    return render(request, "councils/issues/issue.html", known)


def _needs_lines(request: SignedInRequest, keys: list[int]) -> list[slots.SearchLine]:
    """The pages of the troubles, as their own capability words them."""
    link = slots.record_links.entries.get("needs.Need")
    return list(link.lines(request, keys)) if link is not None and link.lines is not None else []


@require_GET
def area_matrix(request: SignedInRequest) -> HttpResponse:
    """区域×分類: what several areas share, what nobody answers (H3)."""
    first, last = asked_period(request)
    levels = levels_of(request)
    level = asked_level(request, levels)
    settings = settings_of(request.user.town_id)
    known: dict[str, Any] = {"levels": levels, "first": first, "last": last, "may": mays(request)}
    if level is not None:
        known["found"] = matrix(
            request.user, level=level, first=first, last=last, common=settings.common_areas
        )
    return render(request, "councils/issues/matrix.html", known)


@require_GET
def issue_figures(request: SignedInRequest) -> HttpResponse:
    """課題のまとめ: the rate, the days, the topics by area."""
    first, last = asked_period(request)
    levels = levels_of(request)
    level = asked_level(request, levels)
    known: dict[str, Any] = {
        "first": first,
        "last": last,
        "year": figures.year_figures(request.user, first=first, last=last),
        "days": figures.stage_days(request.user, first=first, last=last),
        "levels": levels,
        "level": level,
        "may": mays(request),
    }
    if level is not None:
        known["topics"] = figures.topics_by_area(request.user, level=level, first=first, last=last)
    return render(request, "councils/issues/figures.html", known)
