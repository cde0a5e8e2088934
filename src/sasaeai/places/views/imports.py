"""取り込み: areas, people and outlines from files: choose, look, confirm."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sasaeai.documents.reading import HeadsNotFound
from sasaeai.documents.refusals import CannotRead
from sasaeai.places import actions
from sasaeai.places.forms.imports import AreasFileForm, OutlinesFileForm, PeopleFileForm
from sasaeai.places.queries.importing import area_plan, outline_plan, people_plan
from sasaeai.places.rules import area_file
from sasaeai.places.rules.geojson_file import read_features
from sasaeai.places.rules.population_file import is_sum, mismatch, read_people
from sasaeai.places.rules.side_by_side import read_areas
from sasaeai.places.views.trees import COLUMNS, workbook
from sasaeai.towns import clock
from sasaeai.towns.models import Town
from sasaeai.ui import handed_in
from sasaeai.ui.requests import StaffRequest

SAMPLE = (
    ("日常生活圏域", "市全域", "", "○○市", "", "", "", "", ""),
    ("日常生活圏域", "日常生活圏域", "K1", "東圏域", "ひがしけんいき", "○○市", "", "", ""),
    ("ブロック", "ブロック", "B1", "第1ブロック", "", "○○市", "", "", ""),
    ("地区", "地区", "001", "若葉地区", "わかばちく", "東圏域、第1ブロック", "2022/4/1", "", ""),
)

AREAS_HEADS = "見出しを「区域名」にするか、「圏域」「地区」のように広い区域から順に列をならべて"
PEOPLE_HEADS = "見出しを「区域名」か「地域名」に直して"


def areas_form(request: StaffRequest) -> HttpResponse:
    """The form for areas, with four example rows."""
    return workbook(request, "区域", COLUMNS, SAMPLE, "areas-form.xlsx")


def areas_import(request: StaffRequest) -> HttpResponse:
    """区域の一覧を取り込む."""
    town = get_object_or_404(Town, pk=request.user.town_id)
    form = AreasFileForm(*_posted(request))
    shown = {"form": form, "heading": "区域の一覧を取り込む", "kind": "areas"}
    file = _file(request, form)
    if file is None:
        return render(request, "places/import.html", shown)
    given = {"tree": form.cleaned_data["tree"], "level": form.cleaned_data["level"]}
    try:
        read = read_areas(file.data, filename=file.name)
    except CannotRead as reason:
        form.add_error("file", _words(reason, AREAS_HEADS))
        return render(request, "places/import.html", shown)
    if "sure" in request.POST:
        done = actions.import_areas(by=request.user, at=clock.now(), town=town, read=read, **given)
        handed_in.drop(file.token)
        said = f"区域を{done.added}件入れました。"
        if done.completed:
            said += f"{done.completed}件に書き足しました。"
        if done.refused:
            said += f"{len(done.refused)}行は読み込めませんでした。"
        messages.success(request, said)
        return redirect("places:trees")
    plan = area_plan(town.pk, read, on=clock.today(), **given)
    if "refused" in request.POST:
        return _refused(request, plan.labels, plan.refused)
    return render(request, "places/import.html", shown | {"plan": plan, "file": file})


def people_import(request: StaffRequest) -> HttpResponse:
    """人口を取り込む."""
    town = get_object_or_404(Town, pk=request.user.town_id)
    form = PeopleFileForm(*_posted(request), town_id=town.pk)
    shown: dict[str, Any] = {"form": form, "heading": "人口を取り込む", "kind": "people"}
    file = _file(request, form)
    if file is None:
        return render(request, "places/import.html", shown)
    given = form.cleaned_data
    try:
        read = read_people(file.data, filename=file.name)
        plan = people_plan(town.pk, read, level=given["level"], on=given["on"])
    except CannotRead as reason:
        form.add_error("on" if "いつ現在" in str(reason) else "file", _words(reason, PEOPLE_HEADS))
        return render(request, "places/import.html", shown)
    if "refused" in request.POST:
        return _refused(request, plan.labels, plan.refused)
    if "sure" in request.POST:
        settled = {name: given[name] for name in ("level", "on", "source", "add_missing")}
        done = actions.import_population(
            by=request.user, at=clock.now(), town=town, read=read, **settled
        )
        handed_in.drop(file.token)
        days = "、".join(_day(day) for day in done.dates)
        messages.success(request, f"{done.areas}区域の人口を取り込みました（{days}現在）。")
        return redirect("places:trees")
    more = {
        "people": plan,
        "mismatches": [words for line in plan.matched if (words := mismatch(line))][:20],
        "sums": sum(1 for line, _ in plan.unmatched if is_sum(line.name)),
        "file": file,
    }
    return render(request, "places/import.html", shown | more)


def outlines_import(request: StaffRequest) -> HttpResponse:
    """境界・位置を取り込む."""
    form = OutlinesFileForm(*_posted(request), town_id=request.user.town_id)
    shown: dict[str, Any] = {"form": form, "heading": "境界・位置を取り込む", "kind": "outlines"}
    file = _file(request, form)
    if file is None:
        return render(request, "places/import.html", shown)
    given = form.cleaned_data
    try:
        features = read_features(file.data)
    except CannotRead as reason:
        form.add_error("file", str(reason))
        return render(request, "places/import.html", shown)
    plan = outline_plan(
        request.user.town_id or 0, features, level=given["level"], named_by=given["named_by"]
    )
    if "sure" in request.POST:
        count = actions.import_outlines(
            by=request.user, at=clock.now(), level=given["level"], plan=plan,
            source=given["source"], filename=file.name,
        )  # fmt: skip
        handed_in.drop(file.token)
        messages.success(request, f"{count}区域に境界・位置を付けました。")
        return redirect("places:trees")
    return render(request, "places/import.html", shown | {"outlines": plan, "file": file})


def _posted(request: StaffRequest) -> tuple[Any, Any]:
    return (request.POST or None, request.FILES or None)


def _file(request: StaffRequest, form: forms.Form) -> handed_in.HandedIn | None:
    """The file handed in now, or the one kept since the last step; None where the form is to be shown."""
    token = request.POST.get("token")
    if token:
        form.fields["file"].required = False
    if request.method != "POST" or not form.is_valid():
        return None
    if not token:
        file = form.cleaned_data["file"]
        return handed_in.keep(by=request.user, at=clock.now(), name=file.name, data=file.read())
    try:
        return handed_in.take(by=request.user, token=token)
    except handed_in.Gone as gone:
        form.add_error("file", str(gone))
        return None


def _words(reason: CannotRead, way_out: str) -> str:
    """Our page has no screen for mapping columns, so the way out is to write the heads."""
    if isinstance(reason, HeadsNotFound):
        return f"区域の名前の列が見つかりません。{way_out}、もう一度お選びください。"
    return str(reason)


def _refused(
    request: StaffRequest, labels: tuple[str, ...], refused: tuple[area_file.Refused, ...]
) -> HttpResponse:
    """Refused rows as a workbook, the reason beside each, ready to be mended and handed in again."""
    columns = ("行", "読み込めない理由", *labels)
    rows = [(line.number, line.reason, *line.cells) for line in refused]
    return workbook(request, "読み込めない行", columns, rows, "refused.xlsx")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
