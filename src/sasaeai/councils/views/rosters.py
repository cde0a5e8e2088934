"""名簿: taken in from Excel, given out as Excel, as a sheet to tick and as address labels."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sasaeai.councils import actions
from sasaeai.councils.forms.rosters import RosterForm
from sasaeai.councils.models import Council, Membership
from sasaeai.councils.printing.lists import COLUMNS, labels_for, roster_rows, roster_table
from sasaeai.councils.queries.roster_sheet import COLUMNS as READ
from sasaeai.councils.queries.roster_sheet import RosterSheet, read_roster
from sasaeai.councils.views.found import council_of, file_answer
from sasaeai.documents.labels import SHAPES, labels_to_pdf
from sasaeai.documents.paper import Imprint
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.tables import table_to_pdf
from sasaeai.documents.writing.lists import list_to_xlsx
from sasaeai.history import actions as history
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock
from sasaeai.ui import handed_in
from sasaeai.vocabulary.models import Term

SORTS = ("xlsx", "pdf", "labels")


@require_http_methods(["GET", "POST"])
def roster_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose a file → see what it holds → take it in."""
    one = council_of(request, pk)
    form = RosterForm(request.POST or None, request.FILES or None)
    known: dict[str, Any] = {"form": form, "council": one, "columns": READ}
    known["kinds"] = Term.objects.of(one.town_id, "member-kind").filter(retired_in=None)
    if request.method == "POST" and form.is_valid():
        read = _read(request, one, form)
        if read is not None:
            given, sheet = read
            if request.POST.get("do") == "keep" and _taken(request, one, form, sheet):
                handed_in.drop(given.token)
                return redirect("councils:council", pk=one.pk)
            known |= {"sheet": sheet, "given": given}
    return render(request, "councils/roster_import.html", known)


def _read(
    request: SignedInRequest, one: Council, form: RosterForm
) -> tuple[handed_in.HandedIn, RosterSheet] | None:
    file, by = form.cleaned_data["file"], request.user
    try:
        if file is not None:
            name = PurePath(file.name).name
            given = handed_in.keep(by=by, at=clock.now(), name=name, data=file.read())
        elif form.cleaned_data["kept"]:
            given = handed_in.take(by=by, token=form.cleaned_data["kept"])
        else:
            form.add_error("file", "ファイルを選んでください。")
            return None
        return given, read_roster(one, given.data, given.name)
    except (CannotRead, handed_in.Gone) as why:
        form.add_error("file", str(why))
        return None


def _taken(request: SignedInRequest, one: Council, form: RosterForm, sheet: RosterSheet) -> bool:
    rows = [(row.person, row.seat, row.known) for row in sheet.rows]
    try:
        made, there = actions.import_roster(
            by=request.user, at=clock.now(), council=one, rows=rows, file_name=sheet.filename
        )
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return False
    said = f"{made}人を構成員に加えました。"
    messages.success(request, said + (f"{there}人はもう構成員です。" if there else ""))
    if sheet.refused:
        messages.warning(request, f"{len(sheet.refused)}行は取り込んでいません。")
    return True


@require_GET
def roster(request: SignedInRequest, pk: int, sort: str) -> HttpResponse:
    """The members of today as Excel, as a sheet for the table at the door, as address labels."""
    one = council_of(request, pk)
    if sort not in SORTS:
        raise Http404("その形の名簿はありません。")
    seats = list(one.memberships.held_on(clock.today()).select_related("participant__body", "kind"))
    label = f"{one.name}の名簿（{sort}）"
    history.exported(
        by=request.user,
        at=clock.now(),
        what="councils.roster_exported",
        label=label,
        count=len(seats),
        about=one,
    )
    if sort == "labels":
        return _labels(request, one, seats)
    if sort == "pdf":
        user = request.user
        table = roster_table(one, seats, on=clock.today())
        data = table_to_pdf(
            table,
            made_by=user.doer_name,
            made_on=clock.today(),
            town=user.town.name,
            confidential=True,
        )
        return file_answer(data, "pdf", f"{one.name}_出席簿.pdf")
    return _workbook(request, one, seats)


def _workbook(request: SignedInRequest, one: Council, seats: Sequence[Membership]) -> HttpResponse:
    file = io.BytesIO()
    user = request.user
    imprint = Imprint(user.doer_name, clock.today(), town=user.town.name, confidential=True)
    list_to_xlsx(COLUMNS, roster_rows(seats), into=file, title="名簿", imprint=imprint)
    return file_answer(file.getvalue(), "xlsx", f"{one.name}_名簿.xlsx")


def _labels(request: SignedInRequest, one: Council, seats: Sequence[Membership]) -> HttpResponse:
    labels = labels_for(seat.participant for seat in seats)
    if not labels:
        messages.warning(request, "住所の分かる構成員がいないため、宛名ラベルを作れません。")
        return redirect("councils:council", pk=one.pk)
    first = request.GET.get("first", "1")
    data = labels_to_pdf(
        labels,
        shape=SHAPES.get(request.GET.get("shape", ""), SHAPES["21"]),
        made_on=clock.today(),
        first=int(first) if first.isdigit() and 1 <= int(first) <= 24 else 1,
        grid=bool(request.GET.get("grid")),
    )
    return file_answer(data, "pdf", f"{one.name}_宛名ラベル.pdf")
