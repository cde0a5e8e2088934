"""Is the chain whole, and who looked through which month?"""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from sasaeai.history import actions
from sasaeai.history.forms import ReviewForm
from sasaeai.history.models import Chain, ChainCheck, Kind
from sasaeai.history.queries import month_counts, reviews_by_month
from sasaeai.history.views.lines import viewer_of
from sasaeai.towns import clock
from sasaeai.towns.models import Town

MONTHS_SHOWN = 24


@require_http_methods(["GET", "POST"])
def chain(request: HttpRequest) -> HttpResponse:
    """つながりの確認: walk the chain, and what earlier walks found."""
    viewer = viewer_of(request)
    town = get_object_or_404(Town, pk=viewer.town_id)
    if request.method == "POST":
        whole = request.POST.get("whole") == "1"
        report = actions.check_chain(by=viewer, at=clock.now(), town=town, whole=whole)
        if report.whole:
            messages.success(request, f"{report.last_number}番まで、書き換えはありません。")
        else:
            messages.error(
                request, "書いたときと違うところがあります。下の番号を確かめてください。"
            )
        return redirect("history:chain")
    checks = ChainCheck.objects.filter(town=town)
    known = {
        "end": Chain.objects.filter(town=town).first(),
        "checks": Paginator(checks, 20).get_page(request.GET.get("page")),
    }
    return render(request, "history/chain.html", known)


def _months(today: date) -> list[date]:
    """The last months that have ended, newest first."""
    months, month = [], today.replace(day=1)
    for _ in range(MONTHS_SHOWN):
        month = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
        months.append(month)
    return months


def reviews(request: HttpRequest) -> HttpResponse:
    """月の点検: which months were looked through, by whom."""
    found = reviews_by_month(viewer_of(request), _months(clock.today()))
    return render(request, "history/reviews.html", {"months": found})


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month: how many lines of each kind, and the signature."""
    try:
        first = date(year, month, 1)
    except ValueError as no_such_month:
        raise Http404 from no_such_month
    viewer = viewer_of(request)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_month(
                by=viewer, at=clock.now(), month=first, remark=form.cleaned_data["remark"]
            )
        except ValueError as too_early:
            messages.error(request, str(too_early))
        else:
            messages.success(request, f"{year}年{month}月の点検を記録しました。")
        return redirect("history:reviews")
    counts = month_counts(viewer, first)
    known = {
        "form": form,
        "month": first,
        "last_day": (first + timedelta(days=32)).replace(day=1) - timedelta(days=1),
        "counts": [(Kind(kind), counts.get(kind, 0)) for kind in Kind.values],
        "reviews": reviews_by_month(viewer, [first])[0][1],
    }
    return render(request, "history/review.html", known)
