"""What the page of one resource shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sasaeai.places.models import Area
from sasaeai.resources.models import (
    ActivityBody,
    ChangeProposal,
    Confirmation,
    KeptInTouch,
    Participation,
    ProposalState,
    Resource,
)
from sasaeai.resources.queries.showing import occurrences_of
from sasaeai.resources.queries.whereabouts import areas_offered
from sasaeai.resources.rules.freshness import Freshness
from sasaeai.resources.rules.quality import Quality, quality
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
    touches: list[KeptInTouch]
    quality: Quality
    areas: list[Area]


def page_of(resource: Resource, *, today: date) -> PageOfResource:
    """Everything the page shows (six queries, for a resource that came `with_parts`)."""
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
        list(resource.touches.select_related("means")[:10]),
        quality_of(resource, fresh),
        areas_offered(resource, today),
    )


def quality_of(resource: Resource, fresh: Freshness) -> Quality:
    """How much a resident could be told (no query, for a resource that came `with_parts`)."""
    return quality(
        {
            "fresh": fresh == Freshness.FRESH,
            "times": bool(resource.schedules.all() or resource.schedule_note),
            "place": bool(resource.venue or resource.address),
            "contact": any(c.is_public for c in resource.contacts.all()),
            "functions": bool(resource.functions.all()),
            "target": bool(resource.target),
            "fee": bool(resource.fee),
            "kind": resource.kind_id is not None,
            "point": resource.latitude is not None,
            "kana": bool(resource.kana),
            "barriers": bool(resource.steps and resource.toilet),
        }
    )
