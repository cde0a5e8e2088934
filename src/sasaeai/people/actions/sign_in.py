"""Coming in and going out, and slowing down whoever guesses."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.people.models import SignInFailure, User
from sasaeai.towns.viewer import PartOfSystem

KEPT = timedelta(days=1)


def signed_in(*, by: User, at: datetime) -> None:
    """Note that a person came in."""
    history.signed(by=by, at=at, what="people.signed_in", about=by)


def signed_out(*, by: User, at: datetime) -> None:
    """Note that a person went out."""
    history.signed(by=by, at=at, what="people.signed_out", about=by)


@transaction.atomic
def sign_in_failed(*, at: datetime, login: str, network: str) -> None:
    """Count a wrong password against the network; if the name is somebody's, tell it in their town."""
    _count(at, SignInFailure.Sort.PASSWORD, login, network)
    user = User.objects.filter(login=login).first()
    if user is not None:
        by = PartOfSystem("ログイン", town_id=user.town_id)
        history.signed(by=by, at=at, what="people.sign_in_failed", about=user)


@transaction.atomic
def code_failed(*, by: User, at: datetime, network: str) -> None:
    """Count a wrong code against the person and the network."""
    _count(at, SignInFailure.Sort.CODE, by.doer_key, network)
    history.signed(by=by, at=at, what="people.code_failed", about=by)


def _count(at: datetime, sort: SignInFailure.Sort, subject: str, network: str) -> None:
    SignInFailure.objects.filter(at__lt=at - KEPT).delete()
    SignInFailure.objects.create(sort=sort, subject=subject[:80], network=network, at=at)
