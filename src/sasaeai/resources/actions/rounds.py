"""いっせいの確認: a round of asking, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.history import actions as history
from sasaeai.places.models import Area
from sasaeai.resources.actions.confirming import confirm
from sasaeai.resources.models import ConfirmationRound, Resource, RoundLine
from sasaeai.resources.rules.freshness import Answer, How
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer


class RoundRefused(ValueError):
    """A round cannot be made or gone on with; the words say why."""


@transaction.atomic
def start_round(
    *,
    by: Doer,
    at: datetime,
    town: Town,
    name: str,
    resources: Iterable[Resource],
    area: Area | None = None,
    due_on: date | None = None,
) -> ConfirmationRound:
    """Begin to ask after resources, in the order given.

    :raises RoundRefused: if there is nothing to ask after
    """
    wanted = list(resources)
    if not wanted:
        raise RoundRefused("確認する資源がありません。条件を広げてください。")
    made = ConfirmationRound(
        town=town,
        name=name.strip()[:80],
        started_on=localdate(at),
        due_on=due_on,
        area=area,
        by_name=by.doer_name[:120],
    )
    made.full_clean()
    made.save()
    RoundLine.objects.bulk_create(
        [RoundLine(round=made, resource=one, order=n) for n, one in enumerate(wanted)],
        batch_size=500,
    )
    history.note(
        by=by, at=at, what="resources.round_started", about=made, after={"件数": len(wanted)}
    )
    return made


@transaction.atomic
def answer_line(
    *,
    by: Doer,
    at: datetime,
    line: RoundLine,
    answer: Answer,
    how: How = How.PHONE,
    on: date | None = None,
    told_by: str = "",
    remark: str = "",
) -> RoundLine:
    """Write down what came of asking: the resource is confirmed, or the try is counted.

    :raises RoundRefused: if the round is closed
    """
    if line.round.closed_on is not None:
        raise RoundRefused("この確認は終えています。新しく「いっせいに確認する」を始めてください。")
    confirm(
        by=by,
        at=at,
        resource=line.resource,
        on=on or localdate(at),
        how=how,
        answer=answer,
        told_by=told_by,
        remark=remark,
        round=line.round,
    )
    line.tries += 1
    line.asked_at = at
    line.answer = answer
    line.save(update_fields=["tries", "asked_at", "answer"])
    return line


@transaction.atomic
def close_round(*, by: Doer, at: datetime, round: ConfirmationRound) -> ConfirmationRound:
    """The round is over; what nobody answered stays as it was."""
    round.closed_on = localdate(at)
    round.save(update_fields=["closed_on"])
    answered = round.lines.exclude(answer__in=("", Answer.NO_ANSWER)).count()
    after = {"確認できた件数": answered, "全部で": round.lines.count()}
    history.note(by=by, at=at, what="resources.round_closed", about=round, after=after)
    return round
