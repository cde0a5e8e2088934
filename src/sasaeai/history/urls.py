"""Addresses of the history."""

from django.urls import path

from sasaeai.history.views import checks, files, lines, prints
from sasaeai.ui.access import needs, signed_in

app_name = "history"
urlpatterns = [
    path("", needs("history.see", lines.lines), name="lines"),
    path("record/<str:about>/", needs("history.record", lines.record), name="record"),
    path("export.<str:sort>", needs("history.export", files.export), name="export"),
    path("printed/", signed_in(prints.printed), name="printed"),
    path("chain/", needs("history.review", checks.chain), name="chain"),
    path("reviews/", needs("history.review", checks.reviews), name="reviews"),
    path("reviews/<int:year>-<int:month>/", needs("history.review", checks.review), name="review"),
]
