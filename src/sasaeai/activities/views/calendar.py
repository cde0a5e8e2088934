"""カレンダー: month and week, and one's plans as a calendar file."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from sasaeai.activities.icalendar import calendar_text
from sasaeai.activities.models import Activity
from sasaeai.activities.queries.calendar import filled, month_weeks, week_of
from sasaeai.activities.rules import last_month, next_month
from sasaeai.people.queries import posts_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock

PLANNED_AHEAD = timedelta(days=366)
A_WEEK = timedelta(days=7)


@require_GET
def calendar(request: SignedInRequest) -> HttpResponse:
    """A month (`?day=2022-10-01`), or a week of it (`&view=week`); one's own posts or everything (`whose=all`)."""
    today = clock.today()
    day, is_week = _day(request.GET.get("day", ""), today), request.GET.get("view") == "week"
    whose = request.GET.get("whose", "")
    own = posts_of(request.user, today)
    posts = None if whose == "all" or not own else own
    weeks = [week_of(day)] if is_week else month_weeks(day)
    known = {
        "weeks": filled(
            request.user,
            weeks,
            month=None if is_week else day.month,
            posts=posts,
            most=30 if is_week else 6,
        ),
        "day": day,
        "today": today,
        "is_week": is_week,
        "whose": whose,
        "has_posts": bool(own),
        "before": day - A_WEEK if is_week else last_month(day),
        "after": day + A_WEEK if is_week else next_month(day.replace(day=1)),
    }
    return render(request, "activities/calendar.html", known)


@require_GET
def calendar_file(request: SignedInRequest) -> HttpResponse:
    """自分の予定 as iCalendar (RFC 5545), for the calendar of the phone."""
    today = clock.today()
    own = posts_of(request.user, today)
    plans = (
        Activity.objects.visible_to(request.user)
        .planned()
        .filter(done_by__post__in=own)
        .in_period(today - A_WEEK, today + PLANNED_AHEAD)
        .select_related("area", "kind", "means", "main_function")
        .distinct()
    )
    text = calendar_text(plans, host=request.get_host(), made_at=clock.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = content_disposition_header(True, "予定.ics") or ""
    return answer


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if date(1950, 1, 1) <= day <= date(2150, 1, 1) else today
