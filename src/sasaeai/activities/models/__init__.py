"""Records of this capability."""

from sasaeai.activities.models.activity import Activity, ActivityQuerySet
from sasaeai.activities.models.closing import ClosingStep, MonthClosing, MonthSum
from sasaeai.activities.models.details import (
    ActivityFunction,
    ActivityLink,
    ActivityPartner,
    DoneBy,
    PeopleCount,
    Photo,
)
from sasaeai.activities.models.own import Draft, EntryTemplate, SavedFilter
from sasaeai.activities.models.sources import ImportBatch
from sasaeai.activities.models.todo import Todo, TodoQuerySet

__all__ = [
    "Activity",
    "ActivityFunction",
    "ActivityLink",
    "ActivityPartner",
    "ActivityQuerySet",
    "ClosingStep",
    "DoneBy",
    "Draft",
    "EntryTemplate",
    "ImportBatch",
    "MonthClosing",
    "MonthSum",
    "PeopleCount",
    "Photo",
    "SavedFilter",
    "Todo",
    "TodoQuerySet",
]
