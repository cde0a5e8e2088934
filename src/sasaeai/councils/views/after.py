"""あと: minutes on paper and for everybody, what was decided to be done, hand-outs."""

from __future__ import annotations

from pathlib import PurePath

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sasaeai.councils import actions
from sasaeai.councils.forms.meetings import HandoutForm, TaskForm
from sasaeai.councils.models import AgendaItem, Meeting
from sasaeai.councils.printing.minutes import (
    LEVELS,
    agenda_report,
    minutes_report,
    public_report,
)
from sasaeai.councils.queries.meetings import meeting_page
from sasaeai.councils.queries.public_text import proposed_text
from sasaeai.councils.refused import deed
from sasaeai.councils.rules.meetings import MeetingState, Publication
from sasaeai.councils.views.found import file_answer, may_write, meeting_of
from sasaeai.documents.report import Report
from sasaeai.documents.writing.pdf import report_to_pdf
from sasaeai.documents.writing.word import report_to_docx
from sasaeai.history import actions as history
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock
from sasaeai.ui.access import NoRight

WRITERS = {"pdf": report_to_pdf, "docx": report_to_docx}


def _back(one: Meeting, tab: str, part: str = "") -> HttpResponse:
    return redirect(f"{reverse('councils:meeting', args=[one.pk])}?tab={tab}#{part or tab}")


@require_GET
def paper(request: SignedInRequest, pk: int, sort: str, kind: str) -> HttpResponse:
    """次第, 会議録 (要旨・全文・内部) or the public minutes, as PDF or Word."""
    one = meeting_of(request, pk)
    if kind not in WRITERS or sort not in ("agenda", "public", *LEVELS):
        raise Http404("その書類はありません。")
    if sort == "internal" and not may_write(request.user, one.council):
        raise NoRight("内部の会議録は、この協議体を受け持つ人だけが出せます。")
    report = _report(request, one, sort)
    if report is None:
        messages.warning(
            request, "公開する文をまだ確かめていません。先に「公開用に直す」を開いてください。"
        )
        return _back(one, "after")
    label = f"{report.title}（{kind}）"
    history.printed(by=request.user, at=clock.now(), what="councils.printed", label=label)
    return file_answer(WRITERS[kind](report), kind, f"{report.title}.{kind}")


def _report(request: SignedInRequest, one: Meeting, sort: str) -> Report | None:
    found = meeting_page(request.user, one)
    by, on = request.user.doer_name, clock.today()
    if sort == "agenda":
        return agenda_report(one, found, made_by=by, on=on)
    if sort == "public":
        public = getattr(one, "public_minutes", None)
        if one.publication == Publication.INTERNAL or one.state != MeetingState.HELD:
            return None
        return public and public_report(one, public.text, found, made_by=by, on=on)
    return minutes_report(one, found, LEVELS[sort], made_by=by, on=on)


@require_http_methods(["GET", "POST"])
def public(request: SignedInRequest, pk: int) -> HttpResponse:
    """公開用に直す: names are taken out; a person reads it through and says so."""
    one = meeting_of(request, pk)
    found = meeting_page(request.user, one)
    kept = getattr(one, "public_minutes", None)
    level = request.POST.get("publication", "")
    if request.method == "POST" and level in Publication.values and level != one.publication:
        _publish_at(request, one, level)
        return redirect("councils:public", pk=one.pk)
    text = request.POST.get("text") or (kept.text if kept else proposed_text(one, found))
    if request.method == "POST":
        if not request.POST.get("sure"):
            messages.error(request, "読んで確かめたら、しるしを付けてください。")
        else:
            try:
                actions.confirm_public_minutes(
                    by=request.user, at=clock.now(), meeting=one, text=text
                )
            except ValidationError as refused:
                messages.error(request, " ".join(refused.messages))
            else:
                messages.success(request, "公開用の会議録を保存しました。")
                return _back(one, "after")
    known = {
        "meeting": one,
        "text": text,
        "fresh": proposed_text(one, found) if kept else "",
        "levels": Publication.choices,
        "kept": kept,
    }
    return render(request, "councils/public.html", known)


def _publish_at(request: SignedInRequest, one: Meeting, level: str) -> None:
    actions.change_meeting(
        by=request.user,
        at=clock.now(),
        meeting=one,
        on=one.on,
        number=one.number,
        publication=level,
    )
    messages.success(request, f"「{Publication(level).label}」にしました。")


@require_POST
def task_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who does what until when."""
    one = meeting_of(request, pk)
    form = TaskForm(request.POST, meeting=one)
    item = _item_of(one, request.POST.get("item", ""))
    if form.is_valid():
        deed(
            form,
            lambda: actions.add_task(
                by=request.user, at=clock.now(), meeting=one, item=item, **form.cleaned_data
            ),
        )
    if form.errors:
        said = " ".join(str(e) for errors in form.errors.values() for e in errors)
        messages.error(request, f"用件を書けませんでした。{said}")
    return _back(one, "day", "tasks")


def _item_of(one: Meeting, key: str) -> AgendaItem | None:
    return one.items.filter(pk=int(key)).first() if key.isdigit() else None


@require_POST
def task_step(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """It is done, or not yet after all."""
    one = meeting_of(request, pk)
    task = get_object_or_404(one.tasks.select_related("meeting__council", "todo"), pk=number)
    done, result = request.POST.get("do") != "undo", request.POST.get("result", "")[:200]
    actions.finish_task(by=request.user, at=clock.now(), task=task, done=done, result=result)
    return _back(one, "after", "tasks")


@require_POST
def handout_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a file to hand out."""
    one = meeting_of(request, pk)
    form = HandoutForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        actions.add_handout(by=request.user, at=clock.now(), meeting=one, **given)
    else:
        messages.error(request, " ".join(str(e) for es in form.errors.values() for e in es))
    return _back(one, "prepare", "handouts")


@require_GET
def handout(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The file itself, always to be saved."""
    kept = get_object_or_404(meeting_of(request, pk).handouts, pk=number)
    with kept.file.open("rb") as file:
        data = file.read()
    return file_answer(data, "", f"{kept.title}{PurePath(str(kept.file.name)).suffix}")


@require_POST
def handout_remove(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """A file is not handed out after all."""
    one = meeting_of(request, pk)
    kept = get_object_or_404(one.handouts, pk=number)
    if request.POST.get("do") == "remove":
        actions.remove_handout(by=request.user, at=clock.now(), handout=kept)
    return _back(one, "prepare", "handouts")
