"""Reading plans: the list, one plan, its board, its paper, its pictures."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from sasaeai.councils.handed_out import imprint_of, report_answer
from sasaeai.councils.models import DistrictPlan
from sasaeai.councils.plans.forms import CardsForm
from sasaeai.councils.plans.papers import plan_paper
from sasaeai.councils.queries.plans import goals_of, heaps_of, plans_found
from sasaeai.councils.rules.plans import PlanState
from sasaeai.history import actions as history
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock
from sasaeai.ui.pictures import picture_answer

RECORD = "councils.record"


def plan_of(request: SignedInRequest, pk: int) -> DistrictPlan:
    """The plan, if it is of the person's town; 404 otherwise."""
    parts = DistrictPlan.objects.visible_to(request.user)
    return get_object_or_404(parts.select_related("town", "area__level__tree", "council"), pk=pk)


def plan_to_write(request: SignedInRequest, pk: int) -> DistrictPlan:
    """The plan, if the person writes it; 404 otherwise."""
    parts = DistrictPlan.objects.workable_by(request.user)
    return get_object_or_404(parts.select_related("town", "area__level__tree", "council"), pk=pk)


def is_own(request: SignedInRequest, plan: DistrictPlan) -> bool:
    """Whether the person may write in the plan."""
    if not request.user.may(RECORD):
        return False
    return DistrictPlan.objects.workable_by(request.user).filter(pk=plan.pk).exists()


@require_GET
def plan_list(request: SignedInRequest) -> HttpResponse:
    """地区の活動計画: what every district set out to do, and how far it is."""
    given = request.GET
    state = given.get("state", "")
    found = plans_found(
        request.user,
        state=state if state in PlanState.values else "",
        model_only=bool(given.get("model")),
        today=clock.today(),
    )
    may = {
        "record": request.user.may(RECORD),
        "settings": request.user.may("councils.settings"),
    }
    known: dict[str, Any] = {
        "page": Paginator(found, 50).get_page(given.get("page")),
        "states": PlanState.choices,
        "asked": given,
        "may": may,
    }
    return render(request, "councils/plans/list.html", known)


@require_GET
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """One plan: voices, figures, goals, steps, looks back."""
    one = plan_of(request, pk)
    known = {
        "plan": one,
        "heaps": heaps_of(one),
        "figures": one.figures.all(),
        "goals": goals_of(one, today=clock.today()),
        "reviews": one.reviews.all(),
        "photos": one.photos.all(),
        "own": is_own(request, one),
    }
    return render(request, "councils/plans/plan.html", known)


@require_GET
def board(request: SignedInRequest, pk: int) -> HttpResponse:
    """The cards on their heaps; works without scripts: marks, then one button."""
    one = plan_of(request, pk)
    known = {
        "plan": one,
        "heaps": heaps_of(one),
        "form": CardsForm(),
        "photos": one.photos.all(),
        "own": is_own(request, one),
    }
    return render(request, "councils/plans/board.html", known)


@require_GET
def paper(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """The printed plan, as PDF or Word."""
    one = plan_of(request, pk)
    report = plan_paper(
        one,
        heaps=heaps_of(one),
        goals=goals_of(one, today=clock.today()),
        imprint=imprint_of(request),
    )
    answer = report_answer(report, kind, one.title)
    history.printed(by=request.user, at=clock.now(), what="councils.plan_printed", label=one.title)
    return answer


@require_GET
def photo(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The picture of the paper board: a JPEG made by us, whatever was sent."""
    kept = get_object_or_404(plan_of(request, pk).photos, pk=number)
    return picture_answer(kept.file)
