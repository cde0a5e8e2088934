"""One activity: its page, what becomes of a plan, taking it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasaeai.activities import actions
from sasaeai.activities.models import Activity
from sasaeai.activities.queries.choices import may_edit
from sasaeai.activities.queries.closings import closing_over
from sasaeai.activities.queries.record import links_of, past_of
from sasaeai.activities.rules import Happening
from sasaeai.activities.views.found import activity_of, not_yours, words_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock


@require_GET
def saved(request: SignedInRequest, pk: int) -> HttpResponse:
    """保存しました: what next."""
    return render(request, "activities/saved.html", {"activity": activity_of(request, pk)})


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page of one activity, on screen and on paper."""
    return _page(request, activity_of(request, pk))


def _page(
    request: SignedInRequest, activity: Activity, status: int = 200, **more: Any
) -> HttpResponse:
    user, today = request.user, clock.today()
    doers = {line.holder_id for line in activity.done_by.all()}
    known = {
        "activity": activity,
        "may_edit": may_edit(user, activity, today),
        "may_record": user.may("activities.record"),
        "may_reopen": user.may("activities.reopen"),
        "closing": closing_over(activity),
        "is_to_come": activity.on > today,
        "proxy": activity.written_by_id is not None and activity.written_by_id not in doers,
        "photos": list(activity.photos.all()),
        "links": links_of(request, activity),
        "past": past_of(activity),
        **more,
    }
    return render(request, "activities/show.html", known, status=status)


@require_POST
def settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """実施した・延期・中止・予定にもどす."""
    activity = activity_of(request, pk)
    if not may_edit(request.user, activity, clock.today()):
        return not_yours(request, activity)
    try:
        settled = _settled(request, activity)
    except ValidationError as refused:
        more = {"refused": words_of(refused), "reason": request.POST.get("reason", "")}
        return _page(request, activity, status=422, **more)
    if settled.happening == Happening.HELD:
        messages.success(request, "実施にしました。人数や内容を書き足してください。")
        return redirect("activities:edit", pk=pk)
    messages.success(request, f"「{settled.state.label}」にしました。")
    return redirect("activities:show", pk=settled.pk)


def _settled(request: SignedInRequest, activity: Activity) -> Activity:
    """Do what the pressed button says.

    :raises ValidationError: in the words of the deed
    """
    by, at, given = request.user, clock.now(), request.POST
    to, reason = given.get("to", ""), given.get("reason", "")
    if to == Happening.HELD:
        return actions.mark_held(by=by, at=at, activity=activity)
    if to == Happening.PLANNED:
        return actions.take_up_again(by=by, at=at, activity=activity)
    if to == Happening.CANCELLED:
        return actions.cancel(by=by, at=at, activity=activity, reason=reason)
    if to == Happening.POSTPONED:
        day = _day(given.get("to_day", ""))
        return actions.postpone(by=by, at=at, activity=activity, reason=reason, to_day=day)
    raise ValidationError("「実施した」「延期」「中止」のどれかを選んでください。")


@require_http_methods(["GET", "POST"])
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """記録を取り消す: asked for once more, with a reason."""
    activity = activity_of(request, pk)
    if not may_edit(request.user, activity, clock.today()):
        return not_yours(request, activity)
    refused = ""
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip()
        if reason:
            try:
                actions.remove(by=request.user, at=clock.now(), activity=activity, reason=reason)
                messages.success(request, "記録を取り消しました。内容は履歴に残っています。")
                return redirect("activities:list")
            except ValidationError as closed:
                refused = words_of(closed)
        else:
            refused = "取り消す理由を書いてください（例：二重に入力したため）。"
    known = {"activity": activity, "refused": refused}
    return render(request, "activities/remove.html", known, status=422 if refused else 200)


@require_POST
def drop_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The record stays as it is; one's own text is thrown away."""
    activity = activity_of(request, pk)
    actions.drop_draft(by=request.user, at=clock.now(), about=activity)
    messages.success(request, "いまの記録を残しました。")
    return redirect("activities:show", pk=pk)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
