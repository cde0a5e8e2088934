"""Why a deed about councils is refused."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class StepNotAllowed(ValidationError):
    """A state that may not follow the present one; the words say what may."""
