"""Every read of the register."""

from sasaeai.resources.queries.finding import Asked, Twin, alike, resources_found
from sasaeai.resources.queries.settings import settings_of, terms_of
from sasaeai.resources.queries.showing import (
    Shown,
    occurrences_of,
    public_resources,
    schedule_words,
    shown,
)

__all__ = [
    "Asked",
    "Shown",
    "Twin",
    "alike",
    "occurrences_of",
    "public_resources",
    "resources_found",
    "schedule_words",
    "settings_of",
    "shown",
    "terms_of",
]
