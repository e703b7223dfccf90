"""The secretariat's view of programmes, with history."""

from __future__ import annotations

from django.contrib import admin

from citybricks.network.content.desk import Desk
from citybricks.network.content.looking import LookedAt
from citybricks.network.gatherings.programme.models import (
    Block,
    Draft,
    Favourite,
    Interpretation,
    Release,
    Session,
    Speaker,
    Speaking,
    Talk,
    Track,
)


class Told(LookedAt, Desk):
    """Rows that are made on the pages of a gathering; here they are looked at."""


@admin.register(Session)
class SessionAdmin(Told):
    """Sessions."""

    list_display = ["__str__", "gathering", "kind", "start", "end", "standing"]
    list_filter = ["kind", "standing", "demonstration"]
    list_select_related = ["gathering"]
    search_fields = ["ulid", "title"]


@admin.register(Talk)
class TalkAdmin(Told):
    """Talks."""

    list_display = ["__str__", "gathering", "minutes", "attendance", "standing"]
    list_filter = ["attendance", "standing", "demonstration"]
    list_select_related = ["gathering"]
    search_fields = ["ulid", "title"]


@admin.register(Speaker)
class SpeakerAdmin(Told):
    """Who speaks or chairs."""

    list_display = ["__str__", "gathering", "attendance", "time_zone"]
    list_filter = ["attendance", "demonstration"]
    list_select_related = ["gathering"]
    search_fields = ["name"]


@admin.register(Track, Block)
class DividedAdmin(Told):
    """Tracks, and blocks of time."""

    list_display = ["__str__", "gathering", "code"]
    list_select_related = ["gathering"]


@admin.register(Interpretation, Speaking)
class PartAdmin(Told):
    """What belongs to a session or a talk."""

    list_display = ["__str__"]


@admin.register(Release, Draft)
class VersionAdmin(Told):
    """Versions and drafts of programmes."""

    list_display = ["__str__", "gathering"]
    list_select_related = ["gathering"]


@admin.register(Favourite)
class FavouriteAdmin(Told):
    """Stars."""

    list_display = ["__str__", "user"]
    list_select_related = ["user"]
