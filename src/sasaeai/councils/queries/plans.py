"""Reading plans of districts: the list, one plan with everything, its board of cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q

from sasaeai.councils.models import (
    CardGroup,
    DistrictPlan,
    DistrictPlanQuerySet,
    PlanCard,
    PlanGoal,
    PlanStep,
)
from sasaeai.councils.rules.plans import TO_DO, StepState, is_late, progress_words
from sasaeai.towns.viewer import Viewer


def plans_found(
    viewer: Viewer, *, state: str = "", model_only: bool = False, today: date
) -> DistrictPlanQuerySet:
    """Plans with their counts of steps: `all_steps`, `done`, `dropped`, `late`."""
    found = DistrictPlan.objects.visible_to(viewer).select_related("area", "council")
    if state:
        found = found.filter(state=state)
    if model_only:
        found = found.filter(is_model=True)
    late = Q(goals__steps__state__in=sorted(TO_DO), goals__steps__due_on__lt=today)
    return found.annotate(
        all_steps=Count("goals__steps"),
        done=Count("goals__steps", filter=Q(goals__steps__state=StepState.DONE)),
        dropped=Count("goals__steps", filter=Q(goals__steps__state=StepState.DROPPED)),
        late=Count("goals__steps", filter=late),
    ).order_by("-begins_on", "area__order", "pk")


@dataclass(frozen=True)
class GoalLine:
    """A goal, its steps with whether they are late, how far it is in words."""

    goal: PlanGoal
    steps: list[tuple[PlanStep, bool]]
    progress: str


def goals_of(plan: DistrictPlan, *, today: date) -> list[GoalLine]:
    """Goals with their steps (two queries)."""
    goals = plan.goals.select_related("issue").prefetch_related("steps")
    return [_line(goal, list(goal.steps.all()), today) for goal in goals]


def _line(goal: PlanGoal, steps: list[PlanStep], today: date) -> GoalLine:
    seen = [(step, is_late(StepState(step.state), step.due_on, today)) for step in steps]
    return GoalLine(goal, seen, progress_words([StepState(step.state) for step in steps]))


def late_steps(viewer: Viewer, *, today: date) -> list[PlanStep]:
    """Steps that should have been done, of the plans that the person writes, the oldest first."""
    lines = PlanStep.objects.filter(
        goal__plan__in=DistrictPlan.objects.workable_by(viewer),
        state__in=sorted(TO_DO),
        due_on__lt=today,
    )
    return list(lines.select_related("goal__plan").order_by("due_on", "pk")[:20])


@dataclass(frozen=True)
class Heap:
    """Cards of one heap; `group` None: not sorted yet."""

    group: CardGroup | None
    cards: list[PlanCard]

    @property
    def name(self) -> str:
        """What stands above it."""
        return self.group.name if self.group else "まだ分けていない"


def heaps_of(plan: DistrictPlan) -> list[Heap]:
    """The board: unsorted cards first, then the heaps in their order (three queries)."""
    loose = Heap(None, list(plan.cards.filter(group__isnull=True)))
    groups = plan.groups.prefetch_related(
        Prefetch("cards", queryset=PlanCard.objects.order_by("order", "pk"))
    )
    return [loose, *(Heap(group, list(group.cards.all())) for group in groups)]
