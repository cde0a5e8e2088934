"""The box of sealed letters: what residents write is closed at once; only the office can open it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from sasaeai.documents.letters import Sealed, number_of, seal
from sasaeai.portal.site.models import PublicTown, SealedLetter
from sasaeai.ui import slots

# A letter not fetched for long is a letter nobody reads: people are asked to telephone instead.
MOST_WAITING: Final = 1000
SPAN: Final = timedelta(minutes=10)
MOST_IN_A_SPAN: Final = 30
MOST_FROM_ONE_PLACE: Final = 10
REMEMBERED: Final = timedelta(days=1)
_log = logging.getLogger(__name__)


class BoxFull(Exception):
    """No more letters for the moment; the page keeps what was written and names the telephone."""


def keep_letter(
    town: PublicTown, told: Mapping[str, Any], *, key: UUID, whence: str, at: datetime
) -> str:
    """Seal what was written and keep it; the same key twice is one letter. Answers its number.

    :param whence: the address that sends, counted for ten minutes in memory and kept nowhere
    :raises BoxFull: if too many letters came or wait
    """
    known = SealedLetter.objects.filter(key=key).first()
    if known is not None:
        return known.number
    _refuse_floods(town.code, whence, at)
    content = seal(told, to=town.about["letters"]["key"], town_code=town.code, key=key)
    with transaction.atomic():
        SealedLetter.objects.filter(content=b"", sent_at__lt=at - REMEMBERED).delete()
        line = SealedLetter.objects.create(
            town_code=town.code, key=key, number=number_of(key), sent_at=at, content=content
        )
    _tell_the_office(town.code, at)
    return line.number


def _refuse_floods(town_code: str, whence: str, at: datetime) -> None:
    box = SealedLetter.objects.filter(town_code=town_code)
    if box.filter(sent_at__gt=at - SPAN).count() >= MOST_IN_A_SPAN:
        raise BoxFull
    if box.exclude(content=b"").count() >= MOST_WAITING:
        raise BoxFull
    span = int(at.timestamp() // SPAN.total_seconds())
    counter = "letters:" + hashlib.sha256(f"{whence} {span}".encode()).hexdigest()
    cache.add(counter, 0, timeout=SPAN.total_seconds())
    try:
        count = cache.incr(counter)
    except ValueError:  # thrown out of the cache in between
        return
    if count > MOST_FROM_ONE_PLACE:
        raise BoxFull


def _tell_the_office(town_code: str, at: datetime) -> None:
    """Where the office is on this machine it takes the letter at once; what it cannot take stays in the box."""
    for box in slots.letter_boxes.all():
        try:
            box.empty(town_code, at)
        except Exception:  # whatever the office meets, the resident's letter is kept
            _log.exception("letters of %s stay in the box", town_code)


def waiting_letters(town_code: str) -> list[Sealed]:
    """The letters that the office has not confirmed yet, the oldest first."""
    rows = SealedLetter.objects.filter(town_code=town_code).exclude(content=b"")
    return [Sealed(one.key, one.sent_at, bytes(one.content)) for one in rows]


def forget_letters(town_code: str, keys: Iterable[str]) -> int:
    """The office has them: they leave this machine. Answers how many."""
    gone, _ = SealedLetter.objects.filter(town_code=town_code, key__in=list(keys)).delete()
    return gone
