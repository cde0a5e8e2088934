"""Writing the history. Called inside the transaction of the deed it tells of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.utils.timezone import localdate

from sasaeai.history.models import Chain, ChainCheck, Event, Kind, Review, key_of
from sasaeai.history.queries import last_good_check, month_counts, verify_chain
from sasaeai.history.queries.chain import ChainReport
from sasaeai.history.rules import as_plain, content_of, line_hash
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer, Viewer

__all__ = [
    "NoTown",
    "check_chain",
    "denied",
    "exported",
    "key_of",
    "note",
    "printed",
    "review_month",
    "saw",
    "signed",
    "town_of",
]

ONE_LOOK = timedelta(minutes=10)


class NoTown(ValueError):
    """A deed without a town cannot be written down."""


def note(
    *,
    by: Doer,
    at: datetime,
    what: str,
    about: models.Model | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    kind: Kind = Kind.DEED,
    label: str = "",
) -> Event:
    """Add one line to the town's history.

    :param what: `capability.deed`, worded for people by the slot `history_words`
    :param before: the changed fields as they were; `after`: as they are
    :raises NoTown: if the doer belongs to no town
    """
    town_id = town_of(by)
    with transaction.atomic():
        chain, _ = Chain.objects.select_for_update(of=("self",)).get_or_create(town_id=town_id)
        event = Event(
            town_id=town_id,
            number=chain.last_number + 1,
            at=at,
            by_key=by.doer_key,
            by_name=by.doer_name[:120],
            kind=kind,
            what=what,
            about=key_of(about),
            about_label=(label or (str(about) if about is not None else ""))[:200],
            before=as_plain(before) if before is not None else None,
            after=as_plain(after) if after is not None else None,
            previous_hash=chain.last_hash,
        )
        event.hash = line_hash(chain.last_hash, content_of(vars(event)))
        event.save(force_insert=True)
        chain.last_number, chain.last_hash = event.number, event.hash
        chain.save(update_fields=["last_number", "last_hash"])
    return event


def town_of(by: Doer) -> int:
    """The town whose records the doer touches.

    :raises NoTown: if the doer belongs to none
    """
    if by.town_id is None:
        raise NoTown(f"{by.doer_name}には自治体がないため、記録を書けません。")
    return by.town_id


def saw(
    *,
    by: Doer,
    at: datetime,
    about: models.Model | None = None,
    what: str = "history.saw",
    label: str = "",
    reason: str = "",
) -> Event | None:
    """A person looked at personal data. The same look within ten minutes is one line.

    :param reason: why someone looked outside of their own work, in their words
    :returns: the line, or None if the look is told already
    """
    return _once(by=by, at=at, about=about, what=what, label=label, kind=Kind.VIEW, reason=reason)


def exported(
    *, by: Doer, at: datetime, what: str, label: str, count: int, about: models.Model | None = None
) -> Event:
    """Personal data left the product as a file: what, filtered how (`label`), how many records."""
    return note(
        by=by,
        at=at,
        what=what,
        about=about,
        label=label,
        kind=Kind.EXPORT,
        after={"count": count},
    )


def printed(*, by: Doer, at: datetime, what: str, label: str) -> Event:
    """A page went onto paper. The line's number is the 通し番号 of the print."""
    return note(by=by, at=at, what=what, label=label, kind=Kind.PRINT)


def denied(*, by: Doer, at: datetime, what: str, label: str) -> Event | None:
    """A person asked for what they may not see. The same address within ten minutes is one line."""
    return _once(by=by, at=at, about=None, what=what, label=label, kind=Kind.DENIED)


def signed(
    *, by: Doer, at: datetime, what: str, about: models.Model | None = None, label: str = ""
) -> Event:
    """Someone came in, went out, or tried to."""
    return note(by=by, at=at, what=what, about=about, label=label, kind=Kind.SIGN_IN)


def _once(
    *,
    by: Doer,
    at: datetime,
    about: models.Model | None,
    what: str,
    label: str,
    kind: Kind,
    reason: str = "",
) -> Event | None:
    told = Event.objects.filter(
        town=by.town_id, by_key=by.doer_key, kind=kind, what=what, at__gt=at - ONE_LOOK
    )
    told = told.filter(about=key_of(about)) if about is not None else told.filter(about_label=label)
    if told.exists():
        return None
    after = {"reason": reason} if reason else None
    return note(by=by, at=at, what=what, about=about, label=label, kind=kind, after=after)


def check_chain(*, by: Doer, at: datetime, town: Town, whole: bool = False) -> ChainReport:
    """Walk the chain and keep what was found. The walk holds no lock; only its result is written in one piece.

    :param whole: from the first line; otherwise on from the last check without faults
    """
    report = verify_chain(town, after=None if whole else last_good_check(town))
    with transaction.atomic():
        ChainCheck.objects.create(
            town=town,
            at=at,
            by_name=by.doer_name[:120],
            first_number=report.first_number,
            last_number=report.last_number,
            last_hash=report.last_hash,
            faults=[asdict(fault) for fault in report.faults],
        )
        found = {"last_number": report.last_number, "faults": len(report.faults)}
        note(by=by, at=at, what="history.chain_checked", after=found)
    return report


@transaction.atomic
def review_month(*, by: Viewer, at: datetime, month: date, remark: str = "") -> Review:
    """Sign that the lines of a month were looked through; signing again renews date and remark.

    :param month: its first day
    :raises ValueError: if the month has not ended
    :raises NoTown: if the signer belongs to no town
    """
    today = localdate(at)
    if (today.year, today.month) <= (month.year, month.month):
        raise ValueError("この月はまだ終わっていません。翌月になってから点検してください。")
    town_id = town_of(by)
    chain, _ = Chain.objects.get_or_create(town_id=town_id)
    review, _ = Review.objects.update_or_create(
        town_id=town_id,
        month=month,
        by_key=by.doer_key,
        defaults={
            "at": at,
            "by_name": by.doer_name[:120],
            "lines": sum(month_counts(by, month).values()),
            "remark": remark,
            "last_number": chain.last_number,
            "last_hash": chain.last_hash,
        },
    )
    note(by=by, at=at, what="history.month_reviewed", about=review, after={"remark": remark})
    return review
