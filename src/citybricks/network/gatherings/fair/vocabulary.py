"""The words of a matching fair: what is kept is the key, what is shown its name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a fair stands."""

    OPEN = "open", _("Requests are open")
    FROZEN = "frozen", _("Requests are closed")
    PLANNED = "planned", _("Planned, not published yet")
    PUBLISHED = "published", _("Published")
    OVER = "over", _("Over")


class Group(models.TextChoices):
    """What somebody comes as; rules say which of them may meet."""

    CITY = "city", _("City")
    FIRM = "firm", _("Firm")
    LAB = "lab", _("Laboratory")
    INVESTOR = "investor", _("Investor")
    UNIVERSITY = "university", _("University")
    ASSOCIATION = "association", _("Association")
    OTHER = "other", _("Other")


class Restriction(models.TextChoices):
    """What a rule says."""

    SAME_MEMBER = "same-member", _("Nobody meets somebody of the same member")
    SAME_GROUP = "same-group", _("Nobody meets somebody of the same group")
    NEVER = "never", _("These two groups do not meet")
    ONLY = "only", _("The first group meets the second only")


class Bond(models.TextChoices):
    """What the organiser has decided of two people."""

    MUST = "must", _("have to meet")
    NEVER = "never", _("never meet")


class Asked(models.TextChoices):
    """Where a request stands."""

    WAITING = "waiting", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


LIVE = (Asked.WAITING, Asked.ACCEPTED)
"""Requests that are planned."""


class Origin(models.TextChoices):
    """Where a request comes from."""

    HAND = "hand", _("Asked by hand")
    MATCH = "match", _("From a match of offers and needs")
    TABLE = "table", _("From a table")
    BOOTH = "booth", _("Asked at a booth")
    ORGANISER = "organiser", _("Asked by the organisers")


class Priority(models.IntegerChoices):
    """How much somebody wants a meeting; 1 most."""

    FIRST = 1, _("Very important")
    SECOND = 2, _("Important")
    THIRD = 3, _("If there is room")


class Standing(models.TextChoices):
    """Where a meeting stands."""

    DRAFT = "draft", _("Planned")
    PUBLISHED = "published", _("Published")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


PLACED = (Standing.DRAFT, Standing.PUBLISHED, Standing.HELD)
"""Meetings that take up a slot and a table."""


class Answer(models.TextChoices):
    """What somebody says of a published meeting."""

    WAITING = "waiting", _("No answer yet")
    ACCEPTED = "accepted", _("Comes")
    DECLINED = "declined", _("Cannot come")
