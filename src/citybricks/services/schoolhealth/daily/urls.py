"""Addresses of daily reports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
