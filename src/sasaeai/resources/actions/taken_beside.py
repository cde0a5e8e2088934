"""Support, money and months that a row of our own list brings: what is missing is added, nothing is taken away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sasaeai.history import actions as history
from sasaeai.resources.actions.gathering import GivenParticipants, record_participation
from sasaeai.resources.models import (
    Funding,
    ParticipantCount,
    Participation,
    Resource,
    SupportGiven,
)
from sasaeai.resources.queries.beside import missing
from sasaeai.resources.rules.beside_lines import Beside, Money, Month, Support
from sasaeai.towns.viewer import Doer


def write_beside(*, by: Doer, at: datetime, pairs: Iterable[tuple[Resource, Beside]]) -> None:
    """The lines of new resources, a table at a time; how many months they bring is told in one line of history."""
    pairs = [(resource, told) for resource, told in pairs if told != Beside()]
    SupportGiven.objects.bulk_create(_support(r, one) for r, told in pairs for one in told.supports)
    Funding.objects.bulk_create(_funding(r, one) for r, told in pairs for one in told.money)
    lines = [
        (Participation(resource=r, at=at, **_numbers(one)), one)
        for r, told in pairs
        for one in told.months
    ]
    if lines:
        what, after = "resources.months_taken_in", {"月の参加": len(lines)}
        history.note(by=by, at=at, what=what, about=lines[0][0].resource.town, after=after)
    Participation.objects.bulk_create(line for line, _ in lines)
    ParticipantCount.objects.bulk_create(
        ParticipantCount(participation=line, **vars(each))
        for line, one in lines
        for each in one.people
    )


def add_beside(*, by: Doer, at: datetime, resource: Resource, told: Beside) -> None:
    """What is not there yet; each month tells its own line of history."""
    new = missing(resource, told)
    SupportGiven.objects.bulk_create(_support(resource, one) for one in new.supports)
    Funding.objects.bulk_create(_funding(resource, one) for one in new.money)
    if new.supports or new.money:
        after = {"支援": [one.wording for one in new.supports], "財源": len(new.money)}
        history.note(by=by, at=at, what="resources.lines_taken_in", about=resource, after=after)
    for one in new.months:
        counts = [GivenParticipants(e.people, e.sex, e.age_from, e.age_to) for e in one.people]
        record_participation(by=by, at=at, resource=resource, counts=counts, **_numbers(one))


def _numbers(one: Month) -> dict[str, Any]:
    return {name: value for name, value in vars(one).items() if name != "people"}


def _support(resource: Resource, one: Support) -> SupportGiven:
    return SupportGiven(resource=resource, on=one.on, wording=one.wording)


def _funding(resource: Resource, one: Money) -> Funding:
    codes = {label: code for code, label in Funding.Sort.choices}
    told = {**vars(one), "sort": codes[one.sort]}
    return Funding(town_id=resource.town_id, resource=resource, **told)
