"""Addresses of the network's API."""

from django.urls import path

from citybricks.hub.api.api import api
from citybricks.hub.api.page import definition

urlpatterns = [path("", definition, name="api"), path("", api.urls)]
