"""The secretariat's view of calls, proposals and reviews, with history."""

from __future__ import annotations

from django.contrib import admin

from citybricks.network.content.desk import Desk
from citybricks.network.content.looking import LookedAt
from citybricks.network.gatherings.calls.models import (
    Call,
    Conflict,
    Criterion,
    Letter,
    PlannedTalk,
    Proposal,
    Review,
    Speaker,
)


class Told(LookedAt, Desk):
    """Rows that are made elsewhere; here they are looked at."""


@admin.register(Call)
class CallAdmin(Told):
    """Calls."""

    list_display = ["__str__", "gathering", "kind", "opens", "closes", "is_shown"]
    list_filter = ["kind", "demonstration"]
    list_select_related = ["gathering"]


@admin.register(Criterion)
class CriterionAdmin(Told):
    """What marks are given for."""

    list_display = ["__str__", "call", "weight"]
    list_select_related = ["call"]


@admin.register(Proposal)
class ProposalAdmin(Told):
    """Proposals."""

    list_display = ["__str__", "call", "state", "track", "author", "submitted"]
    list_filter = ["state", "demonstration"]
    list_select_related = ["call", "author"]


@admin.register(Speaker)
class SpeakerAdmin(Told):
    """Who is to speak."""

    list_display = ["name", "proposal", "role", "answer", "time_zone"]
    list_filter = ["role", "answer"]
    list_select_related = ["proposal"]


@admin.register(PlannedTalk)
class PlannedTalkAdmin(Told):
    """Talks of sessions that are proposed."""

    list_display = ["__str__", "proposal", "minutes"]
    list_select_related = ["proposal"]


@admin.register(Review)
class ReviewAdmin(Told):
    """Reviews."""

    list_display = ["proposal", "reviewer", "progress", "by_hand", "changed"]
    list_filter = ["progress"]
    list_select_related = ["proposal", "reviewer"]


@admin.register(Conflict)
class ConflictAdmin(Told):
    """Conflicts of interest that were declared."""

    list_display = ["proposal", "reviewer", "declared"]
    list_select_related = ["proposal", "reviewer"]


@admin.register(Letter)
class LetterAdmin(Told):
    """Letters with decisions."""

    list_display = ["proposal", "decision", "written", "by"]
    list_filter = ["decision"]
    list_select_related = ["proposal", "by"]
