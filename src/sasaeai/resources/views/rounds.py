"""いっせいの確認: rounds, their worklist, their paper; what operators sent."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasaeai.documents.info_sheets import info_sheets_to_pdf
from sasaeai.documents.paper import japanese_day
from sasaeai.documents.tables import table_to_pdf
from sasaeai.history import actions as history
from sasaeai.people.requests import SignedInRequest
from sasaeai.resources import actions
from sasaeai.resources.forms.freshness import RoundForm
from sasaeai.resources.models import ChangeProposal, ConfirmationRound, Resource, RoundLine
from sasaeai.resources.printing import call_sheet, fax_sheet
from sasaeai.resources.queries import Asked, resources_found, settings_of
from sasaeai.resources.queries.proposals import is_waiting, proposed_fields, waiting_proposals
from sasaeai.resources.rules.freshness import Answer, How
from sasaeai.resources.views.found import deed
from sasaeai.resources.views.prints import imprint_of, pdf_of
from sasaeai.towns import clock

KEYS = {"1": Answer.SAME, "2": Answer.CHANGED, "3": Answer.PAUSED, "4": Answer.NO_ANSWER}


@require_http_methods(["GET", "POST"])
def rounds(request: SignedInRequest) -> HttpResponse:
    """The rounds, and the form of a new one."""
    today = clock.today()
    initial = {"name": f"{today.year}年{today.month}月の確認", "which": "due"}
    form = RoundForm(request.POST or None, town=request.user.town, day=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = deed(form, lambda: _start(request, form))
        if made is not None:
            return redirect("resources:round", pk=made.pk)
    kept = ConfirmationRound.objects.filter(town=request.user.town_id).select_related("area")[:30]
    return render(request, "resources/rounds.html", {"form": form, "rounds": kept})


def _start(request: SignedInRequest, form: RoundForm) -> ConfirmationRound:
    given, today = form.cleaned_data, clock.today()
    area, kind = (given[n].pk if given[n] else None for n in ("area", "kind"))
    found = resources_found(request.user, Asked(area=area, kind=kind), today=today)
    if given["which"] == "due":
        found = found.to_confirm(today)
    return actions.start_round(
        by=request.user,
        at=clock.now(),
        town=request.user.town,
        name=given["name"],
        resources=found,
        area=given["area"],
        due_on=given["due_on"],
    )


def _round_of(request: SignedInRequest, pk: int) -> ConfirmationRound:
    mine = ConfirmationRound.objects.filter(town=request.user.town_id)
    return get_object_or_404(mine.select_related("area", "town"), pk=pk)


@require_GET
def round_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """The worklist: telephone numbers large, one press a line."""
    one = _round_of(request, pk)
    lines = list(
        one.lines.select_related("resource__area", "resource__operator").prefetch_related(
            "resource__contacts", "resource__schedules"
        )
    )
    waiting = [line for line in lines if line.answer in ("", Answer.NO_ANSWER)]
    done = [line for line in lines if line.answer not in ("", Answer.NO_ANSWER)]
    known = {
        "round": one,
        "waiting": [(line, _mail_link(request, line.resource)) for line in waiting],
        "done": done,
        "total": len(lines),
        "keys": [(key, answer.value, answer.label) for key, answer in KEYS.items()],
    }
    return render(request, "resources/round.html", known)


def confirm_link(request: SignedInRequest, one: Resource) -> str:
    """The address behind the QR of an operator."""
    return request.build_absolute_uri(reverse("resources:operator", args=[one.confirm_token]))


def _mail_link(request: SignedInRequest, one: Resource) -> str:
    """A letter ready to send from the office's own mail program; empty where no address is known."""
    mail = next((c.mail for c in one.contacts.all() if c.mail), "")
    if not mail:
        return ""
    subject = f"「{one.name}」の登録内容の確認のお願い"
    body = (
        f"「{one.name}」の登録内容に変わりがないか、下のページでお知らせください。\n"
        f"{confirm_link(request, one)}\n\n{request.user.town.name}　{request.user.doer_name}"
    )
    return f"mailto:{quote(mail)}?subject={quote(subject)}&body={quote(body)}"


@require_POST
def round_line(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """What came of asking."""
    one = _round_of(request, pk)
    lines = RoundLine.objects.select_related("resource__town", "round")
    line = get_object_or_404(lines, round=one, pk=number)
    given = request.POST.get("answer", "")
    if given not in Answer.values:
        messages.error(request, "結果を選んでください。")
        return redirect("resources:round", pk=pk)
    how = request.POST.get("how", "")
    answer = Answer(given)
    try:
        actions.answer_line(
            by=request.user,
            at=clock.now(),
            line=line,
            answer=answer,
            how=How(how) if how in How.values else How.PHONE,
            remark=request.POST.get("remark", "")[:300],
        )
    except actions.RoundRefused as refused:
        messages.error(request, str(refused))
        return redirect("resources:round", pk=pk)
    messages.success(request, f"「{line.resource}」：{answer.label}")
    ways = {Answer.CHANGED: "resources:resource-edit", Answer.PAUSED: "resources:resource-state"}
    if answer in ways:
        return redirect(ways[answer], pk=line.resource_id)
    return redirect("resources:round", pk=pk)


@require_POST
def round_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """The round is over."""
    actions.close_round(by=request.user, at=clock.now(), round=_round_of(request, pk))
    messages.success(request, "この確認を終えました。")
    return redirect("resources:rounds")


@require_GET
def round_sheet(request: SignedInRequest, pk: int, sort: str) -> HttpResponse:
    """電話の用紙 or 返信用FAX of what is still open."""
    one = _round_of(request, pk)
    lines = one.lines.filter(answer__in=("", Answer.NO_ANSWER)).select_related(
        "resource__operator", "resource__town", "resource__area", "resource__kind"
    )
    resources = [
        line.resource
        for line in lines.prefetch_related("resource__contacts", "resource__schedules")
    ]
    label = f"{one.name}（{len(resources)}件）"
    kept = history.printed(by=request.user, at=clock.now(), what="resources.printed", label=label)
    imprint = imprint_of(request, confidential=True)
    due = japanese_day(one.due_on) if one.due_on else ""
    if sort == "fax":
        settings = settings_of(request.user.town_id)
        sheets = [
            fax_sheet(r, settings, lambda x: confirm_link(request, x), due) for r in resources
        ]
        data = info_sheets_to_pdf(sheets, title=one.name, imprint=imprint)
        return pdf_of(data, f"{one.name}_FAX.pdf")
    asks = f"{due}まで" if due else "済んだものから、画面に書き写してください。"
    note = f"{asks}　通し番号 {kept.number}"
    data = table_to_pdf(
        call_sheet(f"電話確認の用紙　{one.name}", resources, note),
        made_by=imprint.made_by,
        made_on=imprint.made_on,
        town=imprint.town,
        paper="A4",
        landscape=True,
        confidential=True,
    )
    return pdf_of(data, f"{one.name}_電話.pdf")


@require_GET
def proposals(request: SignedInRequest) -> HttpResponse:
    """What operators sent, undecided first."""
    found = waiting_proposals(request.user)[:200]
    return render(request, "resources/proposals.html", {"proposals": found})


@require_http_methods(["GET", "POST"])
def proposal(request: SignedInRequest, pk: int) -> HttpResponse:
    """One proposal beside the approved state; what is ticked is taken over."""
    mine = ChangeProposal.objects.filter(resource__town=request.user.town_id)
    one = get_object_or_404(mine.select_related("resource__town", "resource__area"), pk=pk)
    known: dict[str, Any] = {"proposal": one, "fields": proposed_fields(one)}
    if request.method == "POST":
        take = request.POST.getlist("take") if request.POST.get("do") != "refuse" else []
        try:
            actions.decide_proposal(
                by=request.user,
                at=clock.now(),
                proposal=one,
                take=take,
                reason=request.POST.get("reason", ""),
            )
        except actions.ProposalRefused as refused:
            messages.error(request, str(refused))
        else:
            return _after_deciding(request, one)
    return render(request, "resources/proposal.html", known | {"waiting": is_waiting(one)})


def _after_deciding(request: SignedInRequest, one: ChangeProposal) -> HttpResponse:
    messages.success(
        request, f"「{one.resource}」への知らせを「{one.get_state_display()}」にしました。"
    )
    stopped = one.answer in (Answer.PAUSED, Answer.ENDED) and one.state != "refused"
    if stopped:
        messages.info(request, "続けて、状態を変えてください。")
        return redirect("resources:resource-state", pk=one.resource_id)
    return redirect("resources:resource", pk=one.resource_id)
