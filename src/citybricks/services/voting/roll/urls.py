"""Addresses of the roll."""

from django.urls import path

from citybricks.services.voting.roll import api

urlpatterns = [
    path("api/elections/<str:uuid>/codes", api.codes, name="voting-codes"),
    path("api/elections/<str:uuid>/permits", api.permit, name="voting-permits"),
]
