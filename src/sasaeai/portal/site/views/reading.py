"""たより・掲示板・事例."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sasaeai.portal.site import counting, queries
from sasaeai.portal.site.models import PublicPiece, ViewCount
from sasaeai.portal.site.views.page import shown
from sasaeai.towns import clock

Sort = PublicPiece.Sort


@require_safe
def newsletters(request: HttpRequest, town: str) -> HttpResponse:
    """Every issue, the newest first."""
    kept = queries.town_of(town)
    return shown(
        request, kept, "site/newsletters.html", {"pieces": queries.pieces_of(kept, Sort.NEWSLETTER)}
    )


@require_safe
def newsletter(request: HttpRequest, town: str, key: str) -> HttpResponse:
    """One issue as a page."""
    kept = queries.town_of(town)
    piece = queries.piece_of(kept, Sort.NEWSLETTER, key)
    counting.seen(
        request, kept, ViewCount.Page.NEWSLETTER, today=clock.today(), about=key, title=piece.title
    )
    return shown(request, kept, "site/newsletter.html", {"piece": piece, "told": piece.content})


@require_safe
def board(request: HttpRequest, town: str) -> HttpResponse:
    """手伝いたい・場所を貸したい・仲間がほしい: only what the office let through, contact through the office."""
    kept = queries.town_of(town)
    counting.seen(request, kept, ViewCount.Page.BOARD, today=clock.today())
    calls = list(queries.pieces_of(kept, Sort.CALL))
    sides = [
        ("手伝いたい・貸したい", [c for c in calls if c.content["side"] == "offer"]),
        (
            "手がほしい・場所がほしい・仲間がほしい",
            [c for c in calls if c.content["side"] == "wish"],
        ),
    ]
    return shown(request, kept, "site/board.html", {"sides": sides, "count": len(calls)})


@require_safe
def practices(request: HttpRequest, town: str) -> HttpResponse:
    """事例集: practice cards that may be shown."""
    kept = queries.town_of(town)
    return shown(
        request, kept, "site/practices.html", {"pieces": queries.pieces_of(kept, Sort.PRACTICE)}
    )
