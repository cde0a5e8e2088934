"""A person and their seat, in one deed; and many of them from a roster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.councils.actions.bodies import (
    change_participant,
    change_seat,
    give_seat,
    record_participant,
)
from sasaeai.councils.models import Council, Membership, Participant
from sasaeai.history import actions as history
from sasaeai.towns.viewer import Doer

Facts = Mapping[str, Any]


@transaction.atomic
def add_member(
    *,
    by: Doer,
    at: datetime,
    council: Council,
    person: Facts,
    seat: Facts,
    known: Participant | None = None,
) -> Membership:
    """Somebody becomes a member: who is known already, or a new participant.

    :raises ValidationError: by field, in the reader's words
    """
    one = known or record_participant(by=by, at=at, town=council.town, **person)
    return give_seat(by=by, at=at, council=council, participant=one, **seat)


@transaction.atomic
def change_member(
    *, by: Doer, at: datetime, membership: Membership, person: Facts, seat: Facts
) -> Membership:
    """Correct what is written of a member and of the seat.

    :raises ValidationError: by field, in the reader's words; then nothing is changed
    """
    change_participant(by=by, at=at, participant=membership.participant, **person)
    return change_seat(by=by, at=at, membership=membership, **seat)


@transaction.atomic
def import_roster(
    *,
    by: Doer,
    at: datetime,
    council: Council,
    rows: Sequence[tuple[Facts, Facts, Participant | None]],
    file_name: str,
) -> tuple[int, int]:
    """Take in a roster that was read and checked: (new members, rows of those who are members already).

    :raises ValidationError: naming the person, if a row cannot be kept; then nothing is
    """
    made = there = 0
    for person, seat, known in rows:
        if known is not None and _sits(council, known, seat):
            there += 1
            continue
        try:
            add_member(by=by, at=at, council=council, person=person, seat=seat, known=known)
        except ValidationError as refused:
            raise ValidationError(f"{person['name']}：{' '.join(refused.messages)}") from refused
        made += 1
    after = {"ファイル": file_name, "加えた人": made, "もういた人": there}
    history.note(by=by, at=at, what="councils.roster_imported", about=council, after=after)
    return made, there


def _sits(council: Council, participant: Participant, seat: Facts) -> bool:
    mine = Membership.objects.filter(council=council, participant=participant)
    if first := seat.get("valid_from"):
        return mine.filter(valid_from=first).exists() or mine.held_on(first).exists()
    return mine.filter(valid_to=None).exists()
