"""Gatherings at the secretariat's desk."""

from __future__ import annotations

from django.contrib import admin

from citybricks.network.content.desk import Desk
from citybricks.network.gatherings.hosting.models import (
    Gathering,
    Participant,
    Planning,
    Post,
    Room,
)


@admin.register(Gathering)
class GatheringDesk(Desk):
    """Gatherings."""

    list_display = ["__str__", "first_day", "state", "attendance", "host", "demonstration"]
    list_filter = ["state", "attendance", "demonstration"]
    search_fields = ["slug", "title"]
    raw_id_fields = ["host", "city"]


@admin.register(Post)
class PostDesk(Desk):
    """Who helps to hold them."""

    list_display = ["gathering", "user", "role"]
    raw_id_fields = ["gathering", "user"]


@admin.register(Participant)
class ParticipantDesk(Desk):
    """Who takes part."""

    list_display = ["name", "gathering", "member", "attendance", "state"]
    list_filter = ["state", "attendance"]
    search_fields = ["name", "email"]
    raw_id_fields = ["gathering", "user", "member"]


@admin.register(Room)
class RoomDesk(Desk):
    """Rooms."""

    list_display = ["code", "gathering", "capacity"]
    raw_id_fields = ["gathering"]


@admin.register(Planning)
class PlanningDesk(Desk):
    """Plans that are or were worked out; asked for on pages, not written here."""

    list_display = ["brick", "gathering", "part", "state", "share", "created"]
    list_filter = ["state", "part"]

    def has_add_permission(self, request: object) -> bool:
        """Plans are asked for on pages."""
        del request
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        """Plans are not written by hand."""
        del request, obj
        return False
