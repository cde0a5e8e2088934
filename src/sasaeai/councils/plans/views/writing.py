"""Writing plans: the plan, its parts, how far a step is, the picture of the board."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sasaeai.councils.actions import plans as deeds
from sasaeai.councils.models import (
    CardGroup,
    DistrictPlan,
    PlanFigure,
    PlanGoal,
    PlanReview,
    PlanStep,
)
from sasaeai.councils.plans import forms as plan_forms
from sasaeai.councils.plans.views.reading import plan_to_write
from sasaeai.councils.refused import deed
from sasaeai.councils.rules.plans import StepState
from sasaeai.documents.photos import clean_photo
from sasaeai.documents.refusals import CannotRead
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock

PARTS: dict[str, tuple[type[models.Model], type[forms.ModelForm[Any]]]] = {
    "goal": (PlanGoal, plan_forms.GoalForm),
    "step": (PlanStep, plan_forms.StepForm),
    "figure": (PlanFigure, plan_forms.FigureForm),
    "review": (PlanReview, plan_forms.ReviewForm),
    "group": (CardGroup, plan_forms.GroupForm),
}


def form_page(
    request: SignedInRequest,
    form: forms.BaseForm,
    *,
    title: str,
    plan: DistrictPlan | None,
    do: Callable[[], Any],
    to: Callable[[Any], str],
    may_remove: bool = False,
) -> HttpResponse:
    """A page with one form; after the deed on to where it leads."""
    if request.method == "POST" and form.is_valid():
        made = deed(form, do)
        if made is not None:
            messages.success(request, "保存しました。")
            return redirect(to(made))
    known = {"form": form, "title": title, "plan": plan, "may_remove": may_remove}
    return render(request, "councils/plans/one_form.html", known)


@require_http_methods(["GET", "POST"])
def plan_new(request: SignedInRequest) -> HttpResponse:
    """A new plan."""
    return _plan_page(request, None)


@require_http_methods(["GET", "POST"])
def plan_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a plan."""
    return _plan_page(request, plan_to_write(request, pk))


def _plan_page(request: SignedInRequest, one: DistrictPlan | None) -> HttpResponse:
    town = request.user.town
    form = plan_forms.PlanForm(
        request.POST or None, instance=one, town=town, day=clock.today(), user=request.user
    )
    return form_page(
        request,
        form,
        title="計画を直す" if one else "地区の活動計画を作る",
        plan=one,
        do=lambda: deeds.keep_plan(
            by=request.user, at=clock.now(), town=town, plan=one, facts=form.cleaned_data
        ),
        to=lambda made: reverse("plans:plan", args=[made.pk]),
    )


@require_http_methods(["GET", "POST"])
def part_new(request: SignedInRequest, pk: int, sort: str) -> HttpResponse:
    """A new goal, step (`?goal=3`), figure, look back or heap."""
    one = plan_to_write(request, pk)
    if sort not in PARTS:
        raise Http404("その項目はありません。")
    model, _ = PARTS[sort]
    if sort == "step":
        asked = request.GET.get("goal", "")
        goal = get_object_or_404(one.goals, pk=int(asked) if asked.isdecimal() else 0)
        part: models.Model = PlanStep(goal=goal)
    elif sort == "review":
        part = PlanReview(plan=one, on=clock.today(), by_name=request.user.doer_name[:120])
    else:
        part = model(plan=one)
    return _part_page(request, one, sort, part)


@require_http_methods(["GET", "POST"])
def part_edit(request: SignedInRequest, pk: int, sort: str, number: int) -> HttpResponse:
    """Correct a part of a plan, or take it away."""
    one = plan_to_write(request, pk)
    if sort not in PARTS:
        raise Http404("その項目はありません。")
    model, _ = PARTS[sort]
    own = {"goal__plan": one} if sort == "step" else {"plan": one}
    part = get_object_or_404(model._default_manager.filter(**own), pk=number)
    if request.POST.get("remove"):
        return _removed(request, one, sort, part)
    return _part_page(request, one, sort, part)


def _part_page(request: SignedInRequest, one: DistrictPlan, sort: str, part: Any) -> HttpResponse:
    _, form_class = PARTS[sort]
    more: dict[str, Any] = {"plan": one} if sort == "goal" else {}
    form = form_class(request.POST or None, instance=part, **more)
    return form_page(
        request,
        form,
        title=f"{part._meta.verbose_name}を{'直す' if part.pk else '加える'}",
        plan=one,
        do=lambda: deeds.keep_part(
            by=request.user, at=clock.now(), plan=one, part=part, facts=form.cleaned_data
        ),
        to=lambda _: _home(one, sort),
        may_remove=part.pk is not None,
    )


def _removed(
    request: SignedInRequest, one: DistrictPlan, sort: str, part: models.Model
) -> HttpResponse:
    try:
        deeds.remove_part(by=request.user, at=clock.now(), plan=one, part=part)
        messages.success(request, "消しました。")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(_home(one, sort))


def _home(one: DistrictPlan, sort: str) -> str:
    return reverse("plans:board" if sort == "group" else "plans:plan", args=[one.pk])


@require_http_methods(["GET", "POST"])
def step_report(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """How far a step is."""
    one = plan_to_write(request, pk)
    step = get_object_or_404(
        PlanStep.objects.select_related("goal__plan"), goal__plan=one, pk=number
    )
    initial = {"state": step.state, "on": clock.today(), "remark": step.remark}
    form = plan_forms.ReportForm(request.POST or None, initial=initial)

    def do() -> PlanStep:
        given = dict(form.cleaned_data)
        state = StepState(given.pop("state"))
        return deeds.report_step(by=request.user, at=clock.now(), step=step, state=state, **given)

    title = f"進み具合：{step.title}"
    return form_page(request, form, title=title, plan=one, do=do, to=lambda _: _home(one, "step"))


@require_http_methods(["GET", "POST"])
def photo_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hang the picture of the paper board beside the cards."""
    one = plan_to_write(request, pk)
    form = plan_forms.PhotoForm(request.POST or None, request.FILES or None)

    def do() -> Any:
        try:
            clean = clean_photo(form.cleaned_data["file"].read())
        except CannotRead as refused:
            raise ValidationError({"file": str(refused)}) from None
        caption = form.cleaned_data["caption"]
        return deeds.add_board_photo(
            by=request.user, at=clock.now(), plan=one, photo=clean, caption=caption
        )

    title = "話し合いの写真を加える"
    return form_page(request, form, title=title, plan=one, do=do, to=lambda _: _home(one, "group"))
