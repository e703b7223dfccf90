"""Addresses of offers and needs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
