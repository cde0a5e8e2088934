"""Taking down what was told: one call, or hundreds of answers at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.needs.actions.classifying import label_lines
from sasaeai.needs.actions.following import written
from sasaeai.needs.actions.given import GivenCaller, GivenIntake, GivenNeed
from sasaeai.needs.models import Caller, Intake, Need, NeedBatch, NeedLabel, NeedStep
from sasaeai.needs.queries.suggesting import as_kept, suggest, text_key
from sasaeai.needs.rules.states import NeedState
from sasaeai.people.models import User
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

AT_ONCE = 500


@transaction.atomic
def record_intake(*, by: Doer, at: datetime, town: Town, given: GivenIntake) -> list[Need]:
    """Write down one call with the troubles told in it, one or several.

    :raises ValidationError: by field, in the reader's words
    """
    made = _recorded([given], by=by, at=at, town=town, batch=None)
    for need in made:
        after = {"区域": need.area_name, "急ぎ具合": need.get_urgency_display()}
        history.note(by=by, at=at, what="needs.recorded", about=need, after=after)
    return made


@transaction.atomic
def record_intakes(
    *,
    by: Doer,
    at: datetime,
    town: Town,
    many: Sequence[GivenIntake],
    name: str,
    file_name: str = "",
) -> NeedBatch:
    """Write down many answers as one bundle (a known name: into that one), with one line of history for all.

    :raises ValidationError: if one of them cannot be kept; nothing is written
    """
    batch, _ = NeedBatch.objects.get_or_create(
        town=town,
        name=name,
        defaults={
            "file_name": file_name[:200],
            "written_by_name": by.doer_name[:120],
            "at": at,
        },
    )
    done = 0
    for begin in range(0, len(many), AT_ONCE):
        part = many[begin : begin + AT_ONCE]
        done += len(_recorded(part, by=by, at=at, town=town, batch=batch))
    history.note(by=by, at=at, what="needs.recorded_many", about=batch, after={"件数": done})
    return batch


def _recorded(
    many: Sequence[GivenIntake], *, by: Doer, at: datetime, town: Town, batch: NeedBatch | None
) -> list[Need]:
    intakes = [_intake(given, by=by, at=at, town=town) for given in many]
    Intake.objects.bulk_create(intakes)
    through = Intake.households.through
    through.objects.bulk_create(
        through(intake_id=intake.pk, term_id=term.pk)
        for intake, given in zip(intakes, many, strict=True)
        for term in given.households
    )
    for intake, given in zip(intakes, many, strict=True):
        if given.caller is not None:
            checked_caller(intake, given.caller).save()
    told = [
        (intake, one) for intake, given in zip(intakes, many, strict=True) for one in given.needs
    ]
    suggestions = suggest(town.pk, [one.wording for _, one in told], learn=batch is not None)
    made = [
        _need(intake, one, as_kept(suggestion), by=by, at=at, batch=batch)
        for (intake, one), suggestion in zip(told, suggestions, strict=True)
    ]
    Need.objects.bulk_create(made)
    NeedLabel.objects.bulk_create(
        line
        for need, (_, one) in zip(made, told, strict=True)
        for line in label_lines(need, one.labels)
    )
    NeedStep.objects.bulk_create(
        NeedStep(need=need, on=need.heard_on, state=need.state, by_name=by.doer_name[:120], at=at)
        for need in made
    )
    written(made)
    return made


def _intake(given: GivenIntake, *, by: Doer, at: datetime, town: Town) -> Intake:
    if not given.needs:
        raise ValidationError({"wording": "聞いた困りごとを1つ以上書いてください。"})
    intake = Intake(
        town=town,
        heard_on=given.heard_on,
        route=given.route,
        channel=given.channel,
        area=given.area,
        age_band=given.age_band,
        post=given.post,
        wants_reply=given.wants_reply,
        written_by=by if isinstance(by, User) else None,
        written_by_name=by.doer_name[:120],
        origin=given.origin,
        at=at,
    )
    intake.clean_fields(exclude=["written_by"])
    intake.clean()
    return intake


def checked_caller(intake: Intake, given: GivenCaller) -> Caller:
    """Whoever told it, with the consent under which the name may be kept; not saved yet.

    :raises ValidationError: if it is not said how the consent was given
    """
    caller = Caller(intake=intake, **vars(given))
    if not caller.consent_how.strip():
        raise ValidationError(
            {"consent_how": "どのように同意を得たか（口頭・書面）を書いてください。"}
        )
    caller.full_clean()
    return caller


def _need(
    intake: Intake,
    one: GivenNeed,
    suggested: dict[str, object],
    *,
    by: Doer,
    at: datetime,
    batch: NeedBatch | None,
) -> Need:
    settled = bool(one.labels)
    need = Need(
        town_id=intake.town_id,
        intake=intake,
        heard_on=intake.heard_on,
        area=intake.area,
        post=intake.post,
        wording=one.wording.strip(),
        wish=one.wish.strip(),
        urgency=one.urgency,
        state=NeedState.RECEIVED,
        state_on=intake.heard_on,
        suggested=suggested,
        text_key=text_key(one.wording),
        example=one.example.strip(),
        settled_at=at if settled else None,
        settled_by_name=by.doer_name[:120] if settled else "",
        batch=batch,
        row_key=one.row_key,
        changed_at=at,
        changed_by_name=by.doer_name[:120],
    )
    need.clean_fields(exclude=["intake", "batch"])
    return need
