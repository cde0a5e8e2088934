"""議題 and 会議録: the agenda is made, and written to while people talk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from sasaeai.councils import actions
from sasaeai.councils.actions.minutes import TEXTS
from sasaeai.councils.models import AgendaItem
from sasaeai.councils.rules.refusals import MinutesConflict
from sasaeai.councils.views.found import meeting_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock

NAMES = {
    "digest": "要旨",
    "decision": "決まったこと",
    "full_text": "全文（発言の記録）",
    "internal": "内部のメモ",
}


def _item(request: SignedInRequest, pk: int, number: int) -> AgendaItem:
    one = meeting_of(request, pk)
    items = AgendaItem.objects.select_related("meeting__council")
    return get_object_or_404(items, pk=number, meeting=one)


@require_POST
def item_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put something on the agenda: typed, or chosen from what waits (`about` and `title`)."""
    one = meeting_of(request, pk)
    title, about = request.POST.get("title", "").strip(), request.POST.get("about", "")[:80]
    if not title:
        messages.error(request, "議題を書いてください。")
        return redirect(f"{one_url(pk)}?tab=prepare#agenda")
    try:
        actions.add_item(
            by=request.user, at=clock.now(), meeting=one, title=title[:200], about=about
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(f"{one_url(pk)}?tab=prepare#agenda")


def one_url(pk: int) -> str:
    """The page of a meeting."""
    return redirect("councils:meeting", pk=pk).url


@require_POST
def item_step(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Up, down, another title, or off the agenda."""
    item = _item(request, pk, number)
    by, at, do = request.user, clock.now(), request.POST.get("do")
    try:
        if do in ("up", "down"):
            actions.move_item(by=by, at=at, item=item, up=do == "up")
        elif do == "remove":
            actions.remove_item(by=by, at=at, item=item)
        elif title := request.POST.get("title", "").strip():
            actions.change_item(by=by, at=at, item=item, title=title)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(f"{one_url(pk)}?tab=prepare#agenda")


@require_http_methods(["GET", "POST"])
def minutes(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The minutes of one item: saved while they are written; two who write at once see both texts."""
    item = _item(request, pk, number)
    known: dict[str, Any] = {"item": item, "meeting": item.meeting}
    is_part = bool(request.headers.get("HX-Request"))
    if request.method == "POST":
        try:
            known["item"] = _written(request, item)
        except MinutesConflict as conflict:
            known |= _both(request, conflict)
            page = "councils/_kept.html" if is_part else "councils/minutes.html"
            # htmx shows only what is well; a part that says "conflict" is what the writer must see.
            return render(request, page, known, status=200 if is_part else 409)
        except (ValidationError, ValueError):
            messages.error(request, "保存できませんでした。ページを読みなおしてください。")
        else:
            known["kept_at"] = clock.now()
            if not is_part:
                messages.success(request, f"「{item.title}」の会議録を保存しました。")
                return redirect(f"{one_url(pk)}?tab=day#item-{item.pk}")
    return render(request, "councils/_kept.html" if is_part else "councils/minutes.html", known)


def _written(request: SignedInRequest, item: AgendaItem) -> AgendaItem:
    given = request.POST
    texts: Any = {name: given[name].replace("\r\n", "\n") for name in TEXTS if name in given}
    seen = int(given.get("version", "0") or 0)
    choice = given.get("keep", "")
    if choice:
        seen = int(given.get("current", "0") or 0)
        texts = _chosen(item, texts, choice)
    return actions.write_minutes(
        by=request.user, at=clock.now(), item=item, seen_version=seen, **texts
    )


def _chosen(item: AgendaItem, mine: dict[str, str], choice: str) -> dict[str, str]:
    """After a conflict: mine, theirs, or both one after the other."""
    if choice == "theirs":
        return {name: getattr(item, name) for name in mine}
    if choice == "mine":
        return mine
    return {name: _joined(getattr(item, name), text) for name, text in mine.items()}


def _joined(theirs: str, mine: str) -> str:
    if mine in theirs or not mine.strip():
        return theirs
    return mine if theirs in mine else f"{theirs.rstrip()}\n{mine}"


def _both(request: SignedInRequest, conflict: MinutesConflict) -> dict[str, Any]:
    now = conflict.current
    lines = [
        (NAMES[name], getattr(now, name), request.POST.get(name, "").replace("\r\n", "\n"))
        for name in TEXTS
        if name in request.POST
    ]
    different = [line for line in lines if line[1] != line[2]]
    typed = {name: request.POST.get(name, "") for name in TEXTS if name in request.POST}
    return {
        "conflict": conflict,
        "current": now,
        "lines": different,
        "typed": typed,
        "seen": request.POST.get("version", ""),
    }
