"""Addresses of resources."""

from django.urls import path

from sasaeai.resources.views import deeds, growing, operator, prints, register, rounds, survey
from sasaeai.ui.access import needs, open_to_all

SEE, EDIT = "resources.see", "resources.edit"
PUBLISH, SETTINGS = "resources.publish", "resources.settings"

app_name = "resources"
urlpatterns = [
    path("", needs(SEE, register.resource_list), name="list"),
    path("new/", needs(EDIT, register.resource_new), name="new"),
    path("alike/", needs(EDIT, register.resource_alike), name="alike"),
    path("print/", needs(SEE, prints.print_list), name="print"),
    path("settings/", needs(SETTINGS, deeds.register_settings), name="settings"),
    path("bodies/", needs(SEE, growing.body_list), name="bodies"),
    path("bodies/new/", needs(EDIT, growing.body_new), name="body-new"),
    path("bodies/<int:pk>/", needs(SEE, growing.body), name="body"),
    path("bodies/<int:pk>/edit/", needs(EDIT, growing.body_edit), name="body-edit"),
    path("bodies/<int:pk>/stage/", needs(EDIT, growing.body_stage), name="body-stage"),
    path("coverage/", needs(SEE, growing.district_coverage), name="coverage"),
    path("gathering/", needs(SEE, survey.gathering), name="gathering"),
    path("freshness/", needs(SEE, growing.freshness), name="freshness"),
    path("rounds/", needs(EDIT, rounds.rounds), name="rounds"),
    path("rounds/<int:pk>/", needs(EDIT, rounds.round_page), name="round"),
    path("rounds/<int:pk>/close/", needs(EDIT, rounds.round_close), name="round-close"),
    path("rounds/<int:pk>/lines/<int:number>/", needs(EDIT, rounds.round_line), name="round-line"),
    path("rounds/<int:pk>/<slug:sort>/", needs(EDIT, rounds.round_sheet), name="round-sheet"),
    path("proposals/", needs(EDIT, rounds.proposals), name="proposals"),
    path("proposals/<int:pk>/", needs(EDIT, rounds.proposal), name="proposal"),
    path("operator/<slug:token>/", open_to_all(operator.operator), name="operator"),
    path("<int:pk>/", needs(SEE, register.resource), name="resource"),
    path("<int:pk>/edit/", needs(EDIT, register.resource_edit), name="resource-edit"),
    path("<int:pk>/state/", needs(EDIT, deeds.resource_state), name="resource-state"),
    path("<int:pk>/publish/", needs(PUBLISH, deeds.resource_publish), name="resource-publish"),
    path("<int:pk>/confirm/", needs(EDIT, deeds.resource_confirm), name="resource-confirm"),
    path("<int:pk>/merge/", needs(EDIT, deeds.resource_merge), name="resource-merge"),
    path("<int:pk>/remove/", needs(EDIT, deeds.resource_remove), name="resource-remove"),
    path("<int:pk>/sheet/", needs(SEE, prints.sheet), name="sheet"),
    path("<int:pk>/days/", needs(EDIT, deeds.unusual_new), name="unusual-new"),
    path(
        "<int:pk>/days/<int:number>/remove/",
        needs(EDIT, deeds.unusual_remove),
        name="unusual-remove",
    ),
    path("<int:pk>/months/<int:year>/<int:number>/", needs(EDIT, growing.month), name="month"),
]
