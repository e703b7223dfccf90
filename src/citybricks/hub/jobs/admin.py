"""The secretariat's view of the queue, with history."""

from __future__ import annotations

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from citybricks.hub.jobs.models import Callback, Job
from citybricks.network.content.desk import Desk


@admin.register(Job)
class JobAdmin(Desk):
    """Jobs; they are changed by the queue only, except for visibility and priority."""

    list_display = ["id", "brick", "status", "member", "visibility", "created", "attempt"]
    list_filter = ["status", "brick", "visibility"]
    search_fields = ["id", "key"]
    fields = [
        "brick", "version", "key", "status", "owner", "member", "visibility", "priority",
        "created", "started", "ended", "worker", "attempt", "problems", "log",
    ]  # fmt: skip
    readonly_fields = [name for name in fields if name not in ("visibility", "priority")]

    def has_add_permission(self, request: object) -> bool:
        """Jobs come from requests only."""
        del request
        return False

    def save_model(
        self, request: HttpRequest, obj: Job, form: ModelForm[Job], change: bool
    ) -> None:
        """Write what was changed and nothing else: the queue may have moved on meanwhile."""
        del change
        obj._history_user = request.user  # type: ignore[attr-defined]  # noqa: SLF001 - simple-history reads it
        obj.save(update_fields=[*form.changed_data, "updated"])


@admin.register(Callback)
class CallbackAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Messages owed to subscribers."""

    list_display = ["uri", "status", "attempt", "due", "answer"]
    readonly_fields = ["job", "uri", "status", "attempt", "due", "answer"]
