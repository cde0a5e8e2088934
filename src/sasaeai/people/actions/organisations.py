"""Writing about partners: record, change, close, merge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.history import actions as history
from sasaeai.history.queries import values_of
from sasaeai.history.rules import differences
from sasaeai.people.models import Organisation
from sasaeai.people.queries.organisation_sheet import KnownRow, Sheet
from sasaeai.places.models import Area
from sasaeai.search import actions as search
from sasaeai.search.rules import Line
from sasaeai.towns.merging import hang_records_on
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Term


class OrganisationFacts(TypedDict, total=False):
    """What may be said of a partner besides its name."""

    kana: str
    partner_type: Term | None
    area: Area | None
    address: str
    phone: str
    fax: str
    mail: str
    contact_person: str
    notes: str
    code: str


KIND = "people.Organisation"
FACTS = ("name", *OrganisationFacts.__annotations__)


class MergeRefused(ValueError):
    """Two partners cannot become one; the words say why."""


def make_findable(organisations: Iterable[Organisation]) -> None:
    """Put partners into the search index: name, reading, place and notes, not who is in charge there."""
    search.put_many(
        Line(
            town_id=one.town_id,
            kind=KIND,
            key=one.pk,
            text="\n".join(text for text in (one.name, one.kana, one.address, one.notes) if text),
            area_id=one.area_id,
            day=None,
            open_to_town=True,
        )
        for one in organisations
    )


@transaction.atomic
def record_organisation(
    *, by: Doer, at: datetime, town: Town, name: str, **facts: Unpack[OrganisationFacts]
) -> Organisation:
    """Add a partner.

    :raises ValidationError: by field, in the reader's words
    """
    organisation = Organisation(town=town, name=name.strip(), **facts)
    organisation.full_clean()
    organisation.save()
    make_findable([organisation])
    said = {key: value for key, value in values_of(organisation, FACTS).items() if value}
    history.note(by=by, at=at, what="people.organisation_recorded", about=organisation, after=said)
    return organisation


@transaction.atomic
def record_organisations(
    *, by: Doer, at: datetime, town: Town, names: Sequence[str], label: str = ""
) -> int:
    """Add many partners of whom only the name is known (importers): one line of history for all.

    :raises ValidationError: for the first name that cannot be kept; then none is
    """
    made = [Organisation(town=town, name=name.strip()) for name in names]
    for one in made:
        one.clean_fields(exclude=["town", "partner_type", "area"])
        one.clean()
    Organisation.objects.bulk_create(made, batch_size=500)
    make_findable(made)
    after = {"件数": len(made), "名称": [one.name for one in made[:50]]}
    history.note(by=by, at=at, what="people.organisations_recorded", label=label, after=after)
    return len(made)


@transaction.atomic
def change_organisation(
    *,
    by: Doer,
    at: datetime,
    organisation: Organisation,
    name: str,
    **facts: Unpack[OrganisationFacts],
) -> Organisation:
    """Correct what is known of a partner; nothing is written down if nothing changed.

    :raises ValidationError: by field, in the reader's words
    """
    kept = Organisation.objects.select_related("partner_type", "area").get(pk=organisation.pk)
    before = values_of(kept, FACTS)
    for field, value in {"name": name.strip(), **facts}.items():
        setattr(organisation, field, value)
    organisation.full_clean()
    was, now_is = differences(before, values_of(organisation, FACTS))
    if now_is:
        organisation.save()
        make_findable([organisation])
        history.note(
            by=by,
            at=at,
            what="people.organisation_changed",
            about=organisation,
            before=was,
            after=now_is,
        )
    return organisation


@transaction.atomic
def close_organisation(
    *, by: Doer, at: datetime, organisation: Organisation, on: date
) -> Organisation:
    """The partner no longer exists from the day on; its records stay."""
    return _close(by, at, organisation, on, "people.organisation_closed")


@transaction.atomic
def reopen_organisation(*, by: Doer, at: datetime, organisation: Organisation) -> Organisation:
    """The partner exists after all."""
    return _close(by, at, organisation, None, "people.organisation_reopened")


def _close(
    by: Doer, at: datetime, organisation: Organisation, on: date | None, what: str
) -> Organisation:
    before = organisation.closed_on
    organisation.closed_on = on
    organisation.full_clean()
    organisation.save(update_fields=["closed_on"])
    history.note(
        by=by,
        at=at,
        what=what,
        about=organisation,
        before={"closed_on": before},
        after={"closed_on": on},
    )
    return organisation


@transaction.atomic
def merge_organisations(
    *, by: Doer, at: datetime, keep: Organisation, drop: Organisation
) -> Organisation:
    """Make two entries of one body into one: every record of `drop` is hung on `keep`.

    `drop` stays as a closed line that leads to `keep`, so that old history and old addresses are understood.
    What `keep` does not know (telephone, reading …) is taken over from `drop`.

    :raises MergeRefused: if both are the same line, of different towns, or one was merged before
    """
    if keep.pk == drop.pk:
        raise MergeRefused("同じ連携先どうしは統合できません。別の連携先を選んでください。")
    if keep.town_id != drop.town_id:
        raise MergeRefused("ほかの自治体の連携先とは統合できません。")
    if keep.merged_into_id or drop.merged_into_id:
        raise MergeRefused("すでに統合された連携先です。統合先を開いてからお試しください。")
    before = values_of(keep, FACTS)
    _fill_gaps(keep, drop)
    moved = hang_records_on(keep, drop)
    drop.merged_into, drop.closed_on = keep, drop.closed_on or localdate(at)
    drop.save(update_fields=["merged_into", "closed_on"])
    search.remove(kind=KIND, key=drop.pk)
    make_findable([keep])
    was, now_is = differences(before, values_of(keep, FACTS))
    history.note(
        by=by,
        at=at,
        what="people.organisation_merged",
        about=keep,
        before={**was, "統合した連携先": str(drop)},
        after={**now_is, "移した記録": moved},
    )
    history.note(
        by=by,
        at=at,
        what="people.organisation_merged_away",
        about=drop,
        after={"merged_into": str(keep)},
    )
    return keep


def _fill_gaps(keep: Organisation, drop: Organisation) -> None:
    for field in FACTS:
        if field != "notes" and not getattr(keep, field):
            setattr(keep, field, getattr(drop, field))
    keep.notes = "\n".join(part for part in (keep.notes, drop.notes) if part)
    keep.full_clean()
    keep.save()


def import_organisations(*, by: Doer, at: datetime, town: Town, sheet: Sheet) -> tuple[int, int]:
    """Keep the rows of a checked table: new partners are added, known ones get what they lacked.

    :returns: how many were added, how many filled up
    """
    filled = 0
    with transaction.atomic():
        for row in sheet.fresh:
            record_organisation(by=by, at=at, town=town, **row.facts)
        for row in sheet.known:
            filled += _fill_up(by, at, row)
    return len(sheet.fresh), filled


def _fill_up(by: Doer, at: datetime, row: KnownRow) -> bool:
    facts = {name: getattr(row.known, name) for name in FACTS}
    lacking = {name: row.facts[name] for name in FACTS if row.facts[name] and not facts[name]}
    if lacking:
        change_organisation(by=by, at=at, organisation=row.known, **(facts | lacking))
    return bool(lacking)
