"""Taking in what was checked: all of it in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import transaction

from sasaeai.people.actions import record_organisations
from sasaeai.people.models import Organisation
from sasaeai.people.rules import match_key
from sasaeai.resources.actions.given import Given, ResourceFacts
from sasaeai.resources.actions.taking_in import TakenIn, take_in_change, take_in_new
from sasaeai.resources.importing.checking import Checked, Ready
from sasaeai.resources.importing.known import partners_of
from sasaeai.resources.models import Resource
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer


@dataclass(frozen=True)
class Taken:
    """What an import did."""

    new: int
    changed: int
    partners: int


@transaction.atomic
def take_in(*, by: Doer, at: datetime, town: Town, checked: Checked) -> Taken:
    """Write every row that is ready, with its organisations; the refused ones stay in `checked`."""
    if not checked.ready:
        return Taken(0, 0, 0)
    if checked.new_partners:
        names = checked.new_partners
        record_organisations(by=by, at=at, town=town, names=names, label=checked.filename)
    partners = partners_of(town)
    new = take_in_new(
        by=by,
        at=at,
        town=town,
        many=(_taken(one, partners) for one in checked.ready if one.resource is None),
        label=checked.filename,
    )
    changed = 0
    for one, resource in _known(checked):
        take_in_change(by=by, at=at, resource=resource, one=_taken(one, partners))
        changed += 1
    return Taken(new, changed, len(checked.new_partners))


def _known(checked: Checked) -> Iterator[tuple[Ready, Resource]]:
    for one in checked.ready:
        if one.resource is not None:
            yield one, Resource.objects.with_parts().get(pk=one.resource)


def _taken(one: Ready, partners: Mapping[str, Organisation]) -> TakenIn:
    said = one.said
    facts = dict(said.facts)
    if said.operator is not None:
        found = partners.get(match_key(said.operator)) if said.operator else None
        facts["operator"] = found
        if said.operator and found is None:
            facts["extras"] = {**facts.get("extras", {}), "運営": said.operator}
    own = {said.system: said.number} if said.system and said.number else {}
    given = Given(
        facts=cast("ResourceFacts", facts),
        functions=said.functions,
        more_kinds=said.more_kinds,
        more_areas=said.more_areas,
        schedules=said.schedules,
        unusual_days=said.unusual_days,
        contacts=said.contacts,
        gathering=said.gathering,
        codes={**said.codes, **own},
    )
    return TakenIn(given, said.standing, said.public_id, said.ended_on, said.beside)
