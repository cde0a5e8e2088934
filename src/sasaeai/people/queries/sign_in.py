"""Who has guessed too often."""

from __future__ import annotations

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings

from sasaeai.people.models import SignInFailure, User

WINDOW = timedelta(minutes=15)
CODES_A_PERSON = 5
# An office shares one address: high enough for forty people on a Monday morning, low for a machine.
PASSWORDS_A_NETWORK = 60
CODES_A_NETWORK = 60


def network_is_shut(network: str, *, at: datetime) -> bool:
    """Whether too many wrong passwords came from the network in the last quarter of an hour."""
    recent = SignInFailure.objects.filter(
        sort=SignInFailure.Sort.PASSWORD, network=network, at__gt=at - WINDOW
    )
    return recent.count() >= PASSWORDS_A_NETWORK


def codes_are_shut(user: User, network: str, *, at: datetime) -> bool:
    """Whether the person, or the network, entered too many wrong codes in the last quarter of an hour."""
    recent = SignInFailure.objects.filter(sort=SignInFailure.Sort.CODE, at__gt=at - WINDOW)
    by_person = recent.filter(subject=user.doer_key).count()
    return by_person >= CODES_A_PERSON or (
        recent.filter(network=network).count() >= CODES_A_NETWORK
    )


def locked_out(logins: list[str], *, at: datetime) -> set[str]:
    """Which of the sign-in names are locked after wrong passwords (one query)."""
    since = at - timedelta(hours=settings.AXES_COOLOFF_TIME)
    attempts = AccessAttempt.objects.filter(
        username__in=logins,
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gt=since,
    )
    return set(attempts.values_list("username", flat=True))
