"""The one place that reads the clock. Only views, commands and tasks call it; below them, `at` is given."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, aware, in the time zone of the settings."""
    return timezone.now()  # noqa: TID251  (this is the one place)


def today() -> date:
    """Today in Japan."""
    return timezone.localdate(now())
