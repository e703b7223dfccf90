"""Addresses of the witness, at /voting/witness/."""

from django.urls import path

from citybricks.services.voting.witness import pages

urlpatterns = [
    path("", pages.witness, name="witness"),
    path("key", pages.key, name="witness-key"),
    path("<str:uuid>/", pages.board, name="witness-board"),
    path("<str:uuid>/heads", pages.heads, name="witness-heads"),
    path("<str:uuid>/splits", pages.splits, name="witness-splits"),
]
