"""What is done with a resource: states, publishing, confirming, merging, pictures, months."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from sasaeai.people.requests import SignedInRequest
from sasaeai.places.models import Area
from sasaeai.resources import actions
from sasaeai.resources.forms.deeds import (
    ConfirmForm,
    PublishForm,
    SettingsForm,
    StateForm,
    UnusualForm,
)
from sasaeai.resources.models import Resource
from sasaeai.resources.queries import Asked, alike, resources_found, settings_of
from sasaeai.resources.rules.freshness import Answer, How
from sasaeai.resources.rules.publishing import Publishing
from sasaeai.resources.rules.states import State
from sasaeai.resources.views.found import deed, resource_of
from sasaeai.resources.views.register import known_of
from sasaeai.towns import clock


@require_POST
def resource_area(request: SignedInRequest, pk: int) -> HttpResponse:
    """区域: the one in whose outline the point lies, chosen among those offered."""
    one = resource_of(request, pk)
    area = Area.objects.visible_to(request.user).filter(pk=_number(request, "area")).first()
    if area is not None:
        given = actions.Given(facts={"area": area})
        actions.change_resource(by=request.user, at=clock.now(), resource=one, given=given)
        messages.success(request, f"区域を「{area}」にしました。")
    return redirect("resources:resource", pk=one.pk)


def _number(request: SignedInRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


@require_http_methods(["GET", "POST"])
def resource_state(request: SignedInRequest, pk: int) -> HttpResponse:
    """始める・休む・再開する・終える."""
    one = resource_of(request, pk)
    form = StateForm(request.POST or None, resource=one, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        to = State(given.pop("to"))
        line = deed(
            form,
            lambda: actions.move_state(
                by=request.user, at=clock.now(), resource=one, to=to, **given
            ),
        )
        if line is not None:
            messages.success(request, f"「{one}」を「{to.label}」にしました。")
            return redirect("resources:resource", pk=one.pk)
    return render(request, "resources/state.html", {"form": form, "resource": one})


@require_http_methods(["GET", "POST"])
def resource_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """What residents are shown."""
    one = resource_of(request, pk)
    initial = {"publishing": one.publishing, "hidden": one.hidden}
    form = PublishForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = deed(
            form,
            lambda: actions.publish(
                by=request.user,
                at=clock.now(),
                resource=one,
                publishing=Publishing(given["publishing"]),
                hidden=given["hidden"],
            ),
        )
        if done is not None:
            messages.success(request, f"公開を「{done.get_publishing_display()}」にしました。")
            return redirect("resources:resource", pk=one.pk)
    return render(request, "resources/publish.html", {"form": form, "resource": one})


@require_http_methods(["GET", "POST"])
def resource_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """変わりなし with one tap, or the whole form."""
    one = resource_of(request, pk)
    if request.POST.get("same"):
        actions.confirm(
            by=request.user, at=clock.now(), resource=one, on=clock.today(), how=How.PHONE
        )
        messages.success(request, f"「{one}」を、きょう確認した（変わりなし）と記録しました。")
        return redirect("resources:resource", pk=one.pk)
    form = ConfirmForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        how, answer = How(given.pop("how")), Answer(given.pop("answer"))
        done = deed(
            form,
            lambda: actions.confirm(
                by=request.user, at=clock.now(), resource=one, how=how, answer=answer, **given
            ),
        )
        if done is not None:
            return _after_confirming(request, one, answer)
    known = {"form": form, "resource": one}
    return render(request, "resources/confirm.html", known)


def _after_confirming(request: SignedInRequest, one: Resource, answer: Answer) -> HttpResponse:
    messages.success(request, f"確認を記録しました（{answer.label}）。")
    ways = {
        Answer.CHANGED: "resources:resource-edit",
        Answer.PAUSED: "resources:resource-state",
        Answer.ENDED: "resources:resource-state",
    }
    return redirect(ways.get(answer, "resources:resource"), pk=one.pk)


@require_http_methods(["GET", "POST"])
def resource_merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """統合: choose the other record, compare, confirm."""
    keep = resource_of(request, pk)
    words = request.GET.get("q", "").strip()
    known: dict[str, Any] = {"keep": keep, "words": words}
    chosen = request.POST.get("drop") or request.GET.get("drop", "")
    if not chosen.isdigit():
        phones = [c.phone for c in keep.contacts.all()]
        likely = alike(
            request.user, name=keep.name, kana=keep.kana, address=keep.address, phones=phones,
            but=keep.pk,
        )  # fmt: skip
        others = resources_found(request.user, Asked(words=words, state="all"), today=clock.today())
        found = others.exclude(pk=keep.pk).select_related("kind", "area")[:20] if words else ()
        return render(request, "resources/merge.html", known | {"likely": likely, "found": found})
    known["drop"] = drop = resource_of(request, int(chosen))
    if request.method == "POST":
        try:
            actions.merge_resources(by=request.user, at=clock.now(), keep=keep, drop=drop)
        except (actions.MergeRefused, ValidationError) as why:
            messages.error(request, " ".join(getattr(why, "messages", [str(why)])))
        else:
            messages.success(request, f"「{drop}」を「{keep}」に統合しました。")
            return redirect("resources:resource", pk=keep.pk)
    known["rows"] = _side_by_side(keep, drop)
    return render(request, "resources/merge.html", known)


def _side_by_side(keep: Resource, drop: Resource) -> list[tuple[str, str, str]]:
    """The fields in which they differ: (name, kept, dropped)."""
    rows = []
    for name in actions.FACTS:
        one, other = getattr(keep, name), getattr(drop, name)
        if one != other and name != "extras":
            field = Resource._meta.get_field(name)
            label = str(getattr(field, "verbose_name", name))
            rows.append((label, _said(one), _said(other)))
    return rows


def _said(value: object) -> str:
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return "" if value is None else str(value)


@require_http_methods(["GET", "POST"])
def resource_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take out a record written by mistake."""
    one = resource_of(request, pk)
    reason = request.POST.get("reason", "").strip()
    if request.method == "POST" and reason:
        actions.remove_resource(by=request.user, at=clock.now(), resource=one, reason=reason[:200])
        messages.success(request, f"「{one}」を取り消しました。変更の履歴には残ります。")
        return redirect("resources:list")
    known = {"resource": one, "asked": request.method == "POST"}
    return render(request, "resources/remove.html", known)


@require_POST
def unusual_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """A day that differs from the timetable."""
    one = resource_of(request, pk)
    form = UnusualForm(request.POST)
    if not form.is_valid():
        known = known_of(request, one) | {"unusual_form": form}
        return render(request, "resources/resource.html", known, status=422)
    actions.add_unusual_day(
        by=request.user, at=clock.now(), resource=one, given=form.instance.unusual
    )
    messages.success(request, "いつもと違う日を加えました。")
    return redirect("resources:resource", pk=one.pk)


@require_POST
def unusual_remove(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Back to the timetable."""
    one = resource_of(request, pk)
    actions.remove_unusual_day(by=request.user, at=clock.now(), resource=one, key=number)
    messages.success(request, "いつもと違う日を消しました。")
    return redirect("resources:resource", pk=one.pk)


@require_http_methods(["GET", "POST"])
def register_settings(request: SignedInRequest) -> HttpResponse:
    """台帳の決めごと."""
    kept = settings_of(request.user.town_id)
    kept.town = request.user.town
    form = SettingsForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        actions.decide_settings(
            by=request.user, at=clock.now(), town=request.user.town, settings=form.instance
        )
        messages.success(request, "保存しました。")
        return redirect("resources:settings")
    return render(request, "resources/settings.html", {"form": form})
