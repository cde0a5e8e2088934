"""Typed builders of invented issues and plans, for tests, the demo and the docs."""

from __future__ import annotations

from datetime import date
from typing import Any

from sasaeai.councils.actions.issue_lines import Step
from sasaeai.councils.actions.moving import move_issue
from sasaeai.councils.actions.plans import keep_plan
from sasaeai.councils.actions.raising import open_issue
from sasaeai.councils.actions.raising_settings import keep_route
from sasaeai.councils.examples import AT, DAY
from sasaeai.councils.models import DistrictPlan, Issue, IssueStep, Route
from sasaeai.councils.rules.raising import PRESETS, Move
from sasaeai.people.examples import Cast
from sasaeai.places.models import Area
from sasaeai.resources.examples import a_word
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer


def a_route(by: Doer, town: Town, code: str = "two") -> Route:
    """第2層 → 第1層 → 市, unless another preset is named; the same one twice is one."""
    name, levels = PRESETS[code]
    kept = Route.objects.filter(town=town, name=name).first()
    return kept or keep_route(by=by, at=AT, town=town, route=None, name=name, levels=levels)


def an_issue(
    cast: Cast, title: str = "病院へ行く足がない", *, by: Doer | None = None, **given: Any
) -> Issue:
    """An issue of the first area, written down by 石田さん."""
    usual: dict[str, Any] = {
        "areas": [cast.first_area],
        "category": a_word(cast.town, "need-kind", "transport"),
        "post": cast.posts["first-area"],
        "wording": "バスの本数が減り、通院をあきらめる人がいる。",
        "wish": "予約して乗り合う車を試したい。",
        "on": DAY,
    }
    route = given.pop("route", None) or a_route(cast.aoki, cast.town)
    facts = {**usual, **given}
    return open_issue(
        by=by or cast.ishida, at=AT, town=cast.town, title=title, route=route, **facts
    )


def a_step(
    issue: Issue, move: Move, *, by: Doer, on: date = DAY, at: Any = AT, **given: Any
) -> IssueStep:
    """The next step of an issue, decided in a meeting kept elsewhere."""
    usual: dict[str, Any] = {"wording": "話し合った。", "meeting_words": "10月の定例会"}
    return move_issue(by=by, at=at, issue=issue, step=Step(move=move, on=on, **{**usual, **given}))


def an_answered_issue(cast: Cast, **given: Any) -> Issue:
    """An issue that went all the way up and came back."""
    issue = an_issue(cast, **given)
    for move in (Move.RAISE, Move.RAISE, Move.POLICY, Move.FUND, Move.ANSWER):
        a_step(issue, move, by=cast.uno)
    return issue


def their_issue(cast: Cast) -> Issue:
    """An issue of the other town."""
    route = a_route(cast.kinoshita, cast.other_town)
    return open_issue(
        by=cast.kinoshita, at=AT, town=cast.other_town, title="隣町の課題", route=route, on=DAY
    )


def a_plan(cast: Cast, title: str = "みどり地区の買い物支援計画", **given: Any) -> DistrictPlan:
    """A plan of the first area, made by 石田さん."""
    facts: dict[str, Any] = {
        "title": title,
        "area": cast.first_area,
        "begins_on": date(2022, 10, 1),
        "ends_on": date(2025, 3, 31),
        "aim": "歩いて買い物に行けなくても、品物を見て選べる地区",
    }
    return keep_plan(by=cast.ishida, at=AT, town=cast.town, plan=None, facts={**facts, **given})


def their_plan(cast: Cast) -> DistrictPlan:
    """A plan of the other town."""
    facts = {
        "title": "隣町の計画",
        "area": Area.objects.of_town(cast.other_town.pk).order_by("pk")[1],
        "begins_on": date(2022, 10, 1),
        "ends_on": date(2025, 3, 31),
    }
    return keep_plan(by=cast.kinoshita, at=AT, town=cast.other_town, plan=None, facts=facts)
