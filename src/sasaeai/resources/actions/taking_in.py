"""Resources out of a file: many new ones at once with their states, and what a file says of known ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.history import actions as history
from sasaeai.resources.actions.confirming import confirm
from sasaeai.resources.actions.following import resource_line, said_words
from sasaeai.resources.actions.given import Given
from sasaeai.resources.actions.moving import move_state, publish
from sasaeai.resources.actions.taken_beside import add_beside, write_beside
from sasaeai.resources.actions.writing import (
    assure,
    change_resource,
    new_resource,
    write_many_parts,
)
from sasaeai.resources.models import Confirmation, Resource, StateLine
from sasaeai.resources.queries.settings import terms_of
from sasaeai.resources.rules.beside_lines import Beside
from sasaeai.resources.rules.freshness import Answer, How, Terms
from sasaeai.resources.rules.publishing import Publishing
from sasaeai.resources.rules.states import NEEDS_REASON, State, may_follow
from sasaeai.search import actions as search
from sasaeai.search.rules import Line
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

UNTOLD = "取り込み元に理由の記載なし"
_APIECE = 500


@dataclass(frozen=True)
class Standing:
    """What a file says of state, publishing and confirmation; None and "" say nothing.

    :param hidden: names of fields held back
    """

    state: State | None = None
    state_on: date | None = None
    reason: str = ""
    conditions: str = ""
    publishing: Publishing | None = None
    hidden: Sequence[str] | None = None
    assured_on: date | None = None
    assured_how: str = ""
    assured_by_name: str = ""


@dataclass(frozen=True)
class TakenIn:
    """One resource of a file.

    :param public_id: the number it had in the register that wrote the file
    """

    given: Given
    standing: Standing = field(default_factory=Standing)
    public_id: UUID | None = None
    ended_on: date | None = None
    beside: Beside = field(default_factory=Beside)


@transaction.atomic
def take_in_new(
    *, by: Doer, at: datetime, town: Town, many: Iterable[TakenIn], label: str = ""
) -> int:
    """Add many, each with its state: the same checks as one by one, one line of history for all.

    :param many: read piece by piece, so that a long file never stands in memory twice
    :return: how many were added
    :raises ValidationError: for the first that cannot be kept; then none is
    """
    terms, rest, count = terms_of(town.pk), iter(many), 0
    while part := list(islice(rest, _APIECE)):
        made = [_made(one, by=by, at=at, town=town, terms=terms) for one in part]
        Resource.objects.bulk_create(made)
        _write_lines(made, part, by=by, at=at)
        search.put_many(_line(r, o.given) for r, o in zip(made, part, strict=True))
        count += len(made)
    if count:
        after = {"件数": count}
        history.note(by=by, at=at, what="resources.recorded_many", label=label, after=after)
    return count


def _line(resource: Resource, given: Given) -> Line:
    """What the search index keeps, without reading back what was just written."""
    words = said_words(
        resource,
        terms=(term.label for term in (*(given.functions or ()), *(given.more_kinds or ()))),
        times=(line.words() for line in given.schedules or ()),
        phones=(contact.phone for contact in given.contacts or () if contact.is_public),
    )
    return resource_line(resource, words)


def _made(one: TakenIn, *, by: Doer, at: datetime, town: Town, terms: Terms) -> Resource:
    resource = _stood(new_resource(by, at, town, one.given, State.ACTIVE, ""), one, at)
    how = one.standing.assured_how or How.FILE
    assure(
        resource, terms, one.standing.assured_on, how, one.standing.assured_by_name or by.doer_name
    )
    resource.clean_fields(exclude=["town", "kind", "operator", "area"])
    resource.clean()
    return resource


def _write_lines(
    made: Sequence[Resource], part: Sequence[TakenIn], *, by: Doer, at: datetime
) -> None:
    write_many_parts(made, [one.given for one in part])
    write_beside(by=by, at=at, pairs=[(r, o.beside) for r, o in zip(made, part, strict=True)])
    pairs = zip(made, part, strict=True)
    StateLine.objects.bulk_create(
        StateLine(**_state_line(r, o.standing, by, at)) for r, o in pairs if r.state_on
    )
    Confirmation.objects.bulk_create(
        Confirmation(**_confirmation(r, at)) for r in made if r.assured_on
    )


def _stood(resource: Resource, one: TakenIn, at: datetime) -> Resource:
    standing = one.standing
    if one.public_id is not None:
        resource.public_id = one.public_id
    resource.state = standing.state or State.ACTIVE
    resource.state_on = standing.state_on or resource.state_on
    if resource.state_on is None and (
        resource.state in NEEDS_REASON or standing.reason or standing.conditions
    ):
        resource.state_on = one.ended_on or localdate(at)
    resource.ended_on = one.ended_on
    if resource.state == State.ENDED:
        resource.ended_on = one.ended_on or resource.state_on
    resource.hidden = sorted(set(standing.hidden or ()))
    if standing.publishing not in (None, Publishing.STAFF) and standing.assured_on:
        resource.publishing = standing.publishing
        resource.first_public_at = at
    return resource


def _state_line(resource: Resource, standing: Standing, by: Doer, at: datetime) -> dict[str, Any]:
    untold = UNTOLD if resource.state in NEEDS_REASON else ""
    return {
        "resource": resource,
        "state": resource.state,
        "on": resource.state_on,
        "reason": standing.reason[:300] or untold,
        "conditions": standing.conditions[:300],
        "at": at,
        "by_name": by.doer_name[:120],
    }


def _confirmation(resource: Resource, at: datetime) -> dict[str, Any]:
    return {
        "resource": resource,
        "on": resource.assured_on,
        "how": resource.assured_how,
        "answer": Answer.SAME,
        "by_name": resource.assured_by_name,
        "at": at,
    }


@transaction.atomic
def take_in_change(*, by: Doer, at: datetime, resource: Resource, one: TakenIn) -> Resource:
    """What a file says of a resource that is in the register: corrected, moved, confirmed, published.

    A state that may not follow, and a confirmation older than the last one, are left alone.

    :raises ValidationError: by field
    """
    change_resource(by=by, at=at, resource=resource, given=one.given)
    add_beside(by=by, at=at, resource=resource, told=one.beside)
    standing = one.standing
    to, now = standing.state, resource.state_now
    on = standing.state_on or localdate(at)
    later = resource.state_on is None or on >= resource.state_on
    if to is not None and to != now and may_follow(now, to) and later:
        reason = standing.reason or (UNTOLD if to in NEEDS_REASON else "")
        move_state(
            by=by, at=at, resource=resource, to=to, on=on, reason=reason,
            conditions=standing.conditions,
        )  # fmt: skip
    _confirm(by=by, at=at, resource=resource, standing=standing)
    if _is_to_publish(resource, standing):
        publish(
            by=by, at=at, resource=resource, hidden=standing.hidden,
            publishing=standing.publishing or Publishing(resource.publishing),
        )  # fmt: skip
    return resource


def _confirm(*, by: Doer, at: datetime, resource: Resource, standing: Standing) -> None:
    on = standing.assured_on
    if on is None or (resource.assured_on is not None and on <= resource.assured_on):
        return
    confirm(by=by, at=at, resource=resource, on=on, how=How(standing.assured_how or How.FILE))


def _is_to_publish(resource: Resource, standing: Standing) -> bool:
    if resource.assured_on is None:
        return False
    level = standing.publishing not in (None, resource.publishing)
    hidden = standing.hidden is not None and sorted(set(standing.hidden)) != resource.hidden
    return level or hidden


def standing_differs(resource: Resource, standing: Standing) -> bool:
    """Whether `take_in_change` would move, confirm or publish."""
    moved = standing.state not in (None, resource.state_now)
    newer = standing.assured_on is not None and (
        resource.assured_on is None or standing.assured_on > resource.assured_on
    )
    return moved or newer or _is_to_publish(resource, standing)
