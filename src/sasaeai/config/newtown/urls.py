"""Addresses of a new town."""

from django.urls import path

from sasaeai.config.newtown import views
from sasaeai.ui.access import needs, open_to_all

PREPARE = "towns.prepare"

app_name = "newtown"
urlpatterns = [
    path("", open_to_all(views.found), name="found"),
    path("ready/", needs(PREPARE, views.ready), name="ready"),
    path("ready/finish/", needs(PREPARE, views.finish), name="finish"),
    path("ready/again/", needs(PREPARE, views.again), name="again"),
]
