"""区域: trees side by side, the list, trees and levels."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date

from sasaeai.documents.paper import Imprint
from sasaeai.documents.writing.lists import list_to_xlsx
from sasaeai.places import actions
from sasaeai.places.forms.areas import LevelForm, NewLevelForm, NewTreeForm, TreeForm
from sasaeai.places.models import Area, Level, Tree
from sasaeai.places.queries import areas_on, names_on
from sasaeai.places.queries.pages import areas_found, parents_on, trees_on
from sasaeai.places.rules.over_time import NotPossible
from sasaeai.towns import clock
from sasaeai.towns.models import Town
from sasaeai.ui.requests import StaffRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = ("分け方", "段", "コード", "区域名", "ふりがな", "上の区域", "いつから", "緯度", "経度")


def asked_day(request: StaffRequest) -> date:
    """The day of the address (?on=2022-04-01), or today."""
    try:
        return parse_date(request.GET.get("on", "")) or clock.today()
    except ValueError:
        return clock.today()


def tree_list(request: StaffRequest) -> HttpResponse:
    """区域: every way of dividing the town, side by side."""
    day = asked_day(request)
    shown = {
        "trees": trees_on(request.user.town_id, day),
        "day": day,
        "is_today": day == clock.today(),
        "may_edit": request.user.may("places.edit"),
        "may_import": request.user.may("places.import"),
    }
    return render(request, "places/trees.html", shown)


def area_list(request: StaffRequest) -> HttpResponse:
    """区域の一覧, filtered in the address."""
    day, town = asked_day(request), request.user.town_id
    asked = {"level": request.GET.get("level", ""), "words": request.GET.get("q", "").strip()}
    areas = areas_found(town, day, **asked)
    printed = "print" in request.GET
    page = Paginator(areas, 2000 if printed else 50).get_page(request.GET.get("page"))
    on_page = list(page.object_list)
    parents, names = parents_on(town, day, [a.pk for a in on_page]), names_on(town, day)
    shown = {
        "page": page,
        "rows": [(a, names[a.pk], parents.get(a.pk, [])) for a in on_page],
        "day": day,
        "asked": asked,
        "levels": Level.objects.visible_to(request.user).select_related("tree"),
        "printed": printed,
    }
    return render(request, "places/areas.html", shown)


def areas_export(request: StaffRequest) -> HttpResponse:
    """The list as a workbook that can be read back."""
    day, town_id = asked_day(request), request.user.town_id
    areas = list(
        areas_found(
            town_id, day, level=request.GET.get("level", ""), words=request.GET.get("q", "")
        )
    )
    parents = parents_on(town_id, day, [a.pk for a in areas])
    rows = [
        (a.level.tree.name, a.level.name, a.code, a.name, a.kana,
         "、".join(f"{p.level.name}：{p.name}" for p in parents.get(a.pk, [])),
         a.valid_from, a.latitude, a.longitude)
        for a in areas
    ]  # fmt: skip
    return workbook(request, "区域一覧", COLUMNS, rows, "areas.xlsx")


def workbook(
    request: StaffRequest, title: str, columns: Any, rows: Any, filename: str
) -> HttpResponse:
    """A list as an answer to download."""
    file = io.BytesIO()
    town = get_object_or_404(Town, pk=request.user.town_id)
    imprint = Imprint(made_by=request.user.doer_name, made_on=clock.today(), town=town.name)
    list_to_xlsx(columns, rows, into=file, title=title, imprint=imprint)
    answer = HttpResponse(file.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer


def areas_geojson(request: StaffRequest) -> HttpResponse:
    """Areas with an outline or a point, as GeoJSON (longitude, latitude)."""
    areas = areas_on(request.user.town_id, asked_day(request), request.GET.get("level", ""))
    features = [_feature(area) for area in areas]
    content = {"type": "FeatureCollection", "features": [f for f in features if f["geometry"]]}
    options = {"ensure_ascii": False, "separators": (",", ":")}
    answer = JsonResponse(content, json_dumps_params=options, encoder=json.JSONEncoder)
    answer["Content-Type"] = "application/geo+json"
    answer["Content-Disposition"] = 'attachment; filename="areas.geojson"'
    return answer


def _feature(area: Area) -> dict[str, Any]:
    geometry = area.outline
    if geometry is None and area.latitude is not None:
        geometry = {"type": "Point", "coordinates": [area.longitude, area.latitude]}
    words = {
        "name": area.name, "code": area.code, "level": area.level.name,
        "tree": area.level.tree.name, "source": area.outline_source,
    }  # fmt: skip
    return {"type": "Feature", "properties": words, "geometry": geometry}


def tree_new(request: StaffRequest) -> HttpResponse:
    """区域の分け方を足す."""
    form = NewTreeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        town = get_object_or_404(Town, pk=request.user.town_id)
        try:
            tree = actions.add_tree(by=request.user, at=clock.now(), town=town, **form.cleaned_data)
        except ValidationError:
            form.add_error("code", "このコードの分け方はもうあります。別のコードにしてください。")
        else:
            messages.success(request, f"「{tree.name}」を足しました。つづけて段を足してください。")
            return redirect("places:level-new", tree.pk)
    return render(request, "places/form.html", {"form": form, "heading": "分け方を足す"})


def tree_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """分け方の名前と並びを直す."""
    tree = get_object_or_404(Tree.objects.visible_to(request.user), pk=pk)
    form = TreeForm(request.POST or None, instance=tree)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        tree.refresh_from_db()
        actions.change_tree(by=request.user, at=clock.now(), tree=tree, **given)
        messages.success(request, "保存しました。")
        return redirect("places:trees")
    return render(request, "places/form.html", {"form": form, "heading": f"「{tree.name}」を直す"})


def level_new(request: StaffRequest, pk: int) -> HttpResponse:
    """段を足す."""
    tree = get_object_or_404(Tree.objects.visible_to(request.user), pk=pk)
    form = NewLevelForm(request.POST or None)
    form.instance.tree = tree
    if request.method == "POST" and form.is_valid():
        try:
            level = actions.add_level(
                by=request.user, at=clock.now(), tree=tree, **form.cleaned_data
            )
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(
                request, f"「{level.name}」を足しました。つづけて区域を足してください。"
            )
            return redirect("places:trees")
    heading = f"「{tree.name}」に段を足す"
    return render(request, "places/form.html", {"form": form, "heading": heading})


def the_level(request: StaffRequest, pk: int) -> Level:
    """A level of the person's town, or 404."""
    levels = Level.objects.visible_to(request.user).select_related("tree__town")
    return get_object_or_404(levels, pk=pk)


def level_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """段の名前と層を直す."""
    level = the_level(request, pk)
    form = LevelForm(request.POST or None, instance=level)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.change_level(
                by=request.user, at=clock.now(), level=the_level(request, pk), **given
            )
        except NotPossible as reason:
            form.add_error("name", str(reason))
        else:
            messages.success(request, "保存しました。")
            return redirect("places:trees")
    return render(request, "places/form.html", {"form": form, "heading": f"「{level.name}」を直す"})
