"""Every read of this capability."""

from sasaeai.portal.queries.newsletters import (
    Proposal,
    next_number,
    photos_for,
    proposals,
    taken_items,
)
from sasaeai.portal.queries.settings import default_level, levels_of, settings_of
from sasaeai.portal.queries.snapshot import Snapshot, snapshot
from sasaeai.portal.queries.views import view_table
from sasaeai.portal.queries.waiting import Waiting, waiting

__all__ = [
    "Proposal",
    "Snapshot",
    "Waiting",
    "default_level",
    "levels_of",
    "next_number",
    "photos_for",
    "proposals",
    "settings_of",
    "snapshot",
    "taken_items",
    "view_table",
    "waiting",
]
