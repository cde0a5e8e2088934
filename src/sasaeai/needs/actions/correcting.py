"""Mending what was written of a trouble; hiding what tells who it was; choosing words for print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.analysis.needs.personal.finding import masked, personal_in
from sasaeai.history import actions as history
from sasaeai.history.queries import spoken_values_of
from sasaeai.history.rules import differences
from sasaeai.needs.actions.following import counted, written
from sasaeai.needs.actions.photos import remove_photos
from sasaeai.needs.models import Caller, Intake, Need
from sasaeai.needs.queries.suggesting import as_kept, suggest, text_key
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Term

OF_INTAKE = ("heard_on", "area", "route", "channel", "age_band", "wants_reply")
OF_NEED = ("wording", "wish", "urgency", "post")


@transaction.atomic
def correct_need(
    *,
    by: Doer,
    at: datetime,
    need: Need,
    facts: Mapping[str, Any],
    households: Sequence[Term] | None = None,
) -> Need:
    """Mend a trouble and its intake; the other troubles of the same call move with the intake.

    :param facts: names of `OF_INTAKE` and `OF_NEED`
    :raises ValidationError: by field
    """
    now = Need.objects.select_for_update(of=("self",)).select_related("intake").get(pk=need.pk)
    intake, was_on = now.intake, now.heard_on
    before = {**spoken_values_of(intake, OF_INTAKE), **spoken_values_of(now, OF_NEED)}
    for name, value in facts.items():
        setattr(intake if name in OF_INTAKE else now, name, value)
    intake.at = max(intake.at, at)
    intake.full_clean(exclude=["written_by"])
    intake.save()
    if households is not None:
        intake.households.set(households)
    _reword(now)
    now.heard_on, now.area = intake.heard_on, intake.area
    _must_not_jump_ahead(now)
    _save(now, by=by, at=at)
    others = intake.needs.exclude(pk=now.pk)
    others.update(heard_on=intake.heard_on, area=intake.area)
    after = {**spoken_values_of(intake, OF_INTAKE), **spoken_values_of(now, OF_NEED)}
    was, now_is = differences(_without_names(before), _without_names(after))
    if now_is:
        history.note(by=by, at=at, what="needs.corrected", about=now, before=was, after=now_is)
    written([now, *others.select_related("post")], also_days=[was_on])
    return now


def _without_names(said: dict[str, object]) -> dict[str, object]:
    """The history outlives a mended text: what may name a person does not go into it."""
    return {
        label: masked(value, personal_in(value)) if isinstance(value, str) else value
        for label, value in said.items()
    }


def _must_not_jump_ahead(need: Need) -> None:
    first = need.steps.exclude(state="received").order_by("on").first()
    if first is not None and first.on < need.heard_on:
        raise ValidationError({"heard_on": "対応した日より前の日にしてください。"})
    need.steps.filter(on__lt=need.heard_on).update(on=need.heard_on)
    if need.state == "received":
        need.state_on = need.heard_on


@transaction.atomic
def mask_need(*, by: Doer, at: datetime, need: Need) -> Need:
    """Replace names, telephones and addresses in the words told by their kind; what stood there is not kept,
    nor are photos, which may show whose it is.

    :raises ValidationError: if nothing is found
    """
    now = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    found = {name: personal_in(getattr(now, name)) for name in ("wording", "wish")}
    count = sum(len(some) for some in found.values())
    if not count:
        raise ValidationError(
            "伏せるところは見つかりません。読んで見つけたときは「直す」で書き直してください。"
        )
    for name, some in found.items():
        setattr(now, name, masked(getattr(now, name), some))
    now.wish = now.wish[:300]
    now.masked_at = at
    _reword(now)
    _save(now, by=by, at=at)
    remove_photos(by=by, at=at, need=now, photos=list(now.photos.all()))
    history.note(by=by, at=at, what="needs.masked", about=now, after={"伏せた所": count})
    written([now])
    return now


@transaction.atomic
def choose_example(*, by: Doer, at: datetime, need: Need, wording: str) -> Need:
    """Choose words of a trouble for printed tables; empty words take it out again.

    :raises ValidationError: if the words may name a person
    """
    said = wording.strip()
    if personal_in(said):
        raise ValidationError(
            "名前・電話・住所のようなことばがあります。伏せた書き方にしてください。"
        )
    now = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    before, now.example = now.example, said
    now.full_clean(exclude=["intake", "batch"])
    _save(now, by=by, at=at)
    history.note(
        by=by,
        at=at,
        what="needs.example_chosen",
        about=now,
        before={"印刷する例": before} if before else None,
        after={"印刷する例": said or "（載せない）"},
    )
    counted([now])
    return now


@transaction.atomic
def suggest_anew(*, by: Doer, at: datetime, needs: Sequence[Need]) -> int:
    """Suggest once more for troubles not settled yet, with what the town has taught meanwhile."""
    given = [need for need in needs if need.settled_at is None]
    if not given:
        return 0
    found = suggest(given[0].town_id, [need.wording for need in given], learn=True)
    for need, suggestion in zip(given, found, strict=True):
        need.suggested = as_kept(suggestion)
    Need.objects.bulk_update(given, ["suggested"], batch_size=500)
    history.note(
        by=by, at=at, what="needs.suggested_anew", label="分類の案", after={"件数": len(given)}
    )
    return len(given)


@transaction.atomic
def forget_caller(*, by: Doer, at: datetime, intake: Intake) -> None:
    """The consent is taken back, or there is nobody left to call: name, telephone and photos are wiped.

    :raises ValidationError: if no name is kept
    """
    if not Caller.objects.filter(intake=intake).delete()[0]:
        raise ValidationError("名前は預かっていません。")
    for need in intake.needs.all():
        remove_photos(by=by, at=at, need=need, photos=list(need.photos.all()))
        history.note(by=by, at=at, what="needs.caller_forgotten", about=need)


def _reword(need: Need) -> None:
    """A new wording has a new mark and, while nobody said what it is about, a new suggestion."""
    key = text_key(need.wording)
    if key == need.text_key:
        return
    need.text_key = key
    if need.settled_at is None:
        need.suggested = as_kept(suggest(need.town_id, [need.wording])[0])


def _save(need: Need, *, by: Doer, at: datetime) -> None:
    need.changed_at, need.changed_by_name = at, by.doer_name[:120]
    need.full_clean(exclude=["intake", "batch"])
    need.save()
