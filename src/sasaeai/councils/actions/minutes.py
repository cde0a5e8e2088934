"""議題 and 会議録: the agenda, what was said and decided. Two who write at once lose nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from sasaeai.councils.actions.following import meeting_written
from sasaeai.councils.models import AgendaItem, Meeting, PublicMinutes
from sasaeai.councils.rules.meetings import Publication
from sasaeai.councils.rules.refusals import MinutesConflict
from sasaeai.history import actions as history
from sasaeai.towns.viewer import Doer

# What is saved by itself every few seconds is told in the history once in this time.
ONE_SITTING = timedelta(minutes=10)
TEXTS = ("digest", "decision", "full_text", "internal")


class ItemFacts(TypedDict, total=False):
    """What may be said of an agenda item besides its title."""

    about: str
    presenter: str
    minutes: int | None
    order: int


class ItemTexts(TypedDict, total=False):
    """The minutes of an item."""

    digest: str
    decision: str
    full_text: str
    internal: str


@transaction.atomic
def add_item(
    *, by: Doer, at: datetime, meeting: Meeting, title: str, **facts: Unpack[ItemFacts]
) -> AgendaItem:
    """Put something on the agenda, last unless told otherwise.

    :param about: the record it comes from (`councils.Issue:12`); the same record stands on it once
    :raises ValidationError: by field, in the reader's words
    """
    about = facts.get("about", "")
    if about and meeting.items.filter(about=about).exists():
        raise ValidationError({"title": "もうこの会議の議題に入っています。"})
    last = meeting.items.aggregate(last=Max("order"))["last"]
    facts.setdefault("order", 0 if last is None else last + 1)
    item = AgendaItem(
        meeting=meeting,
        title=title.strip(),
        changed_at=at,
        changed_by_name=by.doer_name[:120],
        **facts,
    )
    item.full_clean()
    item.save()
    history.note(
        by=by, at=at, what="councils.item_added", about=meeting, after={"議題": item.title}
    )
    meeting_written(meeting)
    return item


@transaction.atomic
def change_item(
    *, by: Doer, at: datetime, item: AgendaItem, title: str, **facts: Unpack[ItemFacts]
) -> AgendaItem:
    """Correct an item of the agenda; its minutes stay.

    :raises ValidationError: by field, in the reader's words
    """
    before = item.title
    for field, value in {"title": title.strip(), **facts}.items():
        setattr(item, field, value)
    item.full_clean()
    item.save(update_fields=["title", *facts])
    history.note(
        by=by,
        at=at,
        what="councils.item_changed",
        about=item.meeting,
        before={"議題": before},
        after={"議題": item.title},
    )
    return item


@transaction.atomic
def move_item(*, by: Doer, at: datetime, item: AgendaItem, up: bool) -> None:
    """One place up or down the agenda."""
    items = list(item.meeting.items.order_by("order", "pk"))
    here = next(n for n, one in enumerate(items) if one.pk == item.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(items):
        return
    items[here], items[there] = items[there], items[here]
    for n, one in enumerate(items):
        one.order = n
    AgendaItem.objects.bulk_update(items, ["order"])
    after = {"議題": item.title, "何番目": there + 1}
    history.note(by=by, at=at, what="councils.item_changed", about=item.meeting, after=after)


@transaction.atomic
def remove_item(*, by: Doer, at: datetime, item: AgendaItem) -> None:
    """Take an item off the agenda.

    :raises ValidationError: if minutes of it were written
    """
    if any(getattr(item, name) for name in TEXTS):
        raise ValidationError(
            f"「{item.title}」には会議録が書いてあるため、議題から外せません。先に文を移すか消してください。"
        )
    history.note(
        by=by, at=at, what="councils.item_removed", about=item.meeting, before={"議題": item.title}
    )
    item.delete()


@transaction.atomic
def write_minutes(
    *,
    by: Doer,
    at: datetime,
    item: AgendaItem,
    seen_version: int,
    **texts: Unpack[ItemTexts],
) -> AgendaItem:
    """Write what was said about an item, unless somebody wrote meanwhile.

    Saved by itself every few seconds, so the history tells of it once in ten minutes and person; the words
    stand in the item, which nobody can overwrite unseen.

    :param seen_version: the version that the writer had on the screen
    :raises MinutesConflict: with the item as it stands; nothing is written
    """
    now = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    changed = {name: text for name, text in texts.items() if getattr(now, name) != text}
    if not changed:
        return now
    if now.version != seen_version:
        raise MinutesConflict(now)
    another = now.changed_by_name != by.doer_name[:120]
    due = another or now.noted_at is None or at - now.noted_at >= ONE_SITTING
    before = {name: getattr(now, name) for name in changed}
    for name, text in changed.items():
        setattr(now, name, text)
    now.version += 1
    now.changed_at, now.changed_by_name = at, by.doer_name[:120]
    if due:
        now.noted_at = at
        history.note(
            by=by,
            at=at,
            what="councils.minutes_written",
            about=now.meeting,
            before={"議題": now.title, **before},
            after={"議題": now.title, **changed},
        )
    now.full_clean(exclude=["meeting"])
    now.save()
    meeting_written(now.meeting)
    return now


@transaction.atomic
def confirm_public_minutes(*, by: Doer, at: datetime, meeting: Meeting, text: str) -> PublicMinutes:
    """Somebody read the public text through: no one can be told from it.

    :raises ValidationError: if it is empty, the meeting was not held, or its minutes are for the office only
    """
    if meeting.state != "held":
        raise ValidationError("開催した会議だけ、会議録を公開用にできます。")
    if meeting.publication == Publication.INTERNAL:
        raise ValidationError(
            "この会議録は「内部のみ」です。先に「どこまで公開するか」を決めてください。"
        )
    if not text.strip():
        raise ValidationError({"text": "公開する文がありません。"})
    kept, _ = PublicMinutes.objects.update_or_create(
        meeting=meeting,
        defaults={
            "text": text.strip(),
            "confirmed_at": at,
            "confirmed_by_name": by.doer_name[:120],
        },
    )
    history.note(
        by=by,
        at=at,
        what="councils.minutes_made_public",
        about=meeting,
        after={"字数": len(kept.text)},
    )
    return kept
