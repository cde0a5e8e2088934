"""協議体, participants and their seats: written down and corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.councils.actions.following import council_written
from sasaeai.councils.models import Council, Membership, Participant
from sasaeai.history import actions as history
from sasaeai.history.queries import values_of
from sasaeai.history.queries.records import label_of
from sasaeai.history.rules import differences
from sasaeai.people.models import Organisation, Post, User
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Term


class CouncilFacts(TypedDict, total=False):
    """What may be said of a council besides its name."""

    kana: str
    kind: Term | None
    tier: str
    founded_on: date | None
    closed_on: date | None
    secretariat: Organisation | None
    post: Post | None
    counted_as: Term | None
    function: Term | None
    purpose: str
    notes: str


class ParticipantFacts(TypedDict, total=False):
    """What may be said of a participant besides the name."""

    kana: str
    kind: Term | None
    body: Organisation | None
    body_name: str
    user: User | None
    channel: str
    postal_code: str
    address: str
    phone: str
    fax: str
    mail: str
    notes: str


class SeatFacts(TypedDict, total=False):
    """What may be said of a seat."""

    kind: Term | None
    stands_for: str
    seat: str
    valid_from: date | None
    valid_to: date | None
    order: int


COUNCIL_FACTS = ("name", *CouncilFacts.__annotations__)
SEAT_FACTS = tuple(SeatFacts.__annotations__)


def _areas_must_be_of(town_id: int, areas: Sequence[Area]) -> None:
    if any(area.level.tree.town_id != town_id for area in areas):
        raise ValidationError({"areas": "この町の区域から選んでください。"})


@transaction.atomic
def record_council(
    *,
    by: Doer,
    at: datetime,
    town: Town,
    name: str,
    areas: Sequence[Area] = (),
    **facts: Unpack[CouncilFacts],
) -> Council:
    """Add a council.

    :raises ValidationError: by field, in the reader's words
    """
    council = Council(town=town, name=name.strip(), changed_at=at, **facts)
    council.full_clean()
    _areas_must_be_of(council.town_id, areas)
    council.save()
    council.areas.set(areas)
    said = {k: v for k, v in values_of(council, COUNCIL_FACTS).items() if v}
    after = {**said, "areas": [str(area) for area in areas]}
    history.note(by=by, at=at, what="councils.council_recorded", about=council, after=after)
    council_written(council)
    return council


@transaction.atomic
def change_council(
    *,
    by: Doer,
    at: datetime,
    council: Council,
    name: str,
    areas: Sequence[Area] | None = None,
    **facts: Unpack[CouncilFacts],
) -> Council:
    """Correct what is written of a council.

    :raises ValidationError: by field, in the reader's words
    """
    kept = Council.objects.get(pk=council.pk)
    before = values_of(kept, COUNCIL_FACTS) | {"areas": [str(a) for a in kept.areas.all()]}
    for field, value in {"name": name.strip(), **facts}.items():
        setattr(council, field, value)
    council.changed_at = at
    council.full_clean()
    council.save()
    if areas is not None:
        _areas_must_be_of(council.town_id, areas)
        council.areas.set(areas)
    after = values_of(council, COUNCIL_FACTS) | {"areas": [str(a) for a in council.areas.all()]}
    was, now_is = differences(before, after)
    if now_is:
        history.note(
            by=by, at=at, what="councils.council_changed", about=council, before=was, after=now_is
        )
        council_written(council)
    return council


@transaction.atomic
def record_participant(
    *, by: Doer, at: datetime, town: Town, name: str, **facts: Unpack[ParticipantFacts]
) -> Participant:
    """Add somebody who takes part.

    :raises ValidationError: by field, in the reader's words
    """
    one = Participant(town=town, name=name.strip(), changed_at=at, **facts)
    one.full_clean()
    one.save()
    after = {"kind": one.kind, "body_name": one.belongs_to}
    history.note(by=by, at=at, what="councils.participant_recorded", about=one, after=after)
    return one


@transaction.atomic
def change_participant(
    *,
    by: Doer,
    at: datetime,
    participant: Participant,
    name: str,
    **facts: Unpack[ParticipantFacts],
) -> Participant:
    """Correct what is written of a participant; the history tells which fields, not what they said.

    :raises ValidationError: by field, in the reader's words
    """
    kept = Participant.objects.get(pk=participant.pk)
    fields = ("name", *facts)
    before = values_of(kept, fields)
    for field, value in {"name": name.strip(), **facts}.items():
        setattr(participant, field, value)
    participant.changed_at = at
    participant.full_clean()
    participant.save()
    _, now_is = differences(before, values_of(participant, fields))
    if now_is:
        told = "、".join(label_of(Participant, f) for f in now_is)
        history.note(
            by=by,
            at=at,
            what="councils.participant_changed",
            about=participant,
            after={"直した項目": told},
        )
    return participant


@transaction.atomic
def give_seat(
    *,
    by: Doer,
    at: datetime,
    council: Council,
    participant: Participant,
    **facts: Unpack[SeatFacts],
) -> Membership:
    """Somebody becomes a member of a council.

    :raises ValidationError: by field, if they are one already
    """
    given: SeatFacts = {"kind": participant.kind, "stands_for": participant.belongs_to, **facts}
    seat = Membership(council=council, participant=participant, **given)
    seat.full_clean()
    seat.save()
    history.note(
        by=by,
        at=at,
        what="councils.seat_given",
        about=council,
        after={"構成員": participant.name, **_said(seat)},
    )
    return seat


@transaction.atomic
def change_seat(
    *, by: Doer, at: datetime, membership: Membership, **facts: Unpack[SeatFacts]
) -> Membership:
    """Correct a seat, or end it with the last day.

    :raises ValidationError: by field, in the reader's words
    """
    before = _said(Membership.objects.get(pk=membership.pk))
    for field, value in facts.items():
        setattr(membership, field, value)
    membership.full_clean()
    membership.save()
    was, now_is = differences(before, _said(membership))
    if now_is:
        name = membership.participant.name
        history.note(
            by=by,
            at=at,
            what="councils.seat_changed",
            about=membership.council,
            before={"構成員": name, **was},
            after={"構成員": name, **now_is},
        )
    return membership


def _said(seat: Membership) -> dict[str, object]:
    words = {label_of(Membership, f): f for f in SEAT_FACTS}
    values = values_of(seat, SEAT_FACTS)
    return {word: values[field] for word, field in words.items() if values[field]}
