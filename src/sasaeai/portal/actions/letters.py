"""Opening residents' letters: from the box of this machine at once, or from a file carried from the portal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from sasaeai.documents.letters import Sealed, opened, read_letters
from sasaeai.documents.refusals import CannotRead
from sasaeai.history import actions as history
from sasaeai.needs.actions import GivenLetter, receive_letters
from sasaeai.places.models import Area
from sasaeai.portal.actions.publishing import letters_key
from sasaeai.portal.site.letters import waiting_letters
from sasaeai.portal.site.models import SealedLetter
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Term

LONGEST = 2000


@dataclass(frozen=True)
class TakenIn:
    """How many letters were new, how many were here already, and why some stay closed."""

    new: int
    known: int
    refused: tuple[str, ...]


@transaction.atomic
def empty_box(*, by: Doer, at: datetime, town: Town) -> TakenIn:
    """Take what lies in the box of this machine; what cannot be opened stays there."""
    waiting = waiting_letters(town.code)
    taken, keys = _take(waiting, by=by, at=at, town=town)
    SealedLetter.objects.filter(key__in=keys).update(content=b"")
    return taken


@transaction.atomic
def take_in_letters(*, by: Doer, at: datetime, town: Town, data: bytes) -> TakenIn:
    """Take in the letters of a portal elsewhere; the same file twice changes nothing.

    :raises CannotRead: if it is no such file, or another town's
    """
    sealed = read_letters(data, town_code=town.code)
    taken, _ = _take(sealed, by=by, at=at, town=town)
    after = {"新しい声": taken.new, "開けなかった声": len(taken.refused)}
    history.note(by=by, at=at, what="portal.letters_taken_in", about=town, after=after)
    return taken


def _take(
    sealed: Iterable[Sealed], *, by: Doer, at: datetime, town: Town
) -> tuple[TakenIn, list[Any]]:
    given, refused = [], []
    private, words = letters_key(), _Words(town)
    for one in sealed:
        try:
            told = opened(one.content, private=private, town_code=town.code, key=one.key)
            given.append(words.letter(one, told))
        except CannotRead as reason:
            refused.append(str(reason))
    made = receive_letters(by=by, at=at, town=town, letters=given)
    taken = TakenIn(len(made), len(given) - len(made), tuple(refused))
    return taken, [one.key for one in given]


class _Words:
    """The town's words by their codes. Whoever has the portal's machine can write letters: nothing is believed
    but what the town knows."""

    def __init__(self, town: Town) -> None:
        self.areas = {str(a.pk): a for a in Area.objects.of_town(town.pk).defer("outline")}
        self.terms = {
            scheme: {t.code: t for t in Term.objects.of(town.pk, scheme).select_related("scheme")}
            for scheme in ("referral-route", "age-band", "household")
        }

    def letter(self, one: Sealed, told: Mapping[str, Any]) -> GivenLetter:
        wording = _text(told, "wording", LONGEST)
        if not wording:
            raise CannotRead("中身のない声がありました。")
        consent = told.get("consent") is True
        households = told.get("households")
        codes = households if isinstance(households, list) else []
        return GivenLetter(
            key=one.key,
            sent_at=one.sent_at,
            wording=wording,
            route=self._term("referral-route", told.get("about")),
            area=self.areas.get(str(told.get("area", ""))),
            age_band=self._term("age-band", told.get("age_band")),
            households=tuple(t for code in codes if (t := self._term("household", code))),
            name=_text(told, "name", 60) if consent else "",
            phone=_text(told, "phone", 20) if consent else "",
            by_machine=told.get("by_machine") is True,
        )

    def _term(self, scheme: str, code: object) -> Term | None:
        return self.terms[scheme].get(str(code))


def _text(told: Mapping[str, Any], name: str, longest: int) -> str:
    value = told.get(name)
    return value.replace("\x00", "").strip()[:longest] if isinstance(value, str) else ""
