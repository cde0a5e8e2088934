"""掲示板: which offers and calls residents may read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from sasaeai.people.requests import SignedInRequest
from sasaeai.portal import actions
from sasaeai.resources.models import Call, CallState
from sasaeai.towns import clock


@require_GET
def board(request: SignedInRequest) -> HttpResponse:
    """Open offers and calls with exactly what residents would read."""
    rows = Call.objects.visible_to(request.user).filter(
        state__in=(CallState.OPEN, CallState.TALKING)
    )
    return render(request, "portal/board.html", {"calls": rows.select_related("area")})


@require_POST
def moderate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let it be read, or take it down."""
    call = get_object_or_404(Call.objects.visible_to(request.user), pk=pk)
    shown = request.POST.get("do") == "show"
    actions.put_on_board(by=request.user, at=clock.now(), call=call, shown=shown)
    messages.success(
        request,
        "掲示板に載せます。次に公開したときに出ます。"
        if shown
        else "掲示板から外します。次に公開したときに消えます。",
    )
    return redirect("portal:board")
