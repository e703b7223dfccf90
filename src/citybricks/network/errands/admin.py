"""The secretariat's view of what is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from citybricks.network.errands.models import Errand

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class StateFilter(admin.SimpleListFilter):
    """Narrows errands down by where they stand."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, StrOrPromise]]:
        """Name the states."""
        del request, model_admin
        return [("owed", _("Owed")), ("given-up", _("Given up")), ("done", _("Done"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Errand]) -> QuerySet[Errand]:
        """Return the errands of the chosen state."""
        del request
        match self.value():
            case "owed":
                return queryset.filter(due__isnull=False)
            case "given-up":
                return queryset.filter(due__isnull=True, done__isnull=True)
            case "done":
                return queryset.filter(done__isnull=False)
        return queryset


@admin.register(Errand)
class ErrandAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Errands; they can be tried again, not written."""

    list_display = ["name", "due", "attempt", "done", "created"]
    list_filter = [StateFilter, "name"]
    search_fields = ["ulid", "once"]
    readonly_fields = [
        "ulid", "name", "arguments", "once", "due", "attempt", "lease", "problem", "done",
        "created",
    ]  # fmt: skip
    exclude = ["owed", "worker"]
    actions = ["try_again"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Errands are owed by the program only."""
        del request
        return False

    @admin.action(description=_("Try again now"))
    def try_again(self, request: HttpRequest, errands: QuerySet[Errand]) -> None:
        """Let errands that wait or were given up be done now."""
        del request
        unfinished = errands.filter(done__isnull=True, lease__isnull=True)
        unfinished.update(due=timezone.now(), attempt=0)
