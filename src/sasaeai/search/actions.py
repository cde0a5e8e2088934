"""Keeping the index, and the words that mean the same.

`put` and its kin are called by the capability that owns a record, inside the transaction of its deed; they are no
person's deeds and leave no history, the deed they follow does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from sasaeai.analysis.words.bigrams import pieces
from sasaeai.analysis.words.folding import fingerprint, search_key
from sasaeai.history.actions import note
from sasaeai.history.models import Kind
from sasaeai.search import index
from sasaeai.search.models import Entry, Wording
from sasaeai.search.queries import kind_number, standard_wordings
from sasaeai.search.rules import MOST_PIECES, SEVERAL, Kept, Line, row_number, sight_words, whose
from sasaeai.towns.viewer import Doer

# From so many new rows on, the index is put in order at once.
MANY = 5_000

T = TypeVar("T")


def put(
    *,
    town_id: int,
    kind: str,
    key: int,
    text: str,
    area_id: int | None,
    day: date | None,
    personal: bool = False,
    more_area_ids: Iterable[int] = (),
    open_to_town: bool = False,
) -> None:
    """Make one record findable, or findable by its new text. The parameters are those of `rules.Line`."""
    put_many(
        [
            Line(
                town_id=town_id,
                kind=kind,
                key=key,
                text=text,
                area_id=area_id,
                day=day,
                personal=personal,
                more_area_ids=tuple(more_area_ids),
                open_to_town=open_to_town,
            )
        ]
    )


@transaction.atomic
def put_many(lines: Iterable[Line]) -> int:
    """Make many records findable; those already in the index are replaced, those unchanged left alone.

    :return: how many lines were given
    """
    given = changed = 0
    for batch in _batches(lines):
        given += len(batch)
        changed += _put_batch(batch)
    if changed >= MANY:
        index.settle()
    return given


@transaction.atomic
def remove(*, kind: str, key: int) -> None:
    """Make a record unfindable; nothing happens if it was not in the index."""
    _forget(Entry.objects.filter(kind=kind_number(kind), key=key))


@transaction.atomic
def rebuild(kind: str | None = None) -> int:
    """Make the index again from the kept texts: of one kind, or of everything (needed when `queries.is_outdated`).

    :return: how many records were written
    """
    entries = Entry.objects.order_by("pk")
    if kind is None:
        index.clear()
    else:
        entries = entries.filter(kind=kind_number(kind))
        for batch in _batches(entries.iterator(index.BATCH)):
            _take_out(batch)
    done = 0
    for batch in _batches(entries.iterator(index.BATCH)):
        index.add(row for entry in batch for row in _rows(_as_kept(entry)))
        done += len(batch)
    _fold_anew(entries)
    index.settle()
    return done


@transaction.atomic
def save_wording(
    *,
    by: Doer,
    at: datetime,
    wording: Wording,
    words: str,
    in_use: bool = True,
) -> Wording:
    """Add or change words that mean the same; a standard group is changed for this town only.

    :param words: parted by 「、」 or spaces
    :raises ValidationError: if they are fewer than two different words
    """
    before = {"words": wording.words, "in_use": wording.in_use} if wording.pk else None
    wording.words, wording.in_use = "、".join(different_words(words)), in_use
    wording.full_clean(validate_constraints=False)
    wording.save()
    note(
        by=by,
        at=at,
        what="search.wording_saved",
        about=wording,
        before=before,
        after={"words": wording.words, "in_use": in_use},
    )
    return wording


@transaction.atomic
def remove_wording(*, by: Doer, at: datetime, wording: Wording) -> None:
    """Take back a group of the town's own, or the town's change to a standard one."""
    note(
        by=by,
        at=at,
        what="search.wording_removed",
        about=wording,
        before={"words": wording.words, "in_use": wording.in_use},
    )
    wording.delete()


def note_personal_found(*, by: Doer, at: datetime, records: Sequence[str]) -> None:
    """Leave a line that personal data were looked at; the words that were typed are not kept.

    :param records: `activities.Activity:12` …
    """
    note(
        by=by,
        at=at,
        what="search.personal_found",
        kind=Kind.VIEW,
        label=f"検索結果 {len(records)}件",
        after={"records": list(records)},
    )


def different_words(given: str) -> list[str]:
    """The words of a group, as written, without those that search the same.

    :raises ValidationError: if fewer than two are left, in the reader's words
    """
    words = given.replace(",", "、").replace("，", "、").split("、")
    by_key = {search_key(word): word.strip() for word in reversed(words) if search_key(word)}
    kept = list(reversed(by_key.values()))
    if len(kept) < 2:
        raise ValidationError(
            "同じとみなすことばを、読点（、）で区切って2つ以上入れてください。"
            "ひらがな・カタカナ、全角・半角、旧字体の違いは、入れなくても同じとみなします。"
        )
    return kept


def standard_words(code: str) -> str:
    """The words of a standard group as shipped; empty if there is no such group."""
    return next(("、".join(s.words) for s in standard_wordings() if s.code == code), "")


def _put_batch(lines: Sequence[Line]) -> int:
    """The last line wins when a record is given twice in a batch."""
    kinds = {kind: kind_number(kind) for kind in {line.kind for line in lines}}
    wanted = {(kinds[line.kind], line.key): _kept(line, kinds[line.kind]) for line in lines}
    known = Entry.objects.filter(
        kind__in={kind for kind, _ in wanted}, key__in=[key for _, key in wanted]
    )
    replaced = []
    for old in known:
        new = wanted.get((old.kind_id, old.key))
        if new is not None and new == _as_kept(old):
            del wanted[old.kind_id, old.key]
        elif new is not None:
            replaced.append(old.pk)
    if replaced:
        _forget(Entry.objects.filter(pk__in=replaced))
    index.keep(wanted.values())
    index.add(row for kept in wanted.values() for row in _rows(kept))
    return len(wanted)


def _kept(line: Line, kind: int) -> Kept:
    sight = sight_words(line.area_ids, open_to_town=line.open_to_town, personal=line.personal)
    text = line.text.replace("\0", "")
    return Kept(line.town_id, kind, line.key, line.day, sight, fingerprint(), text)


def _as_kept(entry: Entry) -> Kept:
    return Kept(*(getattr(entry, name) for name in Kept._fields))


def _forget(entries: models.QuerySet[Entry]) -> None:
    kept = list(entries)
    _take_out(kept)
    Entry.objects.filter(pk__in=[entry.pk for entry in kept]).delete()


def _take_out(entries: Iterable[Entry]) -> None:
    """Rows made by other rules cannot be told to SQLite any more; a full `rebuild` clears what they leave."""
    today = fingerprint()
    index.take_out(row for e in entries if e.folding == today for row in _rows(_as_kept(e)))


def _fold_anew(entries: models.QuerySet[Entry]) -> None:
    entries.order_by().exclude(folding=fingerprint()).update(folding=fingerprint())


def _rows(kept: Kept) -> list[index.Row]:
    """The rows of a record: one for nearly every text, several for long minutes."""
    cut = pieces(kept.text)[:MOST_PIECES]
    several = f" {SEVERAL}" if len(cut) > 1 else ""
    sight = f"{whose(kept.town_id, kept.kind_id)} {kept.sight}{several}"
    first = row_number(day=kept.day, kind=kept.kind_id, key=kept.key)
    return [index.Row(first + n, sight, bigrams) for n, bigrams in enumerate(cut)]


def _batches(things: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(things)
    while batch := list(islice(rest, index.BATCH)):
        yield batch
