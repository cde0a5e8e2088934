"""引き継ぎ帳: of a post or an area, on screen and as a document."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sasaeai.analysis.figures.period_text import parse_day
from sasaeai.analysis.figures.refusals import FigureRefused
from sasaeai.documents.writing.pdf import report_to_pdf
from sasaeai.documents.writing.word import report_to_docx
from sasaeai.history.actions import note
from sasaeai.history.models import Kind
from sasaeai.people.models import Post
from sasaeai.people.requests import SignedInRequest
from sasaeai.places.models import Area
from sasaeai.reports.file_answers import file_answer
from sasaeai.reports.handover import Handover, handover, handover_report
from sasaeai.reports.shown import shown_table
from sasaeai.towns import clock

WRITERS = {"docx": report_to_docx, "pdf": report_to_pdf}


@require_GET
def handover_page(request: SignedInRequest) -> HttpResponse:
    """Choose a post or an area; see the book."""
    post, area = _chosen(request)
    known: dict[str, Any] = {
        "posts": _posts(request),
        "areas": _areas(request),
        "post": post,
        "area": area,
        "since": _since(request),
        "query": request.GET.urlencode(),
        "kinds": list(WRITERS),
    }
    if post or area:
        book = _book(request, post, area)
        known["book"] = book
        known["counts"] = shown_table(book.counts) if book.counts else None
        _seen(request, book, Kind.VIEW)
    return render(request, "reports/handover.html", known)


@require_GET
def handover_file(request: SignedInRequest, kind: str) -> HttpResponse:
    """The book as Word or PDF."""
    post, area = _chosen(request)
    if kind not in WRITERS:
        raise Http404("その形式では書き出せません。")
    if not (post or area):
        return render(
            request,
            "reports/handover.html",
            {"posts": _posts(request), "areas": _areas(request), "since": _since(request)},
            status=422,
        )
    book = _book(request, post, area)
    report = handover_report(book, by=request.user, on=clock.today())
    _seen(request, book, Kind.EXPORT)
    return file_answer(WRITERS[kind](report), name=book.title, kind=kind)


def _book(request: SignedInRequest, post: Post | None, area: Area | None) -> Handover:
    return handover(
        request.user.town, post=post, area=area, as_of=clock.today(), since=_since(request)
    )


def _seen(request: SignedInRequest, book: Handover, kind: Kind) -> None:
    note(by=request.user, at=clock.now(), what="reports.handover_made", label=book.title, kind=kind)


def _posts(request: SignedInRequest) -> Any:
    """Posts of the town; of one's own areas for those who are bound to areas."""
    found = Post.objects.visible_to(request.user)
    areas = request.user.area_ids()
    return found if areas is None else found.filter(area__in=areas)


def _areas(request: SignedInRequest) -> Any:
    found = Area.objects.of_town(request.user.town_id).in_use_on(clock.today())
    areas = request.user.area_ids()
    return (found if areas is None else found.filter(pk__in=areas)).select_related("level")


def _chosen(request: SignedInRequest) -> tuple[Post | None, Area | None]:
    """The post or area of the address; another's is not found."""
    post, area = request.GET.get("post", ""), request.GET.get("area", "")
    if post.isdigit():
        found = _posts(request).filter(pk=post).first()
        if found is None:
            raise Http404("その職は見つかりません。")
        return found, None
    if area.isdigit():
        place = _areas(request).filter(pk=area).first()
        if place is None:
            raise Http404("その区域は見つかりません。")
        return None, place
    return None, None


def _since(request: SignedInRequest) -> date:
    try:
        return parse_day(request.GET.get("since", ""))
    except FigureRefused:
        return clock.today() - timedelta(days=183)
