"""Addresses of councils."""

from django.urls import path

from sasaeai.councils.views import (
    after,
    agenda,
    attending,
    bodies,
    importing,
    meetings,
    members,
    notices,
    overviews,
    rosters,
)
from sasaeai.ui.access import needs, open_to_all

SEE, RECORD, IMPORT = "councils.see", "councils.record", "councils.import"
MEETING = "meetings/<int:pk>/"

app_name = "councils"
urlpatterns = [
    path("", needs(SEE, bodies.council_list), name="list"),
    path("export/", needs(SEE, bodies.council_export), name="export"),
    path("new/", needs(RECORD, bodies.council_new), name="council-new"),
    path("founding/", needs(SEE, overviews.founding_page), name="founding"),
    path("taking-part/", needs(SEE, overviews.taking_part_page), name="taking-part"),
    path("meetings/", needs(SEE, meetings.meeting_list), name="meetings"),
    path("import/<slug:code>/", needs(IMPORT, importing.import_page), name="import"),
    path("export/<slug:code>/", needs(RECORD, importing.export_page), name="sheet"),
    path("check-in/<slug:token>/", open_to_all(attending.check_in), name="check-in"),
    path("<int:pk>/", needs(SEE, bodies.council), name="council"),
    path("<int:pk>/edit/", needs(RECORD, bodies.council_edit), name="council-edit"),
    path("<int:pk>/earlier/", needs(RECORD, bodies.earlier), name="earlier"),
    path("<int:pk>/members/new/", needs(RECORD, members.member_new), name="member-new"),
    path("<int:pk>/members/<int:number>/", needs(RECORD, members.member_edit), name="member-edit"),
    path("<int:pk>/roster/import/", needs(RECORD, rosters.roster_import), name="roster-import"),
    path("<int:pk>/roster/<slug:sort>/", needs(RECORD, rosters.roster), name="roster"),
    path("<int:pk>/meetings/new/", needs(RECORD, meetings.meeting_new), name="meeting-new"),
    path(MEETING, needs(SEE, meetings.meeting), name="meeting"),
    path(MEETING + "edit/", needs(RECORD, meetings.meeting_edit), name="meeting-edit"),
    path(MEETING + "close/", needs(RECORD, meetings.meeting_close), name="meeting-close"),
    path(MEETING + "state/<slug:to>/", needs(RECORD, meetings.meeting_state), name="meeting-state"),
    path(MEETING + "items/", needs(RECORD, agenda.item_new), name="item-new"),
    path(MEETING + "items/<int:number>/", needs(RECORD, agenda.item_step), name="item-step"),
    path(MEETING + "items/<int:number>/minutes/", needs(RECORD, agenda.minutes), name="minutes"),
    path(MEETING + "attend/", needs(RECORD, attending.attend), name="attend"),
    path(MEETING + "walk-in/", needs(RECORD, attending.walk_in), name="walk-in"),
    path(MEETING + "invite/", needs(RECORD, notices.invite), name="invite"),
    path(MEETING + "replies/<int:number>/", needs(RECORD, notices.reply), name="reply"),
    path(MEETING + "notice/", needs(RECORD, notices.notice), name="notice"),
    path(MEETING + "notice/<slug:sort>/", needs(RECORD, notices.notice_paper), name="notice-paper"),
    path(MEETING + "check-in/", needs(RECORD, notices.check_in_paper), name="check-in-paper"),
    path(MEETING + "paper/<slug:sort>/<slug:kind>/", needs(SEE, after.paper), name="paper"),
    path(MEETING + "public/", needs(RECORD, after.public), name="public"),
    path(MEETING + "tasks/", needs(RECORD, after.task_new), name="task-new"),
    path(MEETING + "tasks/<int:number>/", needs(RECORD, after.task_step), name="task-step"),
    path(MEETING + "handouts/", needs(RECORD, after.handout_new), name="handout-new"),
    path(MEETING + "handouts/<int:number>/", needs(SEE, after.handout), name="handout"),
    path(
        MEETING + "handouts/<int:number>/remove/",
        needs(RECORD, after.handout_remove),
        name="handout-remove",
    ),
]
