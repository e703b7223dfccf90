"""The secretariat's desk: which cities run pupil health, and nothing of what is in them."""

from __future__ import annotations

from django.contrib import admin

from citybricks.network.content.desk import Desk
from citybricks.network.content.looking import LookedAt
from citybricks.services.schoolhealth.schools.models import City


@admin.register(City)
class CityAdmin(LookedAt, Desk):
    """Cities that run pupil health."""

    list_display = ["slug", "names", "law", "timezone", "running", "created"]

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """Leave it to the city to end it."""
        del request, obj
        return False
