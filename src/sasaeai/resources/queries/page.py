"""What the page of one resource shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sasaeai.resources.models import (
    ActivityBody,
    ChangeProposal,
    Confirmation,
    Participation,
    ProposalState,
    Resource,
)
from sasaeai.resources.queries.showing import occurrences_of
from sasaeai.resources.rules.freshness import Freshness
from sasaeai.resources.rules.recurrence import Occurrence

AHEAD = timedelta(days=35)
MARKS = {
    Freshness.FRESH: "good",
    Freshness.AGEING: "warn",
    Freshness.STALE: "bad",
    Freshness.NEVER: "off",
}


@dataclass(frozen=True)
class PageOfResource:
    """One resource with what hangs on it."""

    resource: Resource
    freshness: Freshness
    mark: str
    is_public: bool
    coming: list[Occurrence]
    confirmations: list[Confirmation]
    participations: list[Participation]
    bodies: list[ActivityBody]
    waiting: list[ChangeProposal]


def page_of(resource: Resource, *, today: date) -> PageOfResource:
    """Everything the page shows (four queries, for a resource that came `with_parts`)."""
    fresh = resource.freshness_on(today)
    return PageOfResource(
        resource,
        fresh,
        MARKS[fresh],
        resource.is_public_on(today),
        occurrences_of(resource, today, today + AHEAD)[:6],
        list(resource.confirmations.all()[:8]),
        list(resource.participations.all()[:12]),
        list(resource.bodies.all()),
        list(resource.proposals.filter(state=ProposalState.WAITING)),
    )
