"""Addresses of coming in and going out."""

from django.urls import path

from sasaeai.resources.exchange import views
from sasaeai.ui.access import needs

app_name = "exchange"
urlpatterns = [
    path("import/", needs("resources.import", views.import_page), name="import"),
    path("export/", needs("resources.export", views.export_page), name="export"),
]
