"""Addresses of the registrar."""

from django.urls import path

from citybricks.services.voting.registrar.pages import letters, registrar

urlpatterns = [
    path("<str:uuid>/registrar/", registrar.registrar, name="voting-registrar"),
    path("<str:uuid>/registrar/make/", registrar.make, name="voting-registrar-make"),
    path("<str:uuid>/registrar/discard/", registrar.discard, name="voting-registrar-discard"),
    path("<str:uuid>/registrar/letters/", letters.letters, name="voting-registrar-letters"),
    path("<str:uuid>/registrar/arrived/", letters.arrived, name="voting-registrar-arrived"),
    path("<str:uuid>/registrar/reissue/", registrar.reissue, name="voting-registrar-reissue"),
    path("<str:uuid>/electorate/", registrar.electorate, name="voting-electorate"),
    path("api/elections/<str:uuid>/revocations", registrar.revocations, name="voting-revocations"),
]
