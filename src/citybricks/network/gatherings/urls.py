"""Addresses of gatherings: hosting's own, and below each gathering those of its parts."""

from django.urls import include, path

PARTS = ("fair", "calls", "programme", "proceedings", "expo")

urlpatterns = [
    path("", include("citybricks.network.gatherings.hosting.urls")),
    *(
        path(f"<slug:slug>/{part}/", include(f"citybricks.network.gatherings.{part}.urls"))
        for part in PARTS
    ),
]
