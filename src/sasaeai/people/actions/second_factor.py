"""The second factor: set up with a code, recovery codes, taken away."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from sasaeai.history import actions as history
from sasaeai.people.models import User
from sasaeai.towns.viewer import Doer

RECOVERY_CODES = 10


class WrongCode(ValueError):
    """The code does not fit."""


def begin_second_factor(*, by: User, at: datetime) -> TOTPDevice:
    """A secret to be scanned; it counts only once a code made from it was entered."""
    del at
    device, _ = TOTPDevice.objects.get_or_create(
        user=by, confirmed=False, defaults={"name": "認証アプリ"}
    )
    return device


@transaction.atomic
def confirm_second_factor(*, by: User, at: datetime, code: str) -> tuple[TOTPDevice, list[str]]:
    """Set the second factor up.

    :returns: the device, and the recovery codes, to be shown once
    :raises WrongCode: if the code was not made from the secret shown
    """
    device = TOTPDevice.objects.filter(user=by, confirmed=False).first()
    if device is None or not device.verify_token(_digits(code)):
        raise WrongCode(
            "確認コードが違います。アプリに出ている6桁を、変わる前に入れてください。"
            "続くときは、スマートフォンの時刻が合っているか確かめてください。"
        )
    TOTPDevice.objects.filter(user=by, confirmed=True).delete()
    device.confirmed = True
    device.save()
    by.second_factor_since = at
    by.save(update_fields=["second_factor_since"])
    history.note(by=by, at=at, what="people.second_factor_set_up", about=by)
    return device, _new_codes(by)


@transaction.atomic
def renew_recovery_codes(*, by: User, at: datetime) -> list[str]:
    """Ten new recovery codes; the old ones no longer work."""
    history.note(by=by, at=at, what="people.recovery_codes_renewed", about=by)
    return _new_codes(by)


@transaction.atomic
def take_second_factor_away(*, by: Doer, at: datetime, user: User) -> None:
    """Forget the second factor of a person, who lost the telephone or does not need it any more."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    user.second_factor_since = None
    user.save(update_fields=["second_factor_since"])
    history.note(by=by, at=at, what="people.second_factor_taken_away", about=user)


def _new_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="回復コード")
    codes = [
        f"{secrets.randbelow(10**4):04d}{secrets.randbelow(10**4):04d}"
        for _ in range(RECOVERY_CODES)
    ]
    for code in codes:
        device.token_set.create(token=code)
    return codes


def _digits(code: str) -> str:
    return "".join(ch for ch in code if ch.isdigit())
