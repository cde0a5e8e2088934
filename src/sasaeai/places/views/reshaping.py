"""移す・合わせる・分ける, each with a page that says what will change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sasaeai.places import actions
from sasaeai.places.forms.reshaping import MergeForm, MoveForm, SplitForm
from sasaeai.places.models import Area
from sasaeai.places.rules.over_time import NotPossible
from sasaeai.places.views.areas import next_april, the_area
from sasaeai.places.views.trees import the_level
from sasaeai.towns import clock
from sasaeai.towns.uses import uses_of
from sasaeai.ui.requests import StaffRequest

Lines = list[str]


def area_move(request: StaffRequest, pk: int, level_pk: int) -> HttpResponse:
    """所属を変える."""
    area, level = the_area(request, pk), the_level(request, level_pk)
    today = clock.today()
    form = MoveForm(
        request.POST or None, area=area, level=level, day=today, initial={"on": next_april(today)}
    )
    now = area.within.filter(parent__level=level, valid_to=None).select_related("parent").first()
    here = now.parent.name if now else "どこにも属していません"
    shown = {
        "form": form, "area": area, "heading": f"「{area.name}」の{level.name}を変える",
        "note": f"いまの{level.name}：{here}",
    }  # fmt: skip

    def lines(given: dict[str, Any]) -> Lines:
        to = f"「{given['parent'].name}」" if given["parent"] else "どこにも属さない区域"
        day = _day(given["on"])
        return [
            f"{day}から、「{area.name}」の記録は{to}として数えます。",
            f"{day}より前の記録は、「{here}」のまま数えます。"
            if now
            else "それより前の記録は変わりません。",
        ]

    def deed(given: dict[str, Any]) -> Area:
        return actions.move_area(by=request.user, at=clock.now(), area=area, level=level, **given)

    return _in_two_steps(request, form, shown, [area], lines, deed)


def areas_merge(request: StaffRequest, pk: int) -> HttpResponse:
    """区域を合わせる."""
    level = the_level(request, pk)
    today = clock.today()
    form = MergeForm(
        request.POST or None, level=level, day=today, initial={"on": next_april(today)}
    )
    shown = {"form": form, "heading": f"{level.name}を合わせる"}

    def lines(given: dict[str, Any]) -> Lines:
        went = [area for area in given["areas"] if area != given["into"]]
        target = given["into"].name if given["into"] else given["name"]
        names, day = "」「".join(area.name for area in went), _day(given["on"])
        parts = sum(area.contains.filter(valid_to=None).count() for area in went)
        return [
            f"{day}から、「{names}」は使えなくなり、「{target}」になります。",
            f"その中にある{parts}の区域は、「{target}」の中に移ります。"
            if parts
            else "中にある区域はありません。",
            f"それまでの記録は元の区域のまま残り、「{target}」に寄せて数え直すこともできます。",
            "合わせた後の記録を、元の区域に分けて数え直すことはできません。",
        ]

    def deed(given: dict[str, Any]) -> Area:
        given = given | {"areas": list(given["areas"])}
        return actions.merge_areas(by=request.user, at=clock.now(), **given)

    chosen = list(form.cleaned_data.get("areas", ())) if form.is_valid() else []
    return _in_two_steps(request, form, shown, chosen, lines, deed)


def area_split(request: StaffRequest, pk: int) -> HttpResponse:
    """区域を分ける."""
    area = the_area(request, pk)
    initial = {"on": next_april(clock.today())}
    form = SplitForm(request.POST or None, initial=initial)
    shown = {"form": form, "area": area, "heading": f"「{area.name}」を分ける"}

    def lines(given: dict[str, Any]) -> Lines:
        names, day = "」「".join(name for name, _ in given["names"]), _day(given["on"])
        goes_on = given["goes_on"]
        return [
            f"{day}から、「{area.name}」の一部が「{names}」になります。「{area.name}」も残ります。"
            if goes_on
            else f"{day}から、「{area.name}」は使えなくなり、「{names}」になります。",
            "新しい区域は、元の区域と同じ区域（圏域など）に属します。",
            "それまでの記録がどの区域に当たるかは、記録からは決められません。前の年度の表は元の区域で数えます。",
        ]

    def deed(given: dict[str, Any]) -> Area:
        actions.split_area(by=request.user, at=clock.now(), area=area, **given)
        return area

    return _in_two_steps(request, form, shown, [area], lines, deed)


def _in_two_steps(
    request: StaffRequest,
    form: forms.Form,
    shown: dict[str, Any],
    touched: Sequence[Area],
    lines: Callable[[dict[str, Any]], Lines],
    deed: Callable[[dict[str, Any]], Area],
) -> HttpResponse:
    """The form; then what will change; then, when the person is sure, the deed."""
    shown = shown | {"go": "確認へ進む"}
    if request.method != "POST" or not form.is_valid():
        return render(request, "places/form.html", shown)
    if "sure" not in request.POST:
        more = {"lines": lines(form.cleaned_data), "hidden": _carried(request)}
        uses = uses_of(touched, leave_out=("places",))
        return render(request, "places/confirm.html", shown | more | {"uses": uses})
    try:
        area = deed(form.cleaned_data)
    except NotPossible as reason:
        form.add_error(None, str(reason))
        return render(request, "places/form.html", shown)
    messages.success(request, "区域を変えました。")
    return redirect("places:area", area.pk)


def _carried(request: StaffRequest) -> list[tuple[str, str]]:
    left = ("csrfmiddlewaretoken", "sure")
    return [(n, str(v)) for n, vs in request.POST.lists() for v in vs if n not in left]


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
