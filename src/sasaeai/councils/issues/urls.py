"""Addresses of issues."""

from django.urls import path

from sasaeai.councils.issues.views import papers, reading, settings, writing
from sasaeai.ui.access import needs

SEE, RECORD, SETTINGS = "councils.see", "councils.record", "councils.settings"

app_name = "issues"
urlpatterns = [
    path("", needs(SEE, reading.issue_list), name="list"),
    path("board/", needs(SEE, reading.issue_board), name="board"),
    path("waiting/", needs(SEE, reading.issue_waiting), name="waiting"),
    path("matrix/", needs(SEE, reading.area_matrix), name="matrix"),
    path("matrix/print/", needs(SEE, papers.print_matrix), name="matrix-print"),
    path("figures/", needs(SEE, reading.issue_figures), name="figures"),
    path("print/", needs(SEE, papers.print_list), name="print"),
    path("export/", needs(SEE, papers.export_list), name="export"),
    path("new/", needs(RECORD, writing.issue_new), name="new"),
    path("from-needs/", needs(RECORD, writing.from_needs), name="from-needs"),
    path("settings/", needs(SETTINGS, settings.raising_settings), name="settings"),
    path("settings/routes/new/", needs(SETTINGS, settings.route_new), name="route-new"),
    path("settings/routes/<int:pk>/", needs(SETTINGS, settings.route), name="route"),
    path("<int:pk>/", needs(SEE, reading.issue), name="issue"),
    path("<int:pk>/edit/", needs(RECORD, writing.issue_edit), name="edit"),
    path("<int:pk>/needs/", needs(RECORD, writing.issue_needs), name="needs"),
    path("<int:pk>/step/", needs(RECORD, writing.issue_step), name="step"),
    path("<int:pk>/told/<int:number>/", needs(RECORD, writing.issue_told), name="told"),
    path("<int:pk>/<slug:sort>.<slug:kind>", needs(SEE, papers.issue_sheet), name="sheet"),
]
