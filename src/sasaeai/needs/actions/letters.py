"""届いた声: taken in from the box of the public pages, and what a person makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.documents.letters import number_of
from sasaeai.history import actions as history
from sasaeai.needs.actions.given import GivenCaller, GivenIntake, GivenNeed
from sasaeai.needs.actions.moving import take_step
from sasaeai.needs.actions.recording import checked_caller, record_intake
from sasaeai.needs.models import Caller, Need, NeedLetter
from sasaeai.needs.rules.states import LetterState
from sasaeai.people.models import Post
from sasaeai.places.models import Area
from sasaeai.search import actions as search
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Term

KIND = "needs.NeedLetter"
CONSENT = "住民のページで、本人が印を付けた"
# A letter that was refused by mistake can be taken up again so long.
REFUSED_KEPT = timedelta(days=90)


class LetterRefused(ValueError):
    """A letter cannot be decided like this; the words say why and what to do."""


@dataclass(frozen=True)
class GivenLetter:
    """A letter as it was opened; a name only where its writer ticked the consent."""

    key: UUID
    sent_at: datetime
    wording: str
    route: Term | None = None
    area: Area | None = None
    age_band: Term | None = None
    households: Sequence[Term] = field(default_factory=tuple)
    name: str = ""
    phone: str = ""
    by_machine: bool = False


@transaction.atomic
def receive_letters(
    *, by: Doer, at: datetime, town: Town, letters: Sequence[GivenLetter]
) -> list[NeedLetter]:
    """Keep letters that are not here yet; those known by their key are left as they are."""
    known = set(
        NeedLetter.objects.filter(town=town, key__in=[one.key for one in letters]).values_list(
            "key", flat=True
        )
    )
    made = []
    for one in letters:
        if one.key not in known:
            known.add(one.key)
            made.append(_received(one, by=by, at=at, town=town))
    old = NeedLetter.objects.filter(town=town, state=LetterState.REFUSED)
    for gone in old.filter(decided_at__lt=at - REFUSED_KEPT):
        search.remove(kind=KIND, key=gone.pk)
        gone.delete()
    return made


def _received(one: GivenLetter, *, by: Doer, at: datetime, town: Town) -> NeedLetter:
    letter = NeedLetter(
        town=town,
        key=one.key,
        number=number_of(one.key),
        # The clock of another machine may be ahead of ours.
        sent_at=min(one.sent_at, at),
        received_at=at,
        wording=one.wording,
        route=one.route,
        area=one.area,
        age_band=one.age_band,
        name=one.name,
        phone=one.phone,
        by_machine=one.by_machine,
    )
    letter.full_clean(exclude=["town"])
    letter.save()
    letter.households.set(one.households)
    _find(letter)
    history.note(by=by, at=at, what="needs.letter_received", about=letter)
    return letter


@transaction.atomic
def take_letter(*, by: Doer, at: datetime, letter: NeedLetter, given: GivenIntake) -> list[Need]:
    """Make a trouble of a letter, or several; the consent that came with it goes along.

    :param given: how a person read it (`as_intake`: word by word)
    :raises LetterRefused: if somebody decided it before
    :raises ValidationError: by field
    """
    now = _waiting(letter)
    caller = _caller(now)
    whole = replace(
        given,
        origin=f"{KIND}:{now.pk}",
        caller=caller,
        wants_reply=given.wants_reply or caller is not None,
    )
    made = record_intake(by=by, at=at, town=now.town, given=whole)
    _decide(now, LetterState.TAKEN, by=by, at=at, need=made[0])
    return made


def as_intake(letter: NeedLetter, *, post: Post | None = None) -> GivenIntake:
    """A letter as an intake, word by word, in hand of a post."""
    from_portal = Term.objects.of(letter.town_id, "need-channel").filter(code="web_form").first()
    return GivenIntake(
        heard_on=localdate(letter.sent_at),
        needs=(GivenNeed(letter.wording),),
        route=letter.route,
        channel=from_portal,
        area=letter.area,
        age_band=letter.age_band,
        households=tuple(letter.households.all()),
        post=post,
    )


@transaction.atomic
def join_letter(*, by: Doer, at: datetime, letter: NeedLetter, need: Need) -> Need:
    """Add a letter to a trouble that is known: its words become a step there, its consent the trouble's.

    :raises LetterRefused: if somebody decided it before, or another person's name stands with the trouble
    :raises StepNotAllowed: if the trouble is closed
    """
    now = _waiting(letter)
    caller = _caller(now)
    known = Caller.objects.filter(intake=need.intake_id).first()
    if caller and known and (caller.name, caller.phone) != (known.name, known.phone):
        raise LetterRefused(
            "この困りごとには、別の方の名前を預かっています。新しい困りごととして受け付けてください。"
        )
    on = max(localdate(now.sent_at), need.heard_on)
    words = f"住民のページから続きの声（受付番号 {now.number}）：{now.wording}"
    take_step(by=by, at=at, need=need, on=on, wording=words)
    if caller is not None and known is None:
        checked_caller(need.intake, caller).save()
        need.intake.wants_reply = True
        need.intake.save(update_fields=["wants_reply"])
    _decide(now, LetterState.JOINED, by=by, at=at, need=need)
    return need


@transaction.atomic
def refuse_letter(*, by: Doer, at: datetime, letter: NeedLetter, reason: str) -> NeedLetter:
    """Nothing to take down: an advertisement, a prank, the same once more. A name is wiped at once.

    :raises LetterRefused: without a reason, or if somebody decided it before
    """
    if not reason.strip():
        raise LetterRefused("受け付けないわけを選んでください。")
    now = _waiting(letter)
    _decide(now, LetterState.REFUSED, by=by, at=at, reason=reason.strip()[:100])
    return now


@transaction.atomic
def reopen_letter(*, by: Doer, at: datetime, letter: NeedLetter) -> NeedLetter:
    """It was something after all: a refused letter waits again.

    :raises LetterRefused: if it was not refused
    """
    now = NeedLetter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if now.state != LetterState.REFUSED:
        raise LetterRefused("もどせるのは、受け付けなかった声だけです。")
    now.state, now.decided_at, now.decided_by_name, now.reason = LetterState.WAITING, None, "", ""
    now.save()
    _find(now)
    history.note(by=by, at=at, what="needs.letter_reopened", about=now)
    return now


def _waiting(letter: NeedLetter) -> NeedLetter:
    rows = NeedLetter.objects.select_for_update(of=("self",)).select_related("town", "area")
    now = rows.get(pk=letter.pk)
    if now.state != LetterState.WAITING:
        raise LetterRefused(
            f"この声は、{now.decided_by_name}が「{now.get_state_display()}」と決めたあとです。"
        )
    return now


def _caller(letter: NeedLetter) -> GivenCaller | None:
    if not letter.name:
        return None
    return GivenCaller(letter.name, localdate(letter.sent_at), CONSENT, phone=letter.phone)


def _decide(
    letter: NeedLetter,
    to: LetterState,
    *,
    by: Doer,
    at: datetime,
    need: Need | None = None,
    reason: str = "",
) -> None:
    letter.state, letter.need, letter.reason = to, need, reason
    letter.decided_at, letter.decided_by_name = at, by.doer_name[:120]
    letter.name = letter.phone = ""
    if to != LetterState.REFUSED:
        letter.wording = ""
    letter.save()
    _find(letter)
    after = {"決めたこと": to.label, "困りごと": str(need) if need else "", "わけ": reason}
    history.note(by=by, at=at, what="needs.letter_decided", about=letter, after=after)


def _find(letter: NeedLetter) -> None:
    """Found by its number for good, by its words while they stand here."""
    search.put(
        town_id=letter.town_id,
        kind=KIND,
        key=letter.pk,
        text=f"{letter.number} {letter.number.replace('-', '')}\n{letter.wording}",
        area_id=letter.area_id,
        day=localdate(letter.sent_at),
    )
