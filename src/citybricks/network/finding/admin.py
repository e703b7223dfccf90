"""The secretariat's view of what can be found."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from citybricks.network.finding.models import Entry


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Entries; they follow the things themselves."""

    list_display = ["key", "kind", "public", "gone", "revision", "embedded", "changed"]
    list_filter = ["kind", "public", "gone", "embedded"]
    search_fields = ["key"]
    readonly_fields = [
        "key", "kind", "owner", "url", "documents", "facets", "public", "gone", "revision",
        "embedded", "changed",
    ]  # fmt: skip
    exclude = ["title", "summary"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Entries are put by the program only."""
        del request
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Entries go with the things themselves."""
        del request, obj
        return False
