"""会議: planned, looked at, moved, closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.councils import actions
from sasaeai.councils.forms.meetings import (
    CloseForm,
    HandoutForm,
    MeetingForm,
    StateForm,
    TaskForm,
    WalkInForm,
)
from sasaeai.councils.models import Meeting
from sasaeai.councils.printing.words import office_words
from sasaeai.councils.queries.meetings import meeting_page, meetings_found
from sasaeai.councils.refused import deed
from sasaeai.councils.rules.meetings import MeetingState, Took, asks_why, may_follow
from sasaeai.councils.rules.replies import Reply
from sasaeai.councils.rules.seats import Channel
from sasaeai.councils.views.found import council_of, may_of, meeting_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock
from sasaeai.ui import slots

TABS = ("prepare", "day", "after")


@require_GET
def meeting_list(request: SignedInRequest) -> HttpResponse:
    """Meetings of every council: to come, or over."""
    given = request.GET
    past = given.get("past") == "1"
    found = meetings_found(request.user, past=past, words=given.get("q", ""))
    known = {
        "page": Paginator(found, 50).get_page(given.get("page")),
        "past": past,
        "asked": given,
        "today": clock.today(),
        "may": may_of(request) | {"imports": request.user.may("councils.import")},
    }
    return render(request, "councils/meetings.html", known)


@require_http_methods(["GET", "POST"])
def meeting_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Plan a meeting of a council."""
    one = council_of(request, pk)
    last = one.meetings.order_by("-on").first()
    usual = {"on": last.next_on, "place": last.place, "mode": last.mode} if last else {}
    form = MeetingForm(request.POST or None, council=one, day=clock.today(), initial=usual)
    if request.method == "POST" and form.is_valid():
        made = deed(
            form,
            lambda: actions.plan_meeting(
                by=request.user, at=clock.now(), council=one, **form.facts()
            ),
        )
        if made is not None:
            messages.success(request, f"「{made}」を予定しました。議題と案内を用意してください。")
            return redirect("councils:meeting", pk=made.pk)
    return render(request, "councils/meeting_form.html", {"form": form, "council": one})


@require_http_methods(["GET", "POST"])
def meeting_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what is written of a meeting."""
    one = meeting_of(request, pk)
    form = MeetingForm(request.POST or None, instance=one, council=one.council, day=clock.today())
    if request.method == "POST" and form.is_valid():
        done = deed(
            form,
            lambda: actions.change_meeting(
                by=request.user, at=clock.now(), meeting=one, **form.facts()
            ),
        )
        if done is not None:
            messages.success(request, "保存しました。")
            return redirect("councils:meeting", pk=one.pk)
    known = {"form": form, "meeting": one, "council": one.council}
    return render(request, "councils/meeting_form.html", known)


@require_GET
def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """One meeting: 準備・当日・あと, one page on paper."""
    one = meeting_of(request, pk)
    return render(request, "councils/meeting.html", page_of(request, one))


def page_of(request: SignedInRequest, one: Meeting) -> dict[str, Any]:
    """What the page of a meeting and its parts are made from."""
    found = meeting_page(request.user, one)
    tab = request.GET.get("tab", "")
    today = clock.today()
    usual = "after" if one.state == MeetingState.HELD else "day" if one.on <= today else "prepare"
    return {
        "meeting": one,
        "found": found,
        "tab": tab if tab in TABS else usual,
        "may": may_of(request, one.council),
        "steps": [s for s in MeetingState if may_follow(one.state_now, s)],
        "is_due": one.on <= today,
        "posts": list(one.posts.all()),
        "took": [(str(t), t.label) for t in Took],
        "replies": Reply.choices,
        "channels": Channel.choices,
        "walk_in": WalkInForm(),
        "task_form": TaskForm(meeting=one),
        "handout_form": HandoutForm(),
        "public": getattr(one, "public_minutes", None),
        "reach": office_words(one)[1],
        "panels": [
            (panel.template, card)
            for panel in slots.meeting_panels.all()
            if request.user.may(panel.permission)
            and (card := panel.context(request, one)) is not None
        ],
    }


@require_http_methods(["GET", "POST"])
def meeting_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """開催にする: look it over, then it is counted."""
    one = meeting_of(request, pk)
    form = CloseForm(request.POST or None, meeting=one)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = deed(
            form,
            lambda: actions.hold_meeting(
                by=request.user,
                at=clock.now(),
                meeting=one,
                known=given["known"],
                posts=list(given["posts"]),
                others=given["others"] or 0,
                summary=given["summary"],
                next_on=given["next_on"],
            ),
        )
        if done is not None:
            messages.success(request, _closed_words(done))
            return redirect("councils:meeting", pk=one.pk)
    found = meeting_page(request.user, one)
    known = {"form": form, "meeting": one, "found": found}
    return render(request, "councils/meeting_close.html", known)


def _closed_words(done: Meeting) -> str:
    if done.activity_id is None:
        return "開催にしました。コーディネーターが出ていないので、活動記録は作っていません。"
    return "開催にしました。活動記録に1件だけ数えられます。"


@require_http_methods(["GET", "POST"])
def meeting_state(request: SignedInRequest, pk: int, to: str) -> HttpResponse:
    """延期・中止・日の決めなおし・開催の取り消し."""
    one = meeting_of(request, pk)
    if to not in ("postponed", "cancelled", "planned"):
        raise Http404("その状態はありません。")
    now = one.state_now
    why = {"asks_why": asks_why(now, MeetingState(to)), "was_held": now == MeetingState.HELD}
    form = StateForm(request.POST or None, **why)
    if request.method == "POST" and form.is_valid():
        done = deed(form, lambda: _moved(request, one, to, form))
        if done is not None:
            messages.success(request, f"「{done.state_now.label}」にしました。")
            return redirect("councils:meeting", pk=one.pk)
    known = {"form": form, "meeting": one, "to": MeetingState(to)}
    return render(request, "councils/meeting_state.html", known)


def _moved(request: SignedInRequest, one: Meeting, to: str, form: StateForm) -> Meeting:
    by, at, given = request.user, clock.now(), form.cleaned_data
    if "reason" in given and to == "planned":
        return actions.reopen_meeting(by=by, at=at, meeting=one, reason=given["reason"])
    if to == "planned":
        return actions.replan_meeting(by=by, at=at, meeting=one, on=given["on"])
    do = actions.postpone_meeting if to == "postponed" else actions.cancel_meeting
    return do(by=by, at=at, meeting=one, reason=given["reason"])
