"""Writing resources down, one or many, and correcting them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.history import actions as history
from sasaeai.history.queries import values_of
from sasaeai.history.rules import differences
from sasaeai.resources.actions.following import written
from sasaeai.resources.actions.given import FACTS, Given
from sasaeai.resources.actions.parts import said_parts, write_parts
from sasaeai.resources.models import (
    Confirmation,
    GatheringPlace,
    Resource,
    ResourceCode,
    ResourceContact,
    Schedule,
    StateLine,
    UnusualDay,
)
from sasaeai.resources.queries.settings import terms_of
from sasaeai.resources.rules.freshness import Answer, How, Terms
from sasaeai.resources.rules.publishing import Publishing
from sasaeai.resources.rules.states import State
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer


@transaction.atomic
def record_resource(
    *,
    by: Doer,
    at: datetime,
    town: Town,
    given: Given,
    state: State = State.ACTIVE,
    assured_on: date | None = None,
    how: How = How.ENTRY,
    origin: str = "",
) -> Resource:
    """Add a resource to the register.

    :param assured_on: the day on which somebody made sure that it is so; None = nobody has yet
    :raises ValidationError: by field, in the reader's words
    """
    resource = new_resource(by, at, town, given, state, origin)
    assure(resource, terms_of(town.pk), assured_on, how, by.doer_name)
    resource.full_clean()
    resource.save()
    write_parts(resource=resource, given=given)
    if state != State.ACTIVE or resource.state_on:
        StateLine.objects.create(**_first_state(resource, by, at))
    if assured_on is not None:
        Confirmation.objects.create(**_first_confirmation(resource, by, at))
    said = {k: v for k, v in (values_of(resource, FACTS) | said_parts(resource)).items() if v}
    history.note(by=by, at=at, what="resources.recorded", about=resource, after=said)
    written([resource])
    return resource


@transaction.atomic
def change_resource(*, by: Doer, at: datetime, resource: Resource, given: Given) -> Resource:
    """Correct what is written of a resource; nothing is told if nothing changed. Not a confirmation.

    :raises ValidationError: by field, in the reader's words
    """
    kept = Resource.objects.select_related("kind", "operator", "area").get(pk=resource.pk)
    before = values_of(kept, FACTS) | said_parts(kept)
    for name, value in given.facts.items():
        setattr(resource, name, value)
    resource.changed_at, resource.changed_by_name = at, by.doer_name[:120]
    reckon(resource, terms_of(resource.town_id))
    resource.full_clean()
    write_parts(resource=resource, given=given)
    was, now_is = differences(before, values_of(resource, FACTS) | said_parts(resource))
    if now_is:
        resource.save()
        history.note(
            by=by, at=at, what="resources.changed", about=resource, before=was, after=now_is
        )
        written([resource])
    return resource


@transaction.atomic
def remove_resource(*, by: Doer, at: datetime, resource: Resource, reason: str) -> Resource:
    """Take out a record written by mistake. The row stays, so that those who copied it hear of it."""
    resource.removed_at = resource.changed_at = at
    resource.changed_by_name = by.doer_name[:120]
    resource.save(update_fields=["removed_at", "changed_at", "changed_by_name"])
    history.note(by=by, at=at, what="resources.removed", about=resource, after={"理由": reason})
    written([resource])
    return resource


@transaction.atomic
def record_resources(
    *,
    by: Doer,
    at: datetime,
    town: Town,
    many: Sequence[Given],
    assured_on: date | None = None,
    how: How = How.FILE,
    label: str = "",
    publishing: Publishing = Publishing.STAFF,
) -> list[Resource]:
    """Add many at once (importers, the demo): the same checks, one line of history for all.

    :param publishing: what residents are shown; only with `assured_on`, for what nobody confirmed stays inside
    :raises ValidationError: for the first that cannot be kept; then none is
    """
    terms = terms_of(town.pk)
    made: list[Resource] = []
    for given in many:
        resource = new_resource(by, at, town, given, State.ACTIVE, "")
        assure(resource, terms, assured_on, how, by.doer_name)
        if publishing != Publishing.STAFF and assured_on is not None:
            resource.publishing, resource.first_public_at = publishing, at
        resource.clean_fields(exclude=["town", "kind", "operator", "area"])
        resource.clean()
        made.append(resource)
    Resource.objects.bulk_create(made, batch_size=500)
    write_many_parts(made, many)
    if assured_on is not None:
        Confirmation.objects.bulk_create(
            [Confirmation(**_first_confirmation(one, by, at)) for one in made], batch_size=500
        )
    after = {"件数": len(made)}
    history.note(by=by, at=at, what="resources.recorded_many", label=label, after=after)
    written(_found_again(made))
    return made


def _found_again(made: Iterable[Resource]) -> list[Resource]:
    keys = [one.pk for one in made]
    found: list[Resource] = []
    for start in range(0, len(keys), 500):
        part = Resource.objects.filter(pk__in=keys[start : start + 500])
        found += part.select_related("kind", "operator", "area").prefetch_related(
            "functions", "more_kinds", "schedules", "contacts"
        )
    return found


def new_resource(
    by: Doer, at: datetime, town: Town, given: Given, state: State, origin: str
) -> Resource:
    """A resource of what is said of it, not saved."""
    return Resource(
        town=town,
        state=state,
        state_on=given.facts.get("started_on"),
        entered_at=at,
        changed_at=at,
        entered_by_name=by.doer_name[:120],
        changed_by_name=by.doer_name[:120],
        origin=origin,
        **given.facts,
    )


def assure(resource: Resource, terms: Terms, on: date | None, how: str, by_name: str) -> None:
    """Somebody made sure on a day: until when that holds. None: nobody has."""
    if on is None:
        return
    resource.assured_on, resource.assured_how = on, how
    resource.assured_by_name = by_name[:120]
    reckon(resource, terms)


def reckon(resource: Resource, terms: Terms) -> None:
    """Until when the last confirmation holds."""
    if resource.assured_on is None:
        return
    own = terms.with_own(resource.review_months)
    resource.due_on = own.due_on(resource.assured_on)
    resource.leaves_public_on = own.leaves_on(resource.assured_on)


def _first_state(resource: Resource, by: Doer, at: datetime) -> dict[str, Any]:
    return {
        "resource": resource,
        "state": resource.state,
        "on": resource.state_on or localdate(at),
        "reason": "登録" if resource.state in (State.PAUSED, State.ENDED) else "",
        "at": at,
        "by_name": by.doer_name[:120],
    }


def _first_confirmation(resource: Resource, by: Doer, at: datetime) -> dict[str, Any]:
    return {
        "resource": resource,
        "on": resource.assured_on,
        "how": resource.assured_how,
        "answer": Answer.SAME,
        "by_name": by.doer_name[:120],
        "at": at,
    }


def write_many_parts(made: Sequence[Resource], many: Sequence[Given]) -> None:
    """The lines of many, a table at a time."""
    pairs = list(zip(made, many, strict=True))
    for name, column in (("functions", "term"), ("more_kinds", "term"), ("more_areas", "area")):
        through = getattr(Resource, name).through
        rows = [
            through(resource_id=one.pk, **{f"{column}_id": row.pk})
            for one, given in pairs
            for row in getattr(given, name) or ()
        ]
        _keep(through, rows)
    _bulk(
        Schedule,
        [Schedule.of(r, s, n) for r, g in pairs for n, s in enumerate(g.schedules or ())],
    )
    _bulk(
        UnusualDay,
        [UnusualDay(resource=r, **vars(u)) for r, g in pairs for u in g.unusual_days or ()],
    )
    _bulk(
        ResourceContact,
        [
            ResourceContact(resource=r, order=n, **vars(c))
            for r, g in pairs
            for n, c in enumerate(g.contacts or ())
        ],
    )
    _bulk(
        GatheringPlace,
        [GatheringPlace(resource=r, **vars(g.gathering)) for r, g in pairs if g.gathering],
    )
    codes = [
        ResourceCode(resource=r, town_id=r.town_id, system=system, code=code)
        for r, g in pairs
        for system, code in g.codes.items()
    ]
    _keep(ResourceCode, codes)


def _bulk(model: Any, rows: list[Any]) -> None:
    for row in rows:
        row.clean()
    _keep(model, rows)


def _keep(model: Any, rows: list[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=500)
