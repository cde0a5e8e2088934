"""人材: people of the register, under consent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.history import actions as history
from sasaeai.resources.actions.following import person_written
from sasaeai.resources.actions.keeping import keep
from sasaeai.resources.models import PersonInterview, PersonResource, PersonRole
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

# What is wiped when a person takes the consent back; the row itself tells that there was somebody.
WIPED = (
    *("kana", "address", "phone", "mail", "strengths", "limits", "already_in", "available"),
    *("notes", "sex"),
)


@transaction.atomic
def record_person(
    *,
    by: Doer,
    at: datetime,
    town: Town,
    facts: Mapping[str, Any],
    many: Mapping[str, Iterable[Any]] | None = None,
    role: str = PersonRole.Role.TALENT,
    number: str = "",
) -> PersonResource:
    """Add a person who agreed.

    :raises ValidationError: without a day of consent, or by field
    """
    person = PersonResource(town=town, entered_at=at)
    keep(by=by, at=at, record=person, facts=facts, many=many, what="resources.person_recorded")
    PersonRole.objects.create(
        person=person, role=role, number=number, since=person.consented_on or localdate(at)
    )
    person_written(person)
    return person


@transaction.atomic
def change_person(
    *,
    by: Doer,
    at: datetime,
    person: PersonResource,
    facts: Mapping[str, Any],
    many: Mapping[str, Iterable[Any]] | None = None,
) -> PersonResource:
    """Correct what is known of a person.

    :raises ValidationError: by field
    """
    keep(by=by, at=at, record=person, facts=facts, many=many, what="resources.person_changed")
    person_written(person)
    return person


@transaction.atomic
def withdraw_consent(*, by: Doer, at: datetime, person: PersonResource, on: date) -> PersonResource:
    """The person takes the consent back: what was kept of them is wiped, talks as well.

    :raises ValidationError: if it was taken back already
    """
    if person.withdrawn_on is not None:
        raise ValidationError("同意はすでに取り下げられています。")
    for name in WIPED:
        setattr(person, name, "")
    person.name, person.birth_year, person.withdrawn_on = "（同意を取り下げた方）", None, on
    person.changed_at = at
    person.full_clean()
    person.save()
    person.skills.clear()
    person.bodies.clear()
    person.interviews.all().delete()
    person.roles.filter(until__isnull=True).update(until=on)
    after = {"同意を取り下げた日": on}
    history.note(by=by, at=at, what="resources.consent_withdrawn", about=person, after=after)
    person_written(person)
    return person


@transaction.atomic
def give_person_role(
    *,
    by: Doer,
    at: datetime,
    person: PersonResource,
    role: str,
    since: date,
    number: str = "",
) -> PersonRole:
    """Put a person in another list (人材バンク, 地域なんでも相談員 …)."""
    line = PersonRole(person=person, role=role, since=since, number=number)
    line.full_clean()
    line.save()
    after = {"役": line.get_role_display(), "いつから": since, "登録番号": number}
    history.note(by=by, at=at, what="resources.person_role_given", about=person, after=after)
    return line


@transaction.atomic
def end_person_role(*, by: Doer, at: datetime, line: PersonRole, on: date) -> PersonRole:
    """The person leaves a list from a day on."""
    line.until = on
    line.save(update_fields=["until"])
    after = {"役": line.get_role_display(), "いつまで": on}
    history.note(by=by, at=at, what="resources.person_role_ended", about=line.person, after=after)
    return line


@transaction.atomic
def write_interview(
    *,
    by: Doer,
    at: datetime,
    person: PersonResource,
    on: date,
    wording: str,
    next_step: str = "",
    due_on: date | None = None,
) -> PersonInterview:
    """Write down a talk with a person, and what comes next.

    :raises ValidationError: by field, or if the consent was taken back
    """
    if person.withdrawn_on is not None:
        raise ValidationError("同意を取り下げた方の聞き取りは書けません。")
    line = PersonInterview(
        person=person,
        on=on,
        wording=wording.strip(),
        next_step=next_step.strip(),
        due_on=due_on,
        by_name=by.doer_name[:120],
        at=at,
    )
    line.full_clean()
    line.save()
    history.note(by=by, at=at, what="resources.interviewed", about=person, after={"いつ": on})
    return line


@transaction.atomic
def finish_interview_step(
    *, by: Doer, at: datetime, line: PersonInterview, on: date
) -> PersonInterview:
    """The next step of a talk is done."""
    line.done_on = on
    line.save(update_fields=["done_on"])
    history.note(
        by=by, at=at, what="resources.interview_step_done", about=line.person, after={"いつ": on}
    )
    return line
