"""Example records of every address of issues and plans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sasaeai.councils.examples_of_raising import (
    a_route,
    a_step,
    an_answered_issue,
    an_issue,
    their_issue,
)
from sasaeai.councils.models import Issue
from sasaeai.councils.rules.raising import Move
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


BOUND: dict[str, Callable[[Cast], Made]] = {
    **{f"issues:{name}": of_issue for name in ("edit", "needs", "step")},
    "issues:told": of_telling,
}
UNBOUND: dict[str, Callable[[Cast], Made]] = {
    "issues:issue": of_two_towns,
    "issues:sheet": of_sheet,
    "issues:route": of_route,
}
