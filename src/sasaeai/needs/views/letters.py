"""届いた声: read what came from the public pages; take it down, add it to a trouble, or refuse it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from sasaeai.history import actions as history
from sasaeai.needs import actions
from sasaeai.needs.forms.letters import RefuseForm
from sasaeai.needs.models import NeedLetter
from sasaeai.needs.queries.finding import one_need
from sasaeai.needs.queries.letters import (
    decided_letters,
    letter_page,
    letters_of,
    waiting_letters,
)
from sasaeai.needs.views.found import done, mays
from sasaeai.people.queries import main_post_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock


@require_GET
def letters(request: SignedInRequest) -> HttpResponse:
    """What waits to be read, and what became of the others."""
    known = {
        "waiting": waiting_letters(request.user),
        "decided": decided_letters(request.user),
        "may": mays(request),
    }
    return render(request, "needs/letters.html", known)


def _letter_of(request: SignedInRequest, pk: int) -> NeedLetter:
    found = letters_of(request.user).select_related("route", "age_band", "town").filter(pk=pk)
    letter = found.first()
    if letter is None:
        raise Http404
    return letter


@require_GET
def letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """One letter with everything that can be made of it."""
    one = _letter_of(request, pk)
    shows_name = bool(one.name) and request.user.sees_personal and request.user.may("needs.person")
    if shows_name:
        history.saw(by=request.user, at=clock.now(), about=one, what="needs.caller_seen")
    known = {
        "letter": one,
        "page": letter_page(request.user, one),
        "shows_name": shows_name,
        "form": RefuseForm(),
        "may": mays(request),
    }
    return render(request, "needs/letter.html", known)


@require_POST
def letter_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """受け付ける・前の困りごとに足す・受け付けない・もどす."""
    one = _letter_of(request, pk)
    by, at, do = request.user, clock.now(), request.POST.get("do")
    if do == "take":
        given = actions.as_intake(one, post=main_post_of(by, clock.today()))
        made = done(request, lambda: actions.take_letter(by=by, at=at, letter=one, given=given))
        if made:
            messages.success(request, "困りごととして受け付けました。分類の案を確かめてください。")
            return redirect("needs:need", pk=made[0].pk)
    elif do == "join":
        key = request.POST.get("need", "")
        need = one_need(by, int(key)) if key.isdecimal() and len(key) < 18 else None
        if need is None:
            messages.error(request, "足す先の困りごとを選んでください。")
        elif done(request, lambda: actions.join_letter(by=by, at=at, letter=one, need=need)):
            messages.success(request, "前の困りごとに、続きの声として足しました。")
            return redirect("needs:need", pk=need.pk)
    elif do == "refuse":
        reason = request.POST.get("reason", "")
        if done(request, lambda: actions.refuse_letter(by=by, at=at, letter=one, reason=reason)):
            messages.success(request, "受け付けませんでした。90日のあいだは、もどせます。")
            return redirect("needs:letters")
    elif do == "reopen":
        _reopen(request, one)
    return redirect("needs:letter", pk=one.pk)


def _reopen(request: SignedInRequest, one: NeedLetter) -> None:
    if done(request, lambda: actions.reopen_letter(by=request.user, at=clock.now(), letter=one)):
        messages.success(request, "届いたままにもどしました。")
