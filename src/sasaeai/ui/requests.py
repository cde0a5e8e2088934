"""A request behind `needs(…)`, for the floors that know nobody's model."""

from __future__ import annotations

from django.http import HttpRequest

from sasaeai.towns.viewer import Viewer


class StaffRequest(HttpRequest):
    """What a view behind `needs(…)` receives: the person, as far as a lower floor may know them."""

    user: Viewer  # type: ignore[assignment]
