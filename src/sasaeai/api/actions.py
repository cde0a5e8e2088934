"""Making tokens and taking them back."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.api.models import ApiToken
from sasaeai.history import actions as history
from sasaeai.people.models import User
from sasaeai.towns.viewer import Doer

PREFIX = "sasaeai_"


def hash_of(plain: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(plain.encode()).hexdigest()


@transaction.atomic
def make_token(
    *, by: Doer, at: datetime, user: User, name: str, expires_on: date
) -> tuple[ApiToken, str]:
    """Make a token that reads in the name of a person; its words are given back this once.

    :raises ValidationError: if the person is of another town, or the day lies behind
    """
    if user.town_id != by.town_id:
        raise ValidationError({"user": "この町の利用者から選んでください。"})
    if expires_on < localdate(at):
        raise ValidationError({"expires_on": "きょうより先の日にしてください。"})
    plain = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        town=user.town,
        user=user,
        name=name.strip(),
        token_hash=hash_of(plain),
        ending=plain[-4:],
        made_at=at,
        expires_on=expires_on,
    )
    token.full_clean()
    token.save()
    after = {"user": str(user), "name": token.name, "expires_on": expires_on}
    history.note(by=by, at=at, what="api.token_made", about=token, after=after)
    return token, plain


@transaction.atomic
def revoke_token(*, by: Doer, at: datetime, token: ApiToken) -> ApiToken:
    """The token opens nothing any more."""
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        history.note(by=by, at=at, what="api.token_revoked", about=token)
    return token


def note_use(*, by: Doer, at: datetime, token: ApiToken) -> None:
    """Remember the last day of use; the first time on a day the history tells that the register was read."""
    today = localdate(at)
    if token.used_on == today:
        return
    ApiToken.objects.filter(pk=token.pk).update(used_on=today)
    history.exported(by=by, at=at, what="api.register_read", label=str(token), count=1, about=token)
