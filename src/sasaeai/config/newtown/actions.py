"""Founding a town: its name, its words, its first administrator."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.history import actions as history
from sasaeai.people.models import Assignment, User
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer, PartOfSystem
from sasaeai.vocabulary.actions import load_presets


@transaction.atomic
def found_town(
    *,
    by: PartOfSystem,
    at: datetime,
    name: str,
    code: str,
    entry_scheme: str,
    login: str,
    administrator: str,
    section: str,
    password: str,
) -> User:
    """Make the town, load every preset of terms, make the first administrator (who is an officer as well).

    The town is in preparation until `finish_preparing`.

    :raises ValidationError: if a field cannot be kept, or the password is too weak
    """
    town = Town(code=code, name=name, entry_scheme=entry_scheme)
    town.full_clean()
    town.save()
    by = replace(by, town_id=town.pk)
    user = User(town=town, login=login, name=administrator, section=section)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    Assignment.objects.bulk_create(
        Assignment(user=user, role=role) for role in ("administrator", "officer")
    )
    after = {"name": name, "code": code, "entry_scheme": entry_scheme}
    history.note(by=by, at=at, what="towns.founded", about=town, after=after)
    load_presets(by=by, at=at, town=town)
    return user


@transaction.atomic
def finish_preparing(*, by: Doer, at: datetime, town: Town) -> Town:
    """The preparation is over, whatever was left for later: its signs go from every page."""
    town.ready_on = localdate(at)
    town.save(update_fields=["ready_on"])
    history.note(by=by, at=at, what="towns.prepared", about=town, after={"ready_on": town.ready_on})
    return town


@transaction.atomic
def take_up_preparing(*, by: Doer, at: datetime, town: Town) -> Town:
    """Show the way back to the checklist on every page again."""
    before = {"ready_on": town.ready_on}
    town.ready_on = None
    town.save(update_fields=["ready_on"])
    history.note(by=by, at=at, what="towns.preparing_again", about=town, before=before)
    return town
