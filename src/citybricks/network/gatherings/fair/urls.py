"""Addresses of matching fairs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
