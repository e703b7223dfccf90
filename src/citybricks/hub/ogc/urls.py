"""Addresses of the API."""

from django.urls import path, re_path

from citybricks.hub.ogc.api import api, nothing_here

urlpatterns = [path("", api.urls), re_path(r"^.+$", nothing_here)]
