"""人材・企業・申し出と希望: lists, what is due, who may fit whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from sasaeai.people.models import ContactLog
from sasaeai.people.rules import match_key, phone_key
from sasaeai.places.queries import areas_within_each
from sasaeai.resources.models import (
    Call,
    CallState,
    Company,
    OfferFollowUp,
    OfferMatch,
    PersonInterview,
    PersonResource,
    PersonRole,
    Side,
)
from sasaeai.resources.rules.recurrence import WEEKDAY_WORDS
from sasaeai.towns.viewer import Viewer


def persons_found(
    viewer: Viewer, *, role: str = "", words: str = "", skill: int | None = None
) -> QuerySet[PersonResource]:
    """People whose consent stands, with `next_step` and `due_on` of their last open talk."""
    found = PersonResource.objects.visible_to(viewer).agreed().select_related("area")
    if role:
        found = found.filter(roles__role=role, roles__until__isnull=True).distinct()
    if skill is not None:
        found = found.filter(skills=skill)
    for word in words.split():
        key, digits = match_key(word), phone_key(word)
        asked = Q(strengths__contains=word) | Q(already_in__contains=word)
        if key:
            asked |= Q(name_key__contains=key) | Q(kana_key__contains=key)
        if len(digits) >= 4:
            asked |= Q(phone_key__contains=digits)
        found = found.filter(asked)
    step = PersonInterview.objects.filter(
        person=OuterRef("pk"), done_on__isnull=True, due_on__isnull=False
    ).order_by("due_on", "pk")
    current = PersonRole.objects.filter(until__isnull=True)
    return found.prefetch_related("skills", Prefetch("roles", current)).annotate(
        next_step=Subquery(step.values("next_step")[:1]), due_on=Subquery(step.values("due_on")[:1])
    )


def companies_found(viewer: Viewer, *, stage: str = "") -> QuerySet[Company]:
    """Companies of the town with the last talk and what comes next (`last_on`, `next_step`, `due_on`)."""
    last = ContactLog.objects.filter(organisation=OuterRef("organisation")).order_by("-on", "-pk")
    found = Company.objects.filter(organisation__town=viewer.town_id).select_related(
        "organisation__area", "organisation__partner_type"
    )
    if stage:
        found = found.filter(stage=stage)
    return found.annotate(
        last_on=Subquery(last.values("on")[:1]),
        next_step=Subquery(last.values("next_step")[:1]),
        due_on=Subquery(last.values("due_on")[:1]),
    )


def calls_found(
    viewer: Viewer, *, side: str = "", sort: str = "", state: str = ""
) -> QuerySet[Call]:
    """Offers and wishes the person may see; without a state those not closed."""
    found = Call.objects.visible_to(viewer).select_related("area", "organisation", "body")
    if side:
        found = found.filter(side=side)
    if sort:
        found = found.filter(sort=sort)
    return found.filter(state=state) if state else found.exclude(state=CallState.CLOSED)


def follow_ups_due(viewer: Viewer, *, today: date, within_days: int = 31) -> list[OfferFollowUp]:
    """Follow-ups not done that are due by then, the oldest first."""
    last = date.fromordinal(today.toordinal() + within_days)
    mine = Call.objects.visible_to(viewer)
    found = OfferFollowUp.objects.filter(
        match__offer__in=mine, done_on__isnull=True, due_on__lte=last
    )
    return list(found.select_related("match__offer", "match__wish").order_by("due_on", "pk")[:50])


@dataclass(frozen=True)
class Candidate:
    """A call that may fit, and why."""

    call: Call
    reasons: tuple[str, ...]


def candidates(viewer: Viewer, call: Call) -> list[Candidate]:
    """Calls of the other side that may fit, the best first (three queries). A person decides."""
    other = Side.WISH if call.side == Side.OFFER else Side.OFFER
    found = calls_found(viewer, side=other, sort=call.sort).exclude(state=CallState.MATCHED)
    mine = "offer" if call.side == Side.OFFER else "wish"
    theirs = "wish" if mine == "offer" else "offer"
    met = OfferMatch.objects.filter(**{mine: call}).values_list(f"{theirs}_id", flat=True)
    rows = list(found.exclude(pk__in=list(met))[:200])
    homes = areas_within_each({a for a in (call.area_id, *(r.area_id for r in rows)) if a})
    fitting = [Candidate(row, _reasons(call, row, homes)) for row in rows]
    return sorted((c for c in fitting if c.reasons), key=lambda c: -len(c.reasons))[:20]


def _reasons(call: Call, row: Call, homes: dict[int, frozenset[int]]) -> tuple[str, ...]:
    one, other = call.area_id, row.area_id
    same = one is not None and one == other
    inside = one is not None and other is not None and (one in homes[other] or other in homes[one])
    offer, wish = (call, row) if call.side == Side.OFFER else (row, call)
    days = {word for word in WEEKDAY_WORDS.values() if word in call.days and word in row.days}
    fits = offer.people is not None and wish.people is not None and offer.people >= wish.people
    found = {
        "区域が同じ": same,
        "区域が重なる": inside and not same,
        "どちらも区域を問わない": one is None or other is None,
        f"曜日が重なる（{'・'.join(w for w in WEEKDAY_WORDS.values() if w in days)}）": bool(days),
        f"人数が入る（{offer.people}人まで）": fits,
    }
    return tuple(reason for reason, holds in found.items() if holds)
