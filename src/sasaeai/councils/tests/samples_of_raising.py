"""Example records of every address of issues and plans."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from PIL import Image

from sasaeai.councils.actions.plans import add_board_photo, keep_plan
from sasaeai.councils.examples import AT, DAY
from sasaeai.councils.examples_of_raising import (
    a_plan,
    a_route,
    a_step,
    an_answered_issue,
    an_issue,
    their_issue,
    their_plan,
)
from sasaeai.councils.models import Issue, PlanGoal, PlanStep
from sasaeai.councils.rules.raising import Move
from sasaeai.documents.photos import clean_photo
from sasaeai.people.examples import Cast

Made = list[dict[str, Any]]


def three(cast: Cast) -> list[Issue]:
    """An issue of the first area, of the second, of the other town."""
    elsewhere = an_issue(cast, by=cast.aoki, areas=[cast.second_area], post=None)
    return [an_issue(cast), elsewhere, their_issue(cast)]


def of_issue(cast: Cast) -> Made:
    """One issue."""
    return [{"pk": one.pk} for one in three(cast)]


def of_two_towns(cast: Cast) -> Made:
    """An issue that the whole town reads."""
    own, _, theirs = three(cast)
    return [{"pk": own.pk}, {"pk": theirs.pk}]


def of_sheet(cast: Cast) -> Made:
    """A paper of an issue."""
    return [{**given, "sort": "proposal", "kind": "docx"} for given in of_two_towns(cast)]


def of_telling(cast: Cast) -> Made:
    """Somebody who is to hear an answer."""
    own = an_answered_issue(cast)
    elsewhere = an_answered_issue(cast, by=cast.aoki, areas=[cast.second_area])
    theirs = their_issue(cast)
    for move in (Move.DECLINE, Move.ANSWER):
        a_step(theirs, move, by=cast.kinoshita)
    lines = [one.tellings.first() for one in (own, elsewhere, theirs)]
    return [{"pk": line.issue_id, "number": line.pk} for line in lines if line is not None]


def of_route(cast: Cast) -> Made:
    """A route."""
    return [
        {"pk": a_route(cast.aoki, cast.town).pk},
        {"pk": a_route(cast.kinoshita, cast.other_town).pk},
    ]


def of_plan(cast: Cast) -> Made:
    """A plan of the first area, of the second, of the other town."""
    elsewhere = keep_plan(
        by=cast.aoki,
        at=AT,
        town=cast.town,
        plan=None,
        facts={
            "title": "第2圏域の計画",
            "area": cast.second_area,
            "begins_on": DAY,
            "ends_on": DAY,
        },
    )
    return [{"pk": one.pk} for one in (a_plan(cast), elsewhere, their_plan(cast))]


def of_plan_part(cast: Cast) -> Made:
    """A goal of a plan."""
    made = of_plan(cast)
    goals = [PlanGoal.objects.create(plan_id=given["pk"], title="目標") for given in made]
    return [{"pk": goal.plan_id, "sort": "goal", "number": goal.pk} for goal in goals]


def of_plan_step(cast: Cast) -> Made:
    """A step of a plan."""
    made = of_plan_part(cast)
    steps = [
        PlanStep.objects.create(goal_id=given["number"], title="取り組み", owner="町会")
        for given in made
    ]
    return [{"pk": part["pk"], "number": step.pk} for part, step in zip(made, steps, strict=True)]


def of_plan_of_two_towns(cast: Cast) -> Made:
    """A plan that the whole town reads."""
    own, _, theirs = of_plan(cast)
    return [own, theirs]


def of_plan_paper(cast: Cast) -> Made:
    """A printed plan."""
    return [{**given, "kind": "docx"} for given in of_plan_of_two_towns(cast)]


def of_plan_photo(cast: Cast) -> Made:
    """A picture of a paper board."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(data, "JPEG")
    clean, made = clean_photo(data.getvalue()), []
    for by, one in ((cast.ishida, a_plan(cast)), (cast.kinoshita, their_plan(cast))):
        photo = add_board_photo(by=by, at=AT, plan=one, photo=clean)
        made.append({"pk": one.pk, "number": photo.pk})
    return made


BOUND: dict[str, Callable[[Cast], Made]] = {
    **{f"issues:{name}": of_issue for name in ("edit", "needs", "step")},
    "issues:told": of_telling,
    **{f"plans:{name}": of_plan for name in ("edit", "cards-new", "cards-put", "photo-new")},
    "plans:part": of_plan_part,
    "plans:part-new": lambda cast: [{**given, "sort": "goal"} for given in of_plan(cast)],
    "plans:report": of_plan_step,
}
UNBOUND: dict[str, Callable[[Cast], Made]] = {
    "issues:issue": of_two_towns,
    "issues:sheet": of_sheet,
    "issues:route": of_route,
    "plans:plan": of_plan_of_two_towns,
    "plans:board": of_plan_of_two_towns,
    "plans:paper": of_plan_paper,
    "plans:photo": of_plan_photo,
}
