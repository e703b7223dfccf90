"""The secretariat's desk: which boards are watched, and which other witnesses are asked."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from citybricks.network.content.desk import Desk
from citybricks.network.content.looking import LookedAt
from citybricks.services.voting.witness.domain import rounds
from citybricks.services.voting.witness.models import Peer, Split, Watched


@admin.register(Watched)
class WatchedAdmin(Desk):
    """Boards that are watched."""

    list_display = ["city", "uuid", "height", "looked", "is_active", "problem"]
    readonly_fields = ["uuid", "height", "bytes", "looked", "problem"]

    def save_model(self, request: Any, obj: Watched, form: Any, change: bool) -> None:
        """Start looking at once."""
        super().save_model(request, obj, form, change)
        rounds.wake()


@admin.register(Peer)
class PeerAdmin(Desk):
    """Other witnesses."""

    list_display = ["city", "url"]


@admin.register(Split)
class SplitAdmin(LookedAt, Desk):
    """Evidence, which is looked at and not written."""

    list_display = ["watched", "kind", "found", "sources"]
