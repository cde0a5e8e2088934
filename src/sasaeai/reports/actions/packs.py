"""Writing reports: the words of a pack, handing it in, taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.history.actions import note, town_of
from sasaeai.places.models import Area
from sasaeai.reports.models import PackText, Submission
from sasaeai.reports.rules import SubmissionState
from sasaeai.towns.viewer import Doer


@transaction.atomic
def write_pack_text(
    *,
    by: Doer,
    at: datetime,
    name: str,
    first_day: date,
    heading: str,
    text: str,
    area: Area | None = None,
) -> PackText:
    """Keep the words of one part of a pack; an empty text empties it."""
    where = {
        "town_id": town_of(by),
        "name": name,
        "first_day": first_day,
        "area": area,
        "heading": heading,
    }
    kept = PackText.objects.select_for_update(of=("self",)).filter(**where).first()
    written = kept or PackText(**where)
    before = written.text
    written.text, written.written_by, written.changed_at = text.strip(), by.doer_name[:120], at
    written.full_clean()
    written.save()
    if before != written.text:
        note(
            by=by,
            at=at,
            what="reports.pack_text_written",
            about=written,
            before={"text": before},
            after={"text": written.text},
        )
    return written


@transaction.atomic
def submit(
    *,
    by: Doer,
    at: datetime,
    name: str,
    title: str,
    period: str,
    days: tuple[date, date],
    as_of: date,
    tables: Sequence[dict[str, Any]],
    words: Sequence[dict[str, Any]],
    facts_hash: str,
    remark: str = "",
) -> Submission:
    """Freeze tables and words as handed in. An earlier one of the same days is marked as replaced.

    :raises ValidationError: if there is nothing to hand in
    """
    if not tables:
        raise ValidationError("提出する表がありません。表を選んでからもう一度押してください。")
    town = town_of(by)
    earlier = Submission.objects.filter(
        town=town,
        name=name,
        first_day=days[0],
        last_day=days[1],
        state=SubmissionState.SUBMITTED,
    )
    earlier.update(state=SubmissionState.REPLACED)
    submission = Submission(
        town_id=town,
        name=name,
        title=title,
        period=period,
        first_day=days[0],
        last_day=days[1],
        as_of=as_of,
        tables=list(tables),
        words=list(words),
        facts_hash=facts_hash,
        submitted_by_key=by.doer_key,
        submitted_by=by.doer_name[:120],
        submitted_at=at,
        note=remark,
    )
    submission.full_clean()
    submission.save()
    after = {"period": period, "as_of": as_of, "facts_hash": facts_hash}
    note(by=by, at=at, what="reports.submitted", about=submission, after=after)
    return submission


@transaction.atomic
def withdraw(*, by: Doer, at: datetime, submission: Submission, reason: str) -> Submission:
    """Take a submission back; it stays readable and says that it was withdrawn.

    :raises ValidationError: if no reason is given
    """
    if not reason.strip():
        raise ValidationError("取り下げる理由を書いてください。")
    submission.state = SubmissionState.WITHDRAWN
    submission.save(update_fields=["state"])
    note(by=by, at=at, what="reports.withdrawn", about=submission, after={"reason": reason.strip()})
    return submission
