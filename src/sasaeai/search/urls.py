"""Addresses of the search."""

from django.urls import path

from sasaeai.search import views
from sasaeai.ui.access import needs

app_name = "search"
MAY_REWORD = "search.synonyms"
urlpatterns = [
    path("", needs("search.find", views.find), name="find"),
    path("words/", needs(MAY_REWORD, views.wordings), name="wordings"),
    path("words/new/", needs(MAY_REWORD, views.wording_new), name="wording-new"),
    path("words/<int:pk>/", needs(MAY_REWORD, views.wording_own), name="wording"),
    path(
        "words/standard/<slug:code>/",
        needs(MAY_REWORD, views.wording_standard),
        name="wording-standard",
    ),
]
