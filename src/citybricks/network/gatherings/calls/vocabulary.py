"""What calls, proposals and reviews can be."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What is called for."""

    TALKS = "talks", pgettext_lazy("called for", "Talks")
    SESSIONS = "sessions", pgettext_lazy("called for", "Sessions")


class State(models.TextChoices):
    """How a proposal stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Handed in")
    WAITING = "waiting", _("On the waiting list")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Attendance(models.TextChoices):
    """Where speakers are."""

    ON_SITE = "on-site", _("On site")
    ONLINE = "online", _("Online")


class Role(models.TextChoices):
    """What somebody does."""

    SPEAKER = "speaker", _("Speaker")
    CONVENER = "convener", _("Convener")
    CHAIR = "chair", _("Chair")


class Answer(models.TextChoices):
    """What a speaker says to being named."""

    ASKED = "asked", _("Asked")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")


class Progress(models.TextChoices):
    """How a review stands."""

    OWED = "owed", _("Owed")
    DONE = "done", _("Done")


class Decision(models.TextChoices):
    """What is decided of a proposal, as actions of its life are called."""

    ACCEPT = "accept", _("Accept")
    WAIT = "wait", _("Put on the waiting list")
    REJECT = "reject", _("Do not accept")
    MOVE = "move", _("Into another track")


DECIDED = (State.WAITING, State.ACCEPTED, State.REJECTED)
"""States in which authors see what reviewers wrote to them."""
IN = (State.SUBMITTED, *DECIDED)
"""States of what was handed in and not taken back."""
WORST, BEST = 1, 5
"""Marks."""
LONGEST = {"title": 200, "abstract": 12_000, "text": 12_000, "notes": 2_000, "review": 6_000,
           "letter": 6_000}  # fmt: skip
"""Characters at most."""
