"""Addresses of activities."""

from django.urls import path

from sasaeai.activities.views import (
    bulk,
    calendar,
    closing,
    entry,
    exporting,
    importing,
    keeping,
    links,
    listing,
    photos,
    record,
    templates,
    todos,
)
from sasaeai.ui.access import needs

SEE, RECORD, TODO = "activities.see", "activities.record", "activities.todo"
kept = keeping.kept_when_signed_out

app_name = "activities"
urlpatterns = [
    path("", needs(SEE, listing.activity_list), name="list"),
    path("link-pick/", needs(RECORD, links.link_pick), name="link-pick"),
    path("filters/", needs(SEE, listing.activity_filters), name="filters"),
    path("filters/save/", needs(SEE, listing.filter_save), name="filter-save"),
    path("filters/drop/", needs(SEE, listing.filter_drop), name="filter-drop"),
    path("calendar/", needs(SEE, calendar.calendar), name="calendar"),
    path("calendar/plans.ics", needs(SEE, calendar.calendar_file), name="calendar-file"),
    path("closings/", needs(SEE, closing.closings), name="closings"),
    path("closings/close/", needs("activities.close", closing.close), name="close"),
    path("closings/reopen/", needs("activities.reopen", closing.reopen), name="reopen"),
    path("load/", needs(SEE, closing.load), name="load"),
    path("import/", needs("activities.import", importing.import_page), name="import"),
    path("bulk/", needs("activities.bulk", bulk.bulk), name="bulk"),
    path("export/", needs("activities.export", exporting.export), name="export"),
    path("new/", kept(needs(RECORD, entry.entry_new)), name="new"),
    path("autosave/", kept(needs(RECORD, keeping.entry_autosave)), name="autosave"),
    path("own/", needs(RECORD, templates.own), name="own"),
    path("own/templates/drop/", needs(RECORD, templates.template_drop), name="template-drop"),
    path("own/drafts/drop/", needs(RECORD, templates.draft_drop), name="draft-drop"),
    path("todos/", needs(TODO, todos.todo_list), name="todos"),
    path("todos/<int:pk>/step/", needs(TODO, todos.todo_step), name="todo-step"),
    path("<int:pk>/", needs(SEE, record.show), name="show"),
    path("<int:pk>/saved/", needs(RECORD, record.saved), name="saved"),
    path("<int:pk>/edit/", kept(needs(RECORD, entry.entry_edit)), name="edit"),
    path("<int:pk>/drop-edit/", needs(RECORD, record.drop_edit), name="drop-edit"),
    path("<int:pk>/settle/", needs(RECORD, record.settle), name="settle"),
    path("<int:pk>/remove/", needs(RECORD, record.remove), name="remove"),
    path("<int:pk>/photos/<int:number>/", needs(SEE, photos.photo), name="photo"),
    path(
        "<int:pk>/photos/<int:number>/change/",
        needs(RECORD, photos.photo_change),
        name="photo-change",
    ),
    path("<int:pk>/template/", needs(RECORD, templates.template_add), name="template-add"),
]
