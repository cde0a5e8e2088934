"""Addresses of the public pages when they run as a process of their own."""

from django.urls import include, path

urlpatterns = [path("", include("sasaeai.portal.site.urls"))]
