"""月の参加: who came to a 通いの場 in a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.resources.models import ParticipantCount, Participation, Resource
from sasaeai.towns.viewer import Doer


@dataclass(frozen=True)
class GivenParticipants:
    """Distinct persons of a sex (`f`, `m`, empty = not known) and age band."""

    people: int
    sex: str = ""
    age_from: int | None = None
    age_to: int | None = None


@transaction.atomic
def record_participation(
    *,
    by: Doer,
    at: datetime,
    resource: Resource,
    month: date,
    held: int | None = None,
    total: int | None = None,
    distinct: int | None = None,
    counts: Sequence[GivenParticipants] = (),
    supporters: int | None = None,
    remark: str = "",
) -> Participation:
    """Write down (or correct) a month: how often it was held, how many came in all, how many different people.

    Without `distinct` the sum of the lines stands for it, because each person is in one line.

    :param month: its first day
    :raises ValidationError: if the lines add up to more than the distinct persons
    """
    in_lines = sum(line.people for line in counts)
    if distinct is None and counts:
        distinct = in_lines
    if distinct is not None and in_lines > distinct:
        raise ValidationError(
            {"distinct": f"内訳の合計が{in_lines}人で、実人数{distinct}人より多くなっています。"}
        )
    kept = Participation.objects.filter(resource=resource, month=month).first()
    before = _said(kept) if kept else None
    line = kept or Participation(resource=resource, month=month)
    line.held, line.total, line.distinct = held, total, distinct
    line.supporters, line.remark, line.at = supporters, remark, at
    line.full_clean()
    line.save()
    line.counts.all().delete()
    rows = [ParticipantCount(participation=line, **vars(given)) for given in counts]
    ParticipantCount.objects.bulk_create(rows)
    history.note(
        by=by,
        at=at,
        what="resources.participation_recorded",
        about=resource,
        before=before,
        after=_said(line),
    )
    return line


def _said(line: Participation) -> dict[str, object]:
    rows = line.counts.all()
    return {
        "月": f"{line.month:%Y-%m}",
        "開いた回数": line.held,
        "延べ人数": line.total,
        "実人数": line.distinct,
        "内訳": [
            f"{row.get_sex_display()}{'' if row.age_from is None else f'{row.age_from}歳〜'} {row.people}人"
            for row in rows
        ],
    }
