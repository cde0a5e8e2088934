"""月の締め: what is missing by area, closing, reopening with a reason; and the load of each post."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sasaeai.activities import actions
from sasaeai.activities.models import ClosingStep, MonthClosing
from sasaeai.activities.queries.load import loads, months_between
from sasaeai.activities.queries.months import month_lines, whole_closing
from sasaeai.activities.rules import last_month, month_of, next_month
from sasaeai.activities.views.found import words_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.people.rules import fiscal_year_of
from sasaeai.places.models import Area
from sasaeai.towns import clock
from sasaeai.towns.rules import Tier

LOG_LINES = 50


@require_GET
def closings(request: SignedInRequest) -> HttpResponse:
    """The month by area: last month until told otherwise (`?month=2022-10`)."""
    today = clock.today()
    month = _month(request.GET.get("month", "")) or last_month(month_of(today))
    steps = ClosingStep.objects.filter(closing__town=request.user.town_id, closing__month=month)
    known = {
        "month": month,
        "before": last_month(month),
        "after": next_month(month),
        "last": next_month(month) - timedelta(days=1),
        "lines": month_lines(request.user, month, today),
        "whole": whole_closing(request.user, month),
        "steps": steps.select_related("closing__area")[:LOG_LINES],
        "may_close": request.user.may("activities.close"),
        "may_reopen": request.user.may("activities.reopen"),
    }
    return render(request, "activities/closings.html", known)


@require_POST
def close(request: SignedInRequest) -> HttpResponse:
    """締める: a month of an area and tier, or of everything."""
    month, given = _month(request.POST.get("month", "")), request.POST
    if month is None:
        messages.error(request, "締める月を選んでください。")
        return redirect("activities:closings")
    area = None
    if given.get("area", "").isdecimal():
        area = get_object_or_404(Area.objects.visible_to(request.user), pk=int(given["area"]))
    tier = given.get("tier", "") if given.get("tier", "") in Tier.values else ""
    try:
        closing = actions.close_month(
            by=request.user, at=clock.now(), month=month, area=area, tier=tier
        )
        messages.success(request, f"「{closing}」を締めました。")
    except ValidationError as refused:
        messages.error(request, words_of(refused))
    return redirect(f"{reverse('activities:closings')}?month={month:%Y-%m}")


@require_POST
def reopen(request: SignedInRequest) -> HttpResponse:
    """再開する: with a reason that stays in the log."""
    key = request.POST.get("key", "")
    mine = MonthClosing.objects.filter(town=request.user.town_id)
    closing = mine.filter(pk=int(key) if key.isdecimal() else 0).first()
    if closing is None:
        messages.error(request, "再開する締めを選んでください。")
        return redirect("activities:closings")
    reason = request.POST.get("reason", "")
    try:
        actions.reopen_month(by=request.user, at=clock.now(), closing=closing, reason=reason)
        messages.success(
            request, f"「{closing}」を再開しました。直し終えたら、もう一度締めてください。"
        )
    except ValidationError as refused:
        messages.error(request, words_of(refused))
    return redirect(f"{reverse('activities:closings')}?month={closing.month:%Y-%m}")


@require_GET
def load(request: SignedInRequest) -> HttpResponse:
    """担当ごとの活動量 of a fiscal year, until today."""
    today = clock.today()
    asked = request.GET.get("year", "")
    this_year = fiscal_year_of(today)
    year = int(asked) if asked.isdecimal() and 1990 <= int(asked) <= this_year else this_year
    first, last = date(year, 4, 1), min(date(year + 1, 3, 31), today)
    months = months_between(first, last)
    lines = loads(request.user, first, last)
    known = {
        "year": year,
        "years": range(this_year, this_year - 6, -1),
        "months": months,
        "lines": [(line, line.months(months)) for line in lines],
        "as_of": last,
    }
    return render(request, "activities/load.html", known)


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return None
