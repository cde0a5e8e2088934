"""たより: drafting from the records, editing, numbering, issuing."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from sasaeai.documents.photos import CleanPhoto
from sasaeai.history import actions as history
from sasaeai.history.queries import values_of
from sasaeai.history.rules import differences
from sasaeai.places.models import Area
from sasaeai.portal.models import ItemSort, Newsletter, NewsletterItem
from sasaeai.portal.queries.newsletters import next_number, proposals
from sasaeai.portal.queries.settings import settings_of
from sasaeai.reports.facts import touched
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

FIELDS = ("title", "number", "lead", "month")
ITEM = ("order", "heading", "text", "taken", "photo", "picture", "caption")


class IssueClosed(Exception):
    """An issue that was given out stays as it is; the words say what to do."""


@transaction.atomic
def draft_newsletter(
    *, by: Doer, at: datetime, town: Town, month: date, area: Area | None = None
) -> Newsletter:
    """A new issue with its number and everything the records offer for it.

    :param month: any day of the month
    """
    month = month.replace(day=1)
    year, number = next_number(town.pk, month)
    issue = Newsletter(
        town=town,
        fiscal_year=year,
        number=number,
        month=month,
        area=area,
        title=settings_of(town.pk).newsletter_title,
        made_by_name=by.doer_name[:120],
        changed_at=at,
    )
    issue.full_clean()
    issue.save()
    found = proposals(town.pk, area=area, month=month, today=localdate(at))
    NewsletterItem.objects.bulk_create(
        NewsletterItem(
            newsletter=issue,
            order=order,
            sort=one.sort,
            heading=one.heading[:100],
            text=one.text,
            taken=one.taken,
            resource=one.resource,
            photo=one.photo,
        )
        for order, one in enumerate(found, start=1)
    )
    after = {"号": issue.number_words, "記事の案": len(found)}
    history.note(by=by, at=at, what="portal.newsletter_drafted", about=issue, after=after)
    return issue


@transaction.atomic
def change_newsletter(
    *,
    by: Doer,
    at: datetime,
    newsletter: Newsletter,
    items: Sequence[NewsletterItem] = (),
    pictures: Mapping[int, CleanPhoto | None] | None = None,
) -> Newsletter:
    """Change title, number or words of the beginning, and the pieces given; one line of history.

    :param pictures: a new picture by the key of its piece; None takes the piece's own picture away
    :raises IssueClosed: if it was given out
    :raises ValidationError: by field
    """
    _refuse_issued(newsletter)
    before = values_of(Newsletter.objects.get(pk=newsletter.pk), FIELDS)
    newsletter.changed_at = at
    newsletter.full_clean()
    newsletter.save()
    after = values_of(newsletter, FIELDS)
    old = newsletter.items.in_bulk([item.pk for item in items])
    for item in items:
        _refuse_other_picture(item)
        if item.pk in (pictures or {}):
            _set_picture(item, (pictures or {})[item.pk])
        item.full_clean()
        item.save()
        for name in ITEM:
            before[f"{item.pk} {name}"] = values_of(old[item.pk], (name,))[name]
            after[f"{item.pk} {name}"] = values_of(item, (name,))[name]
    was, now_is = differences(before, after)
    if now_is:
        history.note(
            by=by,
            at=at,
            what="portal.newsletter_changed",
            about=newsletter,
            before=was,
            after=now_is,
        )
    return newsletter


def _set_picture(item: NewsletterItem, picture: CleanPhoto | None) -> None:
    """The piece's own picture; the file of the one before goes when all is written."""
    old, storage = item.picture.name, item.picture.storage
    if old:
        transaction.on_commit(lambda: storage.delete(old))
    item.picture = None
    if picture is not None:
        item.picture.save(f"{secrets.token_hex(8)}.jpg", ContentFile(picture.data), save=False)


def _refuse_other_picture(item: NewsletterItem) -> None:
    photo = item.photo
    if photo is not None and (photo.resource_id != item.resource_id or not photo.may_publish):
        raise ValidationError(
            {"photo": "「公開してよい」印のある、その場の写真から選んでください。"}
        )


@transaction.atomic
def add_item(*, by: Doer, at: datetime, newsletter: Newsletter, heading: str) -> NewsletterItem:
    """An empty piece at the end, to write oneself.

    :raises IssueClosed: if it was given out
    """
    _refuse_issued(newsletter)
    last = newsletter.items.aggregate(last=Max("order"))["last"] or 0
    item = NewsletterItem(
        newsletter=newsletter, order=last + 1, sort=ItemSort.NOTICE, heading=heading
    )
    item.full_clean()
    item.save()
    history.note(
        by=by, at=at, what="portal.newsletter_changed", about=newsletter, after={"記事": heading}
    )
    return item


@transaction.atomic
def issue_newsletter(*, by: Doer, at: datetime, newsletter: Newsletter, on: date) -> Newsletter:
    """Give the issue out: it is counted as 号 from this day, and stays as it is.

    :raises IssueClosed: if it was given out already
    :raises ValidationError: if nothing stands in it
    """
    _refuse_issued(newsletter)
    if not newsletter.items.filter(taken=True).exists():
        raise ValidationError("記事が1つもありません。「載せる」に印を付けてから発行してください。")
    newsletter.issued_on, newsletter.changed_at = on, at
    newsletter.save(update_fields=["issued_on", "changed_at"])
    touched(town_id=newsletter.town_id, source="newsletters", days=[on])
    after = {"号": newsletter.number_words, "発行した日": on}
    history.note(by=by, at=at, what="portal.newsletter_issued", about=newsletter, after=after)
    return newsletter


@transaction.atomic
def remove_newsletter(*, by: Doer, at: datetime, newsletter: Newsletter) -> None:
    """Throw a draft away; its number is free again.

    :raises IssueClosed: if it was given out
    """
    _refuse_issued(newsletter)
    before = {"号": newsletter.number_words}
    history.note(by=by, at=at, what="portal.newsletter_removed", about=newsletter, before=before)
    newsletter.delete()


def _refuse_issued(newsletter: Newsletter) -> None:
    if newsletter.issued_on is not None:
        raise IssueClosed(
            f"{newsletter.number_words}は{newsletter.issued_on:%Y-%m-%d}に発行したので直せません。"
            "直したいことは次の号のお知らせに書いてください。"
        )
