"""What a new town still lacks, as the capabilities say."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from sasaeai.people.models import User
from sasaeai.ui import slots


@dataclass(frozen=True)
class ReadyLine:
    """One line of the checklist. `url` is empty for those whom another role's step is not for."""

    label: str
    why: str
    url: str
    done: bool


@dataclass(frozen=True)
class ReadyList:
    """The checklist of a town."""

    lines: tuple[ReadyLine, ...]

    @property
    def missing(self) -> int:
        """How many lines are not done."""
        return sum(not line.done for line in self.lines)

    @property
    def following(self) -> ReadyLine | None:
        """The first line that is not done and that this person may do."""
        return next((line for line in self.lines if not line.done and line.url), None)


def ready_list(user: User) -> ReadyList:
    """Every line of the slot `ready_checks` for the person's town (a query or two a line)."""
    return ReadyList(tuple(_line(check, user) for check in slots.ready_checks.all()))


def _line(check: slots.ReadyCheck, user: User) -> ReadyLine:
    may = not check.permission or user.may(check.permission)
    url = reverse(check.url_name) if may else ""
    return ReadyLine(check.label, check.why, url, check.done(user.town_id))


def ready_card(request: HttpRequest) -> dict[str, ReadyList] | None:
    """The card on the start page, until the preparation is over."""
    user = request.user
    if not isinstance(user, User) or user.town.ready_on is not None:
        return None
    return {"ready": ready_list(user)}


def way_back(request: HttpRequest) -> dict[str, str] | None:
    """The banner of every page until the preparation is over; not on the start page and the checklist itself."""
    user = request.user
    if not isinstance(user, User) or user.town.ready_on is not None:
        return None
    here = request.path in (reverse("start"), reverse("newtown:ready"))
    return None if here else {}
