"""Addresses of districts' plans."""

from django.urls import path

from sasaeai.councils.plans.views import reading, sorting, writing
from sasaeai.ui.access import needs

SEE, RECORD = "councils.see", "councils.record"

app_name = "plans"
urlpatterns = [
    path("", needs(SEE, reading.plan_list), name="list"),
    path("new/", needs(RECORD, writing.plan_new), name="new"),
    path("<int:pk>/", needs(SEE, reading.plan), name="plan"),
    path("<int:pk>/edit/", needs(RECORD, writing.plan_edit), name="edit"),
    path("<int:pk>/plan.<slug:kind>", needs(SEE, reading.paper), name="paper"),
    path("<int:pk>/board/", needs(SEE, reading.board), name="board"),
    path("<int:pk>/board/cards/", needs(RECORD, sorting.cards_new), name="cards-new"),
    path("<int:pk>/board/put/", needs(RECORD, sorting.cards_put), name="cards-put"),
    path("<int:pk>/photos/new/", needs(RECORD, writing.photo_new), name="photo-new"),
    path("<int:pk>/photos/<int:number>/", needs(SEE, reading.photo), name="photo"),
    path("<int:pk>/add/<slug:sort>/", needs(RECORD, writing.part_new), name="part-new"),
    path("<int:pk>/steps/<int:number>/report/", needs(RECORD, writing.step_report), name="report"),
    path("<int:pk>/parts/<slug:sort>/<int:number>/", needs(RECORD, writing.part_edit), name="part"),
]
