"""The secretariat's desk: rows with their history."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, URLField
from django.http import Http404, HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin


class Desk(SimpleHistoryAdmin):
    """Rows with their history."""

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **options: Any
    ) -> Any:
        """Return the field of the form; addresses are https unless they say otherwise."""
        if isinstance(db_field, URLField):
            options["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **options)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the history of a row.

        Raises
        ------
        Http404
            When there is none, or when the address says what no row can be called.
        """
        try:
            self.model._meta.pk.to_python(object_id)  # noqa: SLF001 - as the admin does
        except (ValidationError, ValueError):
            raise Http404 from None
        shown: HttpResponse = super().history_view(request, object_id, extra_context)
        return shown
