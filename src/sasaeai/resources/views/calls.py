"""申し出と希望: the lists, what may fit, bringing together, the follow-up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasaeai.history import actions as history
from sasaeai.people.requests import SignedInRequest
from sasaeai.resources.actions import offers as deeds
from sasaeai.resources.forms.talent import CallForm, MatchForm
from sasaeai.resources.models import (
    Call,
    CallState,
    MatchStage,
    OfferFollowUp,
    OfferMatch,
    Side,
    Sort,
)
from sasaeai.resources.queries.talent import calls_found, candidates, follow_ups_due
from sasaeai.resources.views.writing import form_page
from sasaeai.towns import clock


def _crumbs() -> list[tuple[str, str]]:
    return [("地域資源", reverse("resources:list")), ("申し出と希望", reverse("resources:calls"))]


@require_GET
def call_list(request: SignedInRequest) -> HttpResponse:
    """出せます・ほしい, and the follow-ups that are due."""
    asked = request.GET
    given = {
        name: asked.get(name, "") if asked.get(name, "") in values else ""
        for name, values in (
            ("side", Side.values),
            ("sort", Sort.values),
            ("state", CallState.values),
        )
    }
    found = calls_found(request.user, side=given["side"], sort=given["sort"], state=given["state"])
    known = {
        "page": Paginator(found, 50).get_page(asked.get("page")),
        "due": follow_ups_due(request.user, today=clock.today()),
        "sides": Side.choices,
        "sorts": Sort.choices,
        "states": CallState.choices,
        "asked": given,
        "today": clock.today(),
    }
    return render(request, "resources/calls.html", known)


def _call_of(request: SignedInRequest, pk: int) -> Call:
    mine = Call.objects.visible_to(request.user)
    parts = mine.select_related("town", "area__level__tree", "organisation", "body")
    return get_object_or_404(parts, pk=pk)


@require_GET
def call(request: SignedInRequest, pk: int) -> HttpResponse:
    """One offer or wish: what may fit it, with whom it was brought together."""
    one = _call_of(request, pk)
    if one.name or one.phone:
        history.saw(by=request.user, at=clock.now(), about=one, what="resources.call_seen")
    lines = OfferMatch.objects.filter(offer=one) | OfferMatch.objects.filter(wish=one)
    known = {
        "call": one,
        "candidates": candidates(request.user, one),
        "matches": lines.select_related("offer", "wish").prefetch_related("follow_ups"),
    }
    return render(request, "resources/call.html", known)


@require_http_methods(["GET", "POST"])
def call_new(request: SignedInRequest) -> HttpResponse:
    """Write down an offer or a wish."""
    town, today = request.user.town, clock.today()
    side = request.GET.get("side", "")
    initial = {"entered_on": today, "side": side if side in Side.values else Side.OFFER}
    form = CallForm(request.POST or None, town=town, day=today, initial=initial)
    return form_page(
        request,
        form,
        title="申し出・希望を書く",
        crumbs=_crumbs(),
        do=lambda: deeds.keep_call(
            by=request.user, at=clock.now(), town=town, call=None, facts=form.facts()
        ),
        to=lambda made: reverse("resources:call", args=[made.pk]),
    )


@require_http_methods(["GET", "POST"])
def call_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an offer or a wish."""
    one = _call_of(request, pk)
    form = CallForm(request.POST or None, instance=one, town=one.town, day=clock.today())
    url = reverse("resources:call", args=[one.pk])
    return form_page(
        request,
        form,
        title=f"{one}を直す",
        crumbs=[*_crumbs(), (str(one), url)],
        do=lambda: deeds.keep_call(
            by=request.user, at=clock.now(), town=one.town, call=one, facts=form.facts()
        ),
        to=lambda _: url,
    )


@require_POST
def call_match(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring two together."""
    one = _call_of(request, pk)
    chosen = request.POST.get("other", "")
    if not chosen.isdigit():
        messages.error(request, "引き合わせる相手を選んでください。")
        return redirect("resources:call", pk=one.pk)
    other = _call_of(request, int(chosen))
    offer, wish = (one, other) if one.side == Side.OFFER else (other, one)
    try:
        match = deeds.bring_together(
            by=request.user,
            at=clock.now(),
            offer=offer,
            wish=wish,
            reason=request.POST.get("reason", ""),
        )
    except deeds.MatchRefused as refused:
        messages.error(request, str(refused))
        return redirect("resources:call", pk=one.pk)
    messages.success(request, "引き合わせの候補にしました。")
    return redirect("resources:match", pk=match.pk)


def _match_of(request: SignedInRequest, pk: int) -> OfferMatch:
    mine = Call.objects.visible_to(request.user)
    known = OfferMatch.objects.filter(offer__in=mine).select_related("offer", "wish")
    return get_object_or_404(known, pk=pk)


@require_http_methods(["GET", "POST"])
def match(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two brought together: the next stage, and how it goes."""
    one = _match_of(request, pk)
    form = MatchForm(request.POST or None, initial={"to": one.stage, "on": clock.today()})
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = dict(form.cleaned_data)
        to = MatchStage(given.pop("to"))
        deeds.move_match(by=request.user, at=clock.now(), match=one, to=to, **given)
        messages.success(request, f"「{to.label}」にしました。")
        return redirect("resources:match", pk=one.pk)
    known = {"match": one, "form": form, "follow_ups": one.follow_ups.all()}
    return render(request, "resources/match.html", known)


@require_POST
def follow_up(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """It was asked how it goes."""
    one = _match_of(request, pk)
    line = get_object_or_404(OfferFollowUp.objects.select_related("match"), match=one, pk=number)
    try:
        deeds.finish_follow_up(
            by=request.user,
            at=clock.now(),
            line=line,
            on=clock.today(),
            wording=request.POST.get("wording", "")[:300],
        )
        messages.success(request, "ようすを書きました。")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("resources:match", pk=one.pk)
