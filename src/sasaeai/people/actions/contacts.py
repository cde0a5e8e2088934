"""Writing down what was said with a partner."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.history.queries import spoken_values_of
from sasaeai.history.rules import differences
from sasaeai.people.models import ContactLog, Organisation, User
from sasaeai.vocabulary.models import Term

FACTS = ("on", "means", "next_step", "due_on")
TWICE = timedelta(minutes=1)


@transaction.atomic
def write_contact(
    *,
    by: User,
    at: datetime,
    organisation: Organisation,
    on: date,
    wording: str,
    means: Term | None = None,
    next_step: str = "",
    due_on: date | None = None,
) -> ContactLog:
    """Add an entry to the contact log. The history keeps that it was written, not its words.

    A second press of the button gives the first entry back.

    :raises ValidationError: by field, in the reader's words
    """
    same = ContactLog.objects.filter(
        organisation=organisation, on=on, wording=wording, written_by=by, written_at__gt=at - TWICE
    ).first()
    if same is not None:
        return same
    entry = ContactLog(
        organisation=organisation,
        on=on,
        means=means,
        wording=wording,
        next_step=next_step,
        due_on=due_on,
        written_by=by,
        written_at=at,
    )
    entry.full_clean()
    entry.save()
    history.note(
        by=by,
        at=at,
        what="people.contact_written",
        about=organisation,
        after=spoken_values_of(entry, FACTS),
    )
    return entry


@transaction.atomic
def change_contact(
    *,
    by: User,
    at: datetime,
    entry: ContactLog,
    on: date,
    wording: str,
    means: Term | None = None,
    next_step: str = "",
    due_on: date | None = None,
) -> ContactLog:
    """Correct an entry."""
    kept = ContactLog.objects.select_related("means").get(pk=entry.pk)
    before = spoken_values_of(kept, (*FACTS, "wording"))
    entry.on, entry.wording, entry.means = on, wording, means
    entry.next_step, entry.due_on = next_step, due_on
    entry.full_clean()
    entry.save()
    was, now_is = differences(before, spoken_values_of(entry, (*FACTS, "wording")))
    history.note(
        by=by,
        at=at,
        what="people.contact_changed",
        about=entry.organisation,
        before=was,
        after=now_is,
    )
    return entry


@transaction.atomic
def remove_contact(*, by: User, at: datetime, entry: ContactLog) -> None:
    """Take an entry out that was written by mistake; the history keeps what it said."""
    history.note(
        by=by,
        at=at,
        what="people.contact_removed",
        about=entry.organisation,
        before=spoken_values_of(entry, (*FACTS, "wording")),
    )
    entry.delete()
