"""分類のシート: one text after another, by keyboard; groups that say the same; undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasaeai.needs import actions
from sasaeai.needs.actions import GivenLabel
from sasaeai.needs.models import Need, NeedBatch
from sasaeai.needs.queries.finding import one_need
from sasaeai.needs.queries.sheet import (
    Sheet,
    alike_in,
    confident_in,
    one_on_sheet,
    sheet_of,
    texts_of,
)
from sasaeai.needs.rules.states import NeedState
from sasaeai.needs.views.found import done, labels_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.people.rules import fiscal_year_of
from sasaeai.towns import clock
from sasaeai.ui import slots

SORTED = "needs_sorted"
REMEMBERED = 100
# What a sitting remembers: the key of a text, or everything that one press settled.
Sorted = int | dict[str, Any]
NOTE = "分類のシートで、困りごとではないと分けました。"


@require_http_methods(["GET", "POST"])
def sort(request: SignedInRequest) -> HttpResponse:
    """The sheet: the text with the words that decided, the suggestions with their keys."""
    batch = _batch(request)
    if request.method == "GET":
        after = request.GET.get("after", "")
        sheet = sheet_of(request.user, batch, after=int(after) if after.isdecimal() else 0)
        shown = request.GET.get("need", "")
        need = one_need(request.user, int(shown)) if shown.isdecimal() else None
        if need is not None and need.settled_at is None:
            sheet = one_on_sheet(request.user, batch, need)
        return _page(request, batch, sheet)
    more = _done(request)
    if request.headers.get("HX-Request"):
        return _part(request, batch, more)
    return redirect(_address(batch, more))


def _done(request: SignedInRequest) -> dict[str, int]:
    """Do what the button says; the answer tells which text comes next."""
    do = request.POST.get("do", "accept")
    if do == "undo":
        return _undo(request)
    if do == "accept-all":
        return _settle_confident(request)
    need = one_need(request.user, _number(request.POST.get("need")))
    if need is None:
        messages.error(request, "その文はもうありません。次の文から続けてください。")
        return {}
    return {"after": need.pk} if do == "skip" else DEEDS.get(do, _settle)(request, need)


def _part(request: SignedInRequest, batch: NeedBatch | None, more: dict[str, int]) -> HttpResponse:
    back = one_need(request.user, more["need"]) if "need" in more else None
    if back is not None:
        sheet = one_on_sheet(request.user, batch, back)
    else:
        sheet = sheet_of(request.user, batch, after=more.get("after", 0))
    return _page(request, batch, sheet, part=True)


def _page(
    request: SignedInRequest, batch: NeedBatch | None, sheet: Sheet, *, part: bool = False
) -> HttpResponse:
    known = {
        "sheet": sheet,
        "need": sheet.need,
        "batch": batch,
        "may_undo": bool(request.session.get(SORTED)),
        "may_offer": request.user.may("resources.people"),
        "part": part,
    }
    return render(request, "needs/_sheet.html" if part else "needs/sort.html", known)


def _settle(request: SignedInRequest, need: Need) -> dict[str, int]:
    """Accept the categories that are ticked."""
    codes = [code for value in request.POST.getlist("code") for code in value.split(",")]
    labels = labels_of(need, codes)
    settled = done(
        request,
        lambda: actions.settle(by=request.user, at=clock.now(), need=need, labels=labels),
    )
    if settled is None:
        return {"need": need.pk}
    return _remember(request, need.pk)


def _settle_confident(request: SignedInRequest) -> dict[str, int]:
    """確かなものをまとめて決める: every sure suggestion at once; one undo brings all of them back."""
    batch, at = _batch(request), clock.now()
    found = confident_in(request.user, batch, fiscal_year_of(clock.today()))
    pairs = [(need, [GivenLabel(term) for term in terms]) for need, terms in found]
    count = done(
        request, lambda: actions.settle_many(by=request.user, at=at, pairs=pairs, batch=batch)
    )
    if count:
        keys = [need.pk for need, _ in pairs]
        _remember(request, {"keys": keys, "at": at.isoformat()})
        messages.success(
            request,
            f"{count}件を案のとおりに決めました。「ひとつもどす」（U）で、まとめてもどせます。",
        )
    return {}


def _aside(request: SignedInRequest, need: Need) -> dict[str, int]:
    """It is no trouble."""
    moved = done(
        request,
        lambda: actions.take_step(
            by=request.user,
            at=clock.now(),
            need=need,
            on=max(need.heard_on, need.state_on),
            to=NeedState.SET_ASIDE,
            wording=NOTE,
        ),
    )
    return _remember(request, need.pk) if moved else {"need": need.pk}


def _offer(request: SignedInRequest, need: Need) -> dict[str, int]:
    """A wish to help: into the register."""
    if request.user.may("resources.people"):
        done(request, lambda: actions.turn_into_offer(by=request.user, at=clock.now(), need=need))
    return {}


def _mask(request: SignedInRequest, need: Need) -> dict[str, int]:
    """Hide what tells who it was; the text stays on the sheet."""
    done(request, lambda: actions.mask_need(by=request.user, at=clock.now(), need=need))
    return {"need": need.pk}


def _undo(request: SignedInRequest) -> dict[str, int]:
    """The last one of this sitting comes back."""
    keys: list[Sorted] = request.session.get(SORTED, [])
    deed = keys.pop() if keys else 0
    request.session[SORTED] = keys
    if isinstance(deed, dict):
        return _undo_many(request, deed)
    last = one_need(request.user, deed)
    if last is None:
        return {}
    by, at = request.user, clock.now()
    if last.state == NeedState.SET_ASIDE:
        done(
            request,
            lambda: actions.take_step(
                by=by,
                at=at,
                need=last,
                on=last.state_on,
                to=NeedState.RECEIVED,
                wording="もどしました。",
            ),
        )
    elif last.settled_at is not None:
        done(request, lambda: actions.unsettle(by=by, at=at, need=last))
    return {"need": last.pk}


def _undo_many(request: SignedInRequest, deed: dict[str, Any]) -> dict[str, int]:
    """What one press settled comes back; what somebody changed since then stays."""
    at = datetime.fromisoformat(deed["at"])
    mine = Need.objects.visible_to(request.user).filter(pk__in=deed["keys"])
    count = actions.unsettle_many(
        by=request.user, at=clock.now(), keys=list(mine.values_list("pk", flat=True)), settled_at=at
    )
    messages.success(request, f"{count}件を、決める前にもどしました。")
    return {}


DEEDS: dict[str, Callable[[SignedInRequest, Need], dict[str, int]]] = {
    "accept": _settle,
    "aside": _aside,
    "offer": _offer,
    "mask": _mask,
}


def _remember(request: SignedInRequest, deed: Sorted) -> dict[str, int]:
    keys: list[Sorted] = request.session.get(SORTED, [])
    request.session[SORTED] = [*keys, deed][-REMEMBERED:]
    return {}


@require_GET
def alike(request: SignedInRequest) -> HttpResponse:
    """似た声: texts that say the same, with the reason; settled together if a person agrees."""
    batch = _batch(request)
    groups, compared = alike_in(request.user, batch)
    known = {
        "groups": groups[:100],
        "more": max(0, len(groups) - 100),
        "compared": compared,
        "batch": batch,
        "deeds": [one for one in slots.need_deeds.all() if request.user.may(one.permission)],
    }
    return render(request, "needs/alike.html", known)


@require_POST
def settle_alike(request: SignedInRequest) -> HttpResponse:
    """The chosen texts get the chosen categories; those settled before stay as they are."""
    batch = _batch(request)
    keys = [int(key) for key in request.POST.getlist("chosen") if key.isdecimal()][:2000]
    needs = list(texts_of(request.user, batch).filter(pk__in=keys))
    codes = [code for value in request.POST.getlist("code") for code in value.split(",")]
    pairs = [(need, labels_of(need, codes)) for need in needs[:1]]
    pairs += [(need, pairs[0][1]) for need in needs[1:]]
    count = done(
        request,
        lambda: actions.settle_many(by=request.user, at=clock.now(), pairs=pairs, batch=batch),
    )
    if count is not None:
        messages.success(request, f"{count}件の分類を決めました。")
    return redirect(f"{reverse('needs:alike')}{_query(batch, {})}")


@require_POST
def suggest_anew(request: SignedInRequest) -> HttpResponse:
    """案を付け直す: with what the town has taught since."""
    batch = _batch(request)
    needs = list(texts_of(request.user, batch).filter(settled_at__isnull=True)[:2000])
    count = actions.suggest_anew(by=request.user, at=clock.now(), needs=needs)
    messages.success(request, f"{count}件の案を、これまでに決めた分類から付け直しました。")
    return redirect(_address(batch, {}))


def _batch(request: SignedInRequest) -> NeedBatch | None:
    key = _number(request.POST.get("batch") or request.GET.get("batch"))
    if not key:
        return None
    batch = NeedBatch.objects.filter(town=request.user.town_id, pk=key).first()
    if batch is None:
        raise Http404
    return batch


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0


def _address(batch: NeedBatch | None, more: dict[str, int]) -> str:
    return f"{reverse('needs:sort')}{_query(batch, more)}"


def _query(batch: NeedBatch | None, more: dict[str, int]) -> str:
    given = ({"batch": batch.pk} if batch else {}) | more
    return f"?{urlencode(given)}" if given else ""
