"""月次のしあげ・年次報告: what is missing, the preview, handing in, and what changed since."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from sasaeai.analysis.figures.period_text import parse_period
from sasaeai.analysis.figures.periods import (
    Period,
    Unit,
    day_words,
    fiscal_year,
    fiscal_year_of,
    label,
)
from sasaeai.analysis.figures.refusals import FigureRefused
from sasaeai.history.actions import note
from sasaeai.history.models import Kind
from sasaeai.people.requests import SignedInRequest
from sasaeai.reports.actions import packs as deeds
from sasaeai.reports.asking import last_month
from sasaeai.reports.file_answers import file_answer
from sasaeai.reports.freezing import thawed
from sasaeai.reports.later_changes import later_changes
from sasaeai.reports.pack_document import WRITERS, pack_report, submission_report
from sasaeai.reports.pack_making import HEADINGS, MadePack, gaps, made_pack
from sasaeai.reports.pack_pages import shown_pack
from sasaeai.reports.packs import PACKS, Pack
from sasaeai.reports.queries.submissions import own_words, submission_or_404, submissions_of
from sasaeai.reports.shown import shown_table
from sasaeai.towns import clock


@require_GET
def pack(request: SignedInRequest, code: str) -> HttpResponse:
    """The pack of a month or year as it would be handed in today, with what is missing above it."""
    kind, period = _asked(request, code)
    made = _made(request, kind, period)
    known = {
        "pack": kind,
        "period": period,
        "period_words": _words(period, made.as_of),
        "written": _written(period),
        "earlier": _written(period.shifted(-1)),
        "later": _written(period.shifted(1)),
        "shown": shown_pack(made),
        "gaps": gaps(request.user.town, period) if kind.span == "month" else [],
        "own": _own(request, kind, period),
        "submissions": submissions_of(
            request.user, name=code, first=period.first, last=period.last
        ),
        "may_submit": request.user.may("reports.submit"),
        "may_export": request.user.may("reports.export"),
        "kinds": list(WRITERS),
    }
    return render(request, "reports/pack.html", known)


@require_POST
def pack_words(request: SignedInRequest, code: str) -> HttpResponse:
    """Keep the words of a pack."""
    kind, period = _asked(request, code)
    at = clock.now()
    for heading in HEADINGS:
        if heading in request.POST:
            deeds.write_pack_text(
                by=request.user,
                at=at,
                name=kind.code,
                first_day=period.first,
                heading=heading,
                text=request.POST[heading],
            )
    messages.success(request, "保存しました。")
    return redirect(_address(kind, period))


@require_POST
def pack_submit(request: SignedInRequest, code: str) -> HttpResponse:
    """確定して提出: freeze what the page shows."""
    kind, period = _asked(request, code)
    made = _made(request, kind, period)
    try:
        submission = deeds.submit(
            by=request.user,
            at=clock.now(),
            name=kind.code,
            title=made.title,
            period=_words(period, made.as_of),
            days=(period.first, period.last),
            as_of=made.as_of,
            tables=made.frozen_tables(),
            words=made.frozen_words(),
            facts_hash=made.hash(),
            remark=request.POST.get("remark", "")[:200],
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(_address(kind, period))
    messages.success(request, f"「{submission.title}」を確定して提出しました。")
    return redirect("reports:submission", submission.pk)


@require_GET
def pack_download(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    """The pack as a document, before it is handed in: the title says 案."""
    chosen, period = _asked(request, code)
    if kind not in WRITERS:
        raise Http404("その形式では書き出せません。")
    made = _made(request, chosen, period)
    words = f"{_words(period, made.as_of)}　案"
    report = pack_report(made, kind, by=request.user, on=clock.today(), period=words)
    _noted(request, f"{made.title}（案・{kind}）")
    return file_answer(WRITERS[kind](report), name=f"{made.title}_案", kind=kind)


@require_GET
def submission(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was handed in, and what today's records would say differently."""
    handed_in = submission_or_404(request.user, pk)
    known = {
        "submission": handed_in,
        "tables": [
            {"area": one["area"], "table": shown_table(thawed(one["table"]))}
            for one in handed_in.tables
        ],
        "changes": later_changes(request.user.town, handed_in),
        "may_submit": request.user.may("reports.submit"),
        "kinds": list(WRITERS),
    }
    return render(request, "reports/submission.html", known)


@require_GET
def submission_download(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """What was handed in as a document."""
    handed_in = submission_or_404(request.user, pk)
    if kind not in WRITERS:
        raise Http404("その形式では書き出せません。")
    report = submission_report(handed_in, kind, town=request.user.town.name)
    _noted(request, f"{handed_in.title}（提出済み・{kind}）")
    return file_answer(WRITERS[kind](report), name=handed_in.title, kind=kind)


@require_POST
def submission_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a submission back, with the reason."""
    handed_in = submission_or_404(request.user, pk)
    try:
        deeds.withdraw(
            by=request.user,
            at=clock.now(),
            submission=handed_in,
            reason=request.POST.get("reason", ""),
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "取り下げました。内容は記録として残ります。")
    return redirect("reports:submission", pk)


def _asked(request: SignedInRequest, code: str) -> tuple[Pack, Period]:
    if code not in PACKS:
        raise Http404("その報告はありません。")
    kind = PACKS[code]
    text = request.POST.get("period") or request.GET.get("period", "")
    usual = _usual(kind, clock.today())
    if not text:
        return kind, usual
    try:
        return kind, parse_period(text)
    except FigureRefused as refusal:
        messages.warning(request, str(refusal))
        return kind, usual


def _usual(kind: Pack, today: date) -> Period:
    before = last_month(today)
    return before if kind.span == "month" else fiscal_year(fiscal_year_of(before.first))


def _made(request: SignedInRequest, kind: Pack, period: Period) -> MadePack:
    as_of = min(clock.today(), period.last) if period.first <= clock.today() else period.last
    areas = request.user.area_ids()
    return made_pack(request.user.town, kind, period, as_of=as_of, areas=areas)


def _own(request: SignedInRequest, kind: Pack, period: Period) -> list[dict[str, Any]]:
    kept = own_words(request.user.town.pk, name=kind.code, first=period.first)
    return [
        {"code": code, "name": name, "text": kept.get(code, "")} for code, name in HEADINGS.items()
    ]


def _words(period: Period, as_of: date) -> str:
    partial = f"（{day_words(as_of)}現在）" if as_of < period.last else ""
    return f"{label(period)}{partial}"


def _written(period: Period) -> str:
    if period.unit is Unit.MONTH:
        return f"{period.first:%Y-%m}"
    if period.unit is Unit.FISCAL_YEAR:
        return str(period.first.year)
    return f"{period.first.isoformat()}..{period.last.isoformat()}"


def _address(kind: Pack, period: Period) -> str:
    return f"{reverse('reports:pack', args=[kind.code])}?{urlencode({'period': _written(period)})}"


def _noted(request: SignedInRequest, what: str) -> None:
    note(by=request.user, at=clock.now(), what="reports.exported", kind=Kind.EXPORT, label=what)
