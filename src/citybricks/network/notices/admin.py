"""The secretariat's view of notices."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from citybricks.network.content.desk import Desk
from citybricks.network.notices.models import Notice, Preference


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Notices; they come from what happens only."""

    list_display = ["kind", "person", "created", "read", "mailed"]
    list_filter = ["kind"]
    readonly_fields = ["person", "kind", "arguments", "url", "once", "created", "read", "mailed"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Notices come from what happens only."""
        del request
        return False


@admin.register(Preference)
class PreferenceAdmin(Desk):
    """How people want to be told, with history."""

    list_display = ["person", "pace", "language"]
    list_filter = ["pace", "language"]
    autocomplete_fields = ["person"]
