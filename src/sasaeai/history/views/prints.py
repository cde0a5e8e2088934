"""A page went onto paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from sasaeai.history import actions
from sasaeai.history.views.lines import viewer_of
from sasaeai.towns import clock

LONGEST = 90


@require_POST
def printed(request: HttpRequest) -> HttpResponse:
    """Note who printed which page; answers the 通し番号 that the sheet bears.

    The question of the address (what somebody looked for) is not kept.
    """
    viewer, now = viewer_of(request), clock.now()
    title = " ".join(request.POST.get("title", "").split())[:LONGEST] or "題のないページ"
    path = request.POST.get("path", "").partition("?")[0][:LONGEST]
    line = actions.printed(by=viewer, at=now, what="history.printed", label=f"{title}（{path}）")
    return JsonResponse(
        {"words": f"印刷 通し番号{line.number}　{now:%Y-%m-%d}　{viewer.doer_name}"}
    )
