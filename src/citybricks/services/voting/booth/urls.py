"""Addresses of the booth: /voting/{uuid}/booth/."""

from django.urls import path

from citybricks.services.voting.booth.views import serve

urlpatterns = [
    path("<str:uuid>/booth/", serve, name="booth"),
    path("<str:uuid>/booth/<str:name>", serve, name="booth-file"),
]
