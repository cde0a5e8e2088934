"""One area: its page, adding, correcting, renaming, closing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sasaeai.analysis.outlines import Drawing, drawing
from sasaeai.places import actions
from sasaeai.places.forms.areas import AreaForm, CloseAreaForm, NewAreaForm, RenameAreaForm
from sasaeai.places.models import Area, Level
from sasaeai.places.queries.pages import above_of
from sasaeai.places.queries.people import people_page
from sasaeai.places.rules.over_time import NotPossible, Span
from sasaeai.places.views.trees import asked_day, the_level
from sasaeai.towns import clock
from sasaeai.ui.requests import StaffRequest


def the_area(request: StaffRequest, pk: int) -> Area:
    """An area of the person's town, or 404."""
    areas = Area.objects.visible_to(request.user).select_related("level__tree__town")
    return get_object_or_404(areas, pk=pk)


def next_april(day: date) -> date:
    """The first day of the next fiscal year: when areas usually change."""
    return date(day.year + (day.month >= 4), 4, 1)


def area_page(request: StaffRequest, pk: int) -> HttpResponse:
    """One area: what it lies within over time, what became of it, who lives there."""
    area, day = the_area(request, pk), asked_day(request)
    ties = list(area.within.select_related("parent__level__tree"))
    inside = area.contains.select_related("area__level").order_by("area__level", "area__order")
    parts = [tie.area for tie in inside if Span(tie.valid_from, tie.valid_to).covers(day)]
    above = above_of(request.user.town_id, area, day)
    below = {part.level_id for part in parts}
    reached = {area.level_id, *below, *(each.level_id for each in above)}
    direct = {tie.parent_id for tie in ties}
    others = Level.objects.visible_to(request.user).exclude(pk__in=reached)
    shown = {
        "area": area,
        "day": day,
        "is_in_use": Span(area.valid_from, area.valid_to).covers(day),
        "ties": [(tie, Span(tie.valid_from, tie.valid_to).covers(day)) for tie in ties],
        "farther": [each for each in above if each.pk not in direct],
        "untied": others.select_related("tree"),
        "parts": parts,
        "former": area.former_names.all(),
        "came_from": area.came_from.select_related("old"),
        "became": area.became.select_related("new"),
        "people": people_page(request.user.town_id, area.pk, on=day),
        "drawing": _drawing(area, parts),
        "may_edit": request.user.may("places.edit"),
    }
    return render(request, "places/area.html", shown)


def _drawing(area: Area, parts: list[Area]) -> tuple[Drawing, list[str]] | None:
    """The area's outline, or those of the areas within it; with the names of the paths."""
    drawn = [(each.name, each.outline) for each in ([area] if area.outline else parts)]
    outlines = [outline for _, outline in drawn if outline is not None]
    if not outlines:
        return None
    return drawing(outlines), [name for name, outline in drawn if outline is not None]


def area_new(request: StaffRequest, pk: int) -> HttpResponse:
    """区域を足す."""
    level = the_level(request, pk)
    form = NewAreaForm(request.POST or None, level=level, day=clock.today())
    if request.method == "POST" and form.is_valid():
        given = {k: form.cleaned_data[k] for k in ("name", "kana", "code", "valid_from")}
        try:
            area = actions.add_area(
                by=request.user, at=clock.now(), level=level, parents=form.parents(), **given
            )
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"「{area.name}」を足しました。")
            if "more" in request.POST:
                return redirect("places:area-new", level.pk)
            return redirect("places:area", area.pk)
    shown = {"form": form, "heading": f"{level.name}に区域を足す", "more": True}
    return render(request, "places/form.html", shown)


def area_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """区域を直す."""
    area = the_area(request, pk)
    form = AreaForm(request.POST or None, instance=area)
    if request.method == "POST" and form.is_valid():
        actions.correct_area(
            by=request.user, at=clock.now(), area=the_area(request, pk), given=form.cleaned_data
        )
        messages.success(request, "保存しました。")
        return redirect("places:area", pk)
    shown = {"form": form, "heading": f"「{area.name}」を直す", "area": area}
    return render(request, "places/form.html", shown)


def area_rename(request: StaffRequest, pk: int) -> HttpResponse:
    """名前を変える（日付から）."""
    area = the_area(request, pk)
    form = RenameAreaForm(request.POST or None, initial={"on": next_april(clock.today())})
    note = f"いまの名前は「{area.name}」です。その日より前の表には、いまの名前を印刷します。"
    shown = {"form": form, "heading": "名前を変える", "area": area, "note": note}
    return _done(request, form, actions.rename_area, area) or render(
        request, "places/form.html", shown
    )


def area_close(request: StaffRequest, pk: int) -> HttpResponse:
    """区域を終える."""
    area = the_area(request, pk)
    form = CloseAreaForm(request.POST or None)
    note = (
        f"「{area.name}」を、後を継ぐ区域なしに終えます。それまでの記録と表は残ります。"
        "ほかの区域と合わせるとき、分けるときは「合わせる」「分ける」をお使いください。"
    )
    shown = {"form": form, "heading": "区域を終える", "area": area, "note": note}
    return _done(request, form, actions.close_area, area) or render(
        request, "places/form.html", shown
    )


def _done(request: StaffRequest, form: forms.Form, deed: Any, area: Area) -> HttpResponse | None:
    """Do the deed if the form may; None where the form has to be shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        deed(by=request.user, at=clock.now(), area=area, **form.cleaned_data)
    except NotPossible as reason:
        form.add_error(None, str(reason))
        return None
    messages.success(request, "保存しました。")
    return redirect("places:area", area.pk)
