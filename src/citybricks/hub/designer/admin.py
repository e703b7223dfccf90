"""The secretariat's view of designs, with history."""

from __future__ import annotations

from django.contrib import admin

from citybricks.hub.designer.models import Design
from citybricks.network.content.desk import Desk


@admin.register(Design)
class DesignAdmin(Desk):
    """Designs; they are drawn in the designer, here is only who sees them."""

    list_display = ["title", "owner", "member", "visibility", "updated"]
    list_filter = ["visibility", "member"]
    search_fields = ["id", "title"]
    fields = ["title", "content", "owner", "member", "visibility", "copied_from", "created"]
    readonly_fields = [name for name in fields if name != "visibility"]

    def has_add_permission(self, request: object) -> bool:
        """Designs come from the designer."""
        del request
        return False
