"""Addresses of the pages on which people write for members."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
