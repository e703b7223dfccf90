"""The secretariat's view of boards; witnesses are entered here."""

from __future__ import annotations

from django.contrib import admin

from citybricks.network.content.desk import Desk
from citybricks.network.content.looking import LookedAt
from citybricks.services.voting.board.models import Answer, Board, Complaint, Witness


class Told(LookedAt, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Rows that stay as they were appended."""

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """They stay."""
        del request, obj
        return False


@admin.register(Board)
class BoardAdmin(Told):
    """Boards."""

    list_display = ["name", "uuid", "last", "height", "bytes", "created"]
    search_fields = ["uuid", "name"]


@admin.register(Complaint)
class ComplaintAdmin(Told):
    """Complaints."""

    list_display = ["claim", "board", "filed"]
    list_filter = ["claim"]
    list_select_related = ["board"]


@admin.register(Answer)
class AnswerAdmin(Desk):
    """Answers to complaints."""

    list_display = ["complaint", "by", "given"]
    list_select_related = ["complaint", "by"]


@admin.register(Witness)
class WitnessAdmin(Desk):
    """Witnesses that the boards of this hub know."""

    list_display = ["name", "key_id", "url"]
