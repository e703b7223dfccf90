"""The secretariat's view of matching fairs, with history."""

from __future__ import annotations

from django.contrib import admin

from citybricks.network.content.desk import Desk
from citybricks.network.content.looking import LookedAt
from citybricks.network.gatherings.fair.models import (
    Edit,
    Fair,
    Interpreter,
    Meeting,
    Outcome,
    Pair,
    Presence,
    Profile,
    Proposal,
    Refusal,
    Request,
    Rule,
    Seat,
    Slot,
    Turnout,
)


class Told(LookedAt, Desk):
    """Rows that are made elsewhere; here they are looked at."""


@admin.register(Fair)
class FairAdmin(Told):
    """Matching fairs."""

    list_display = ["gathering", "stage", "planned", "published"]
    list_filter = ["stage"]
    list_select_related = ["gathering"]


@admin.register(Request)
class RequestAdmin(Told):
    """Requests for meetings."""

    list_display = ["asker", "asked", "priority", "state", "origin", "created"]
    list_filter = ["state", "origin", "priority"]
    list_select_related = ["asker", "asked"]


@admin.register(Meeting)
class MeetingAdmin(Told):
    """Meetings."""

    list_display = ["ulid", "slot", "table", "state", "locked"]
    list_filter = ["state", "locked"]
    list_select_related = ["slot"]


@admin.register(Slot, Rule, Interpreter, Edit, Proposal)
class PartAdmin(Told):
    """What a fair is made of, and what was changed in its plan."""

    list_display = ["__str__", "fair"]
    list_select_related = ["fair__gathering"]


@admin.register(Profile, Pair)
class PeopleAdmin(Told):
    """What people say for the fair, and what was decided of them."""

    list_display = ["pk", "fair"]
    list_select_related = ["fair__gathering"]


@admin.register(Seat, Refusal)
class PlanAdmin(Told):
    """Who sits at which meeting, and what was refused."""

    list_display = ["pk"]


@admin.register(Presence)
class PresenceAdmin(Told):
    """Who was checked in."""

    list_display = ["participant", "day", "at"]
    list_filter = ["day"]
    list_select_related = ["participant"]


@admin.register(Turnout)
class TurnoutAdmin(Told):
    """Who came to which meeting."""

    list_display = ["seat", "came", "at"]
    list_filter = ["came"]
    list_select_related = ["seat__participant"]


@admin.register(Outcome)
class OutcomeAdmin(Told):
    """What came of meetings."""

    list_display = ["meeting", "participant", "next_step", "value", "kind", "told"]
    list_filter = ["next_step", "value", "kind"]
    list_select_related = ["meeting__slot", "meeting__request__asker", "meeting__request__asked"]
