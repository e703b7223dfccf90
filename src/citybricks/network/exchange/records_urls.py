"""Addresses of OGC API – Records."""

from django.urls import path

from citybricks.network.exchange.pages import records

urlpatterns = [
    path("", records.landing, name="records"),
    path("conformance", records.conformance, name="records-conformance"),
    path("api", records.definition, name="records-definition"),
    path("collections", records.collections, name="records-collections"),
    path("collections/<str:name>", records.collection, name="records-collection"),
    path("collections/<str:name>/items", records.items, name="records-items"),
    path("collections/<str:name>/items/<str:ulid>", records.item, name="records-item"),
]
