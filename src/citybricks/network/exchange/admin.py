"""The secretariat's view of offers, needs, interest and feedback, with history."""

from __future__ import annotations

from django.contrib import admin

from citybricks.network.content.desk import Desk
from citybricks.network.content.looking import LookedAt
from citybricks.network.exchange.models import Feedback, Interest, Listing, Match


class Told(LookedAt, Desk):
    """Rows that are made elsewhere; here they are looked at."""


@admin.register(Listing)
class ListingAdmin(Told):
    """Offers and needs."""

    list_display = ["__str__", "side", "type", "member", "state", "expires"]
    list_filter = ["state", "side", "type", "demonstration", "reported"]
    list_select_related = ["member"]
    search_fields = ["ulid", "title"]


@admin.register(Interest)
class InterestAdmin(Told):
    """Expressions of interest."""

    list_display = ["listing", "member", "state", "sent", "answer_by"]
    list_filter = ["state"]
    list_select_related = ["listing", "member"]


@admin.register(Match)
class MatchAdmin(Told):
    """What fits, as it was last worked out."""

    list_display = ["listing", "other", "rank", "score", "fits", "first_seen"]
    list_filter = ["fits"]
    list_select_related = ["listing"]


@admin.register(Feedback)
class FeedbackAdmin(Told):
    """What people said of matches, or did with interest."""

    list_display = ["listing", "other", "verdict", "by", "at"]
    list_filter = ["verdict"]
    list_select_related = ["listing", "by"]
