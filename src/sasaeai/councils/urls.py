"""Addresses of councils."""

from django.urls import path

from sasaeai.councils.views import bodies
from sasaeai.ui.access import needs

SEE, RECORD = "councils.see", "councils.record"

app_name = "councils"
urlpatterns = [
    path("", needs(SEE, bodies.council_list), name="list"),
]
