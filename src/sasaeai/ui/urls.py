"""Addresses of the frame."""

from django.urls import path

from sasaeai.ui import views
from sasaeai.ui.access import open_to_all, signed_in

app_name = "ui"
urlpatterns = [
    path("text-size/", open_to_all(views.text_size), name="text-size"),
    path("gallery/", signed_in(views.gallery), name="gallery"),
]
