"""Accounts and roles: made, changed, stopped; passwords reset by the administrator."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from axes.utils import reset as reset_lock
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.history import actions as history
from sasaeai.history.queries import spoken_values_of, values_of
from sasaeai.history.rules import differences
from sasaeai.people import rules
from sasaeai.people.models import Assignment, Organisation, User
from sasaeai.people.queries.accounts import MANAGES, administrators_on
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

FACTS = ("login", "name", "kana", "section")


@dataclass(frozen=True)
class FirstPassword:
    """A temporary password: shown once, never kept readable."""

    user: User
    password: str


@transaction.atomic
def add_user(
    *, by: Doer, at: datetime, town: Town, login: str, name: str, kana: str = "", section: str = ""
) -> FirstPassword:
    """Make an account with a temporary password, to be changed at the first sign-in.

    :raises ValidationError: by field, e.g. if the sign-in name is taken
    """
    user = User(town=town, login=login, name=name, kana=kana, section=section)
    password = _set_easy_password(user)
    user.full_clean()
    user.save()
    after = values_of(user, FACTS)
    history.note(by=by, at=at, what="people.user_added", about=user, after=after)
    return FirstPassword(user, password)


@transaction.atomic
def change_user(
    *, by: Doer, at: datetime, user: User, login: str, name: str, kana: str = "", section: str = ""
) -> User:
    """Correct name, section or sign-in name.

    :raises ValidationError: by field
    """
    before = values_of(User.objects.get(pk=user.pk), FACTS)
    user.login, user.name, user.kana, user.section = login, name, kana, section
    user.full_clean()
    was, now_is = differences(before, values_of(user, FACTS))
    if now_is:
        user.save(update_fields=list(FACTS))
        history.note(by=by, at=at, what="people.user_changed", about=user, before=was, after=now_is)
    return user


@transaction.atomic
def stop_user(*, by: Doer, at: datetime, user: User) -> User:
    """The account no longer opens anything, from this moment; what the person wrote stays.

    :raises ValidationError: for oneself, and for the last administrator
    """
    if by.doer_key == user.doer_key:
        raise ValidationError("自分の利用は止められません。ほかの管理者に頼んでください。")
    _keep_an_administrator(user.town_id, localdate(at), leaving=user)
    return _switch(by, at, user, active=False, what="people.user_stopped")


@transaction.atomic
def resume_user(*, by: Doer, at: datetime, user: User) -> User:
    """The account works again."""
    return _switch(by, at, user, active=True, what="people.user_resumed")


def _switch(by: Doer, at: datetime, user: User, *, active: bool, what: str) -> User:
    user.is_active = active
    user.save(update_fields=["is_active"])
    history.note(
        by=by,
        at=at,
        what=what,
        about=user,
        before={"is_active": not active},
        after={"is_active": active},
    )
    return user


@transaction.atomic
def reset_password(*, by: Doer, at: datetime, user: User) -> FirstPassword:
    """Give a temporary password; it must be changed at the next sign-in, and open sessions end."""
    password = _set_easy_password(user)
    user.save(update_fields=["password", "must_change_password"])
    reset_lock(username=user.login)
    history.note(by=by, at=at, what="people.password_reset", about=user)
    return FirstPassword(user, password)


@transaction.atomic
def change_password(*, by: User, at: datetime, password: str) -> None:
    """Set one's own password (already checked against the rules)."""
    by.set_password(password)
    by.must_change_password = False
    by.save(update_fields=["password", "must_change_password"])
    history.note(by=by, at=at, what="people.password_changed", about=by)


@transaction.atomic
def unlock_user(*, by: Doer, at: datetime, user: User) -> None:
    """Let somebody try again after too many wrong passwords."""
    reset_lock(username=user.login)
    history.note(by=by, at=at, what="people.user_unlocked", about=user)


def _set_easy_password(user: User) -> str:
    password = rules.easy_password(secrets.randbelow)
    user.set_password(password)
    user.must_change_password = True
    return password


@transaction.atomic
def give_role(
    *,
    by: Doer,
    at: datetime,
    user: User,
    role: str,
    area: Area | None = None,
    organisation: Organisation | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Assignment:
    """Give a person a role, in an area or an organisation, from–to (both days inclusive).

    :raises ValidationError: by field, e.g. if the role needs an area
    """
    given = Assignment(
        user=user,
        role=role,
        area=area,
        organisation=organisation,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    given.full_clean()
    given.save()
    _note_role(by, at, given, "people.role_given")
    return given


@transaction.atomic
def end_role(*, by: Doer, at: datetime, given: Assignment, on: date) -> None:
    """The role is held until the day, inclusive; one that never began is taken out.

    :raises ValidationError: for the last administrator
    """
    given.valid_to = on
    if given.valid_from is not None and given.valid_from > on:
        _note_role(by, at, given, "people.role_ended")
        given.delete()
    else:
        given.save(update_fields=["valid_to"])
        _note_role(by, at, given, "people.role_ended")
    known = rules.roles().get(given.role)
    if known is not None and MANAGES in known.permissions:
        _keep_an_administrator(given.user.town_id, on + timedelta(days=1))


@transaction.atomic
def change_roles(
    *, by: Doer, at: datetime, given: Iterable[Assignment], role: str, valid_from: date
) -> int:
    """職種ごとの変更: from a day on, several people hold another role in the same area.

    :returns: how many were changed
    :raises ValidationError: if the new role needs an area that is missing, or no administrator is left
    """
    count = 0
    for old in given:
        give_role(
            by=by,
            at=at,
            user=old.user,
            role=role,
            area=old.area,
            organisation=old.organisation,
            valid_from=valid_from,
            valid_to=old.valid_to,
        )
        end_role(by=by, at=at, given=old, on=valid_from - timedelta(days=1))
        count += 1
    return count


def _note_role(by: Doer, at: datetime, given: Assignment, what: str) -> None:
    said = spoken_values_of(given, ("area", "organisation", "valid_from", "valid_to"))
    title = rules.roles()[given.role].title if given.role in rules.roles() else given.role
    history.note(by=by, at=at, what=what, about=given.user, after={"役割": title, **said})


def _keep_an_administrator(town_id: int, on: date, *, leaving: User | None = None) -> None:
    left = administrators_on(town_id, on)
    if leaving is not None:
        left = left.exclude(pk=leaving.pk)
    if not left.exists():
        raise ValidationError(
            "利用者を管理できる人がいなくなります。先にほかの人を管理者にしてください。"
        )
