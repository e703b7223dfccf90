"""The secretariat's view of expos, with history; what visitors write is not shown here."""

from __future__ import annotations

from django.contrib import admin

from citybricks.network.content.desk import Desk
from citybricks.network.content.looking import LookedAt
from citybricks.network.gatherings.expo.models import (
    Attendant,
    Booth,
    Contact,
    Document,
    Hall,
    Model3D,
    Picture,
    Placing,
    Tool,
    Video,
)

_WRITTEN = ("name", "email", "organisation", "message", "answer", "digest", "user", "consent")
"""Columns of requests that only exhibitors read."""


class Told(LookedAt, Desk):
    """Rows that are made elsewhere; here they are looked at."""


@admin.register(Hall)
class HallAdmin(Desk):
    """Halls."""

    list_display = ["__str__", "gathering", "code", "theme", "rows", "columns"]
    list_filter = ["theme"]
    list_select_related = ["gathering"]


@admin.register(Booth)
class BoothAdmin(Told):
    """Booths."""

    list_display = ["__str__", "gathering", "state", "theme", "country", "size", "hall"]
    list_filter = ["state", "theme", "size", "demonstration"]
    list_select_related = ["gathering", "hall"]
    search_fields = ["ulid", "words"]


@admin.register(Attendant)
class AttendantAdmin(Told):
    """People at booths."""

    list_display = ["name", "booth", "email", "edits"]
    list_select_related = ["booth"]
    raw_id_fields = ["booth", "user"]


@admin.register(Contact)
class ContactAdmin(Told):
    """Contact requests: that they are there and how they stand."""

    list_display = ["ulid", "booth", "state", "sent", "answered"]
    list_filter = ["state"]
    list_select_related = ["booth"]
    exclude = _WRITTEN


@admin.register(Placing)
class PlacingAdmin(Told):
    """Placings of booths."""

    list_display = ["gathering", "state", "score", "random_score", "alphabetical_score", "created"]
    list_select_related = ["gathering"]


@admin.register(Picture, Video, Document, Model3D, Tool)
class ShownAdmin(Told):
    """What booths show."""

    list_display = ["__str__", "booth"]
    list_select_related = ["booth"]

    def get_exclude(self, request: object, obj: object = None) -> tuple[str, ...]:
        """Leave files out."""
        del request, obj
        return ("content", "small")
