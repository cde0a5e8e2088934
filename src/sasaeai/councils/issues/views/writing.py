"""Writing issues: opening, correcting, the next step, telling the answer, what it is made of."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sasaeai.councils.actions.moving import move_issue
from sasaeai.councils.actions.raising import change_issue, make_of, open_issue
from sasaeai.councils.actions.raising_settings import load_routes
from sasaeai.councils.actions.telling import tell
from sasaeai.councils.issues.forms import IssueForm, StepForm, TellForm
from sasaeai.councils.issues.views.reading import issue_to_write
from sasaeai.councils.models import Issue, Meeting, Route, Telling
from sasaeai.councils.queries.raising import (
    decision_about,
    joinable,
    routes_of,
    usual_category,
    waits,
)
from sasaeai.councils.refused import deed
from sasaeai.needs.models import Need
from sasaeai.people.queries import posts_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock

MOST_NEEDS = 500


@require_POST
def from_needs(request: SignedInRequest) -> HttpResponse:
    """The troubles marked in their list: on to the page where they become an issue, or join one."""
    keys = [key for key in request.POST.getlist("chosen") if key.isdecimal()][:MOST_NEEDS]
    if not keys:
        messages.error(request, "困りごとに印を付けてから「課題にする」を押してください。")
        return redirect("needs:list")
    return redirect(f"{reverse('issues:new')}?need={','.join(keys)}")


@require_http_methods(["GET", "POST"])
def issue_new(request: SignedInRequest) -> HttpResponse:
    """起案: from nothing, or from the troubles named in the address (`?need=1&need=2`)."""
    town, today = request.user.town, clock.today()
    needs = _needs_of(request)
    form = IssueForm(
        request.POST or None,
        town=town,
        day=today,
        user=request.user,
        initial=_initial(request, needs),
    )
    if request.method == "POST" and form.is_valid():
        made = deed(
            form,
            lambda: open_issue(
                by=request.user,
                at=clock.now(),
                town=town,
                route=form.cleaned_data.get("route") or _first_route(request),
                on=form.cleaned_data["on"],
                needs=_examples(request, needs),
                **form.facts(),
            ),
        )
        if made is not None:
            messages.success(request, "起案しました。次は、話し合う会議にかけます。")
            return redirect("issues:issue", pk=made.pk)
    known = {"form": form, "needs": needs, "joinable": joinable(request.user) if needs else []}
    return render(request, "councils/issues/form.html", known)


def _first_route(request: SignedInRequest) -> Route:
    """The usual route; a town that has none is given the product's."""
    town = request.user.town
    if not routes_of(town.pk):
        load_routes(by=request.user, at=clock.now(), town=town)
    return routes_of(town.pk)[0]


def _initial(request: SignedInRequest, needs: list[Need]) -> dict[str, Any]:
    today = clock.today()
    held = posts_of(request.user, today)
    areas = {need.area for need in needs if need.area}
    routes = routes_of(request.user.town_id)
    return {
        "on": today,
        "post": held[0] if held else None,
        "route": routes[0] if routes else None,
        "areas": list(areas),
        "category": request.GET.get("category") or usual_category(needs),
        "council": request.GET.get("council"),
    }


def _needs_of(request: SignedInRequest) -> list[Need]:
    """The troubles that were chosen, as far as the person may see them."""
    asked = request.POST if request.method == "POST" else request.GET
    keys = [key for part in asked.getlist("need") for key in part.split(",") if key.isdecimal()]
    mine = Need.objects.visible_to(request.user).counted()
    return list(mine.filter(pk__in=keys[:MOST_NEEDS]).select_related("area__level__tree"))


def _examples(request: SignedInRequest, needs: list[Need]) -> dict[Need, str]:
    return {need: request.POST.get(f"example-{need.pk}", "") for need in needs}


@require_http_methods(["GET", "POST"])
def issue_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct the words of an issue."""
    one = issue_to_write(request, pk)
    form = IssueForm(
        request.POST or None, instance=one, town=one.town, day=clock.today(), user=request.user
    )
    if request.method == "POST" and form.is_valid():
        done = deed(
            form,
            lambda: change_issue(by=request.user, at=clock.now(), issue=one, **form.facts()),
        )
        if done is not None:
            messages.success(request, "保存しました。")
            return redirect("issues:issue", pk=one.pk)
    return render(request, "councils/issues/form.html", {"form": form, "issue": one})


@require_http_methods(["GET", "POST"])
def issue_needs(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the issue is made of: more troubles, and the words of each that may be printed."""
    one = issue_to_write(request, pk)
    kept = {line.need_id: line for line in one.made_of.all()}
    added = {need.pk: need for need in _needs_of(request)}
    mine = Need.objects.visible_to(request.user)
    shown = list(mine.filter(pk__in={*kept, *added}).select_related("area"))
    if request.method == "POST":
        try:
            make_of(by=request.user, at=clock.now(), issue=one, needs=_examples(request, shown))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("issues:needs", pk=one.pk)
        messages.success(request, "保存しました。")
        return redirect("issues:issue", pk=one.pk)
    for need in shown:
        if need.pk in kept:
            need.example = kept[need.pk].example
    return render(request, "councils/issues/needs.html", {"issue": one, "needs": shown})


@require_http_methods(["GET", "POST"])
def issue_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """The next step of an issue."""
    one = issue_to_write(request, pk)
    today = clock.today()
    last = one.steps.order_by("-number").values_list("number", flat=True).first()
    meeting = _meeting_of(request)
    initial = {
        "on": meeting.on if meeting is not None and meeting.on <= today else today,
        "after": last,
        "move": request.GET.get("move"),
        "meeting": meeting,
        "wording": decision_about(one, meeting) if meeting is not None else "",
    }
    form = StepForm(request.POST or None, issue=one, user=request.user, day=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        line = deed(
            form,
            lambda: move_issue(by=request.user, at=clock.now(), issue=one, step=form.step()),
        )
        if line is not None:
            messages.success(request, f"「{line.words_of_move}」を書きました。")
            return redirect("issues:issue", pk=one.pk)
    known = {"issue": one, "form": form, "waits": waits(one, today=today)}
    return render(request, "councils/issues/step.html", known)


def _meeting_of(request: SignedInRequest) -> Meeting | None:
    """The meeting whose page led here (`?meeting=12`)."""
    asked = request.GET.get("meeting", "")
    mine = Meeting.objects.visible_to(request.user)
    return mine.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 12 else None


@require_POST
def issue_told(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Somebody heard the answer."""
    one = issue_to_write(request, pk)
    line = get_object_or_404(one.tellings, pk=number)
    form = TellForm(request.POST)
    if form.is_valid():
        try:
            tell(by=request.user, at=clock.now(), telling=line, **form.cleaned_data)
            messages.success(request, f"「{line.to_words}」に伝えたことを書きました。")
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
    else:
        messages.error(request, "伝えた日を入れてください。")
    return redirect(_back(request, one, line))


def _back(request: SignedInRequest, one: Issue, line: Telling) -> str:
    if request.POST.get("back") == "waiting":
        return reverse("issues:waiting")
    return f"{reverse('issues:issue', args=[one.pk])}#told-{line.pk}"
