"""Every write of this capability."""

from sasaeai.activities.actions.bulk import bulk_edit
from sasaeai.activities.actions.closing import close_month, reopen_month
from sasaeai.activities.actions.drafts import drop_draft, keep_draft
from sasaeai.activities.actions.entry import Entry, content_of, entry_of
from sasaeai.activities.actions.exporting import note_export
from sasaeai.activities.actions.filters import drop_filter, keep_filter
from sasaeai.activities.actions.many import record_many
from sasaeai.activities.actions.photos import Given as GivenPhoto
from sasaeai.activities.actions.photos import add_photos, change_photo, remove_photo
from sasaeai.activities.actions.refusals import EditConflict, MonthClosed, NotAllowed
from sasaeai.activities.actions.settling import cancel, mark_held, postpone, take_up_again
from sasaeai.activities.actions.templates import drop_template, keep_template
from sasaeai.activities.actions.todos import add_todo, finish_todo, postpone_todo, undo_todo
from sasaeai.activities.actions.writing import edit, record, remove

__all__ = [
    "EditConflict",
    "Entry",
    "GivenPhoto",
    "MonthClosed",
    "NotAllowed",
    "add_photos",
    "add_todo",
    "bulk_edit",
    "cancel",
    "change_photo",
    "close_month",
    "content_of",
    "drop_draft",
    "drop_filter",
    "drop_template",
    "edit",
    "entry_of",
    "finish_todo",
    "keep_draft",
    "keep_filter",
    "keep_template",
    "mark_held",
    "note_export",
    "postpone",
    "postpone_todo",
    "record",
    "record_many",
    "remove",
    "remove_photo",
    "reopen_month",
    "take_up_again",
    "undo_todo",
]
