"""Addresses of the pages on which members are taken over from a table."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
