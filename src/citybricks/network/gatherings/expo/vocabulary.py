"""Words of an expo: themes, sizes, what a booth goes through, what it can show."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Theme(models.TextChoices):
    """What a hall is about, and what a booth belongs to."""

    HEALTHCARE = "healthcare", _("Healthcare")
    SUSTAINABILITY = "sustainability", _("Sustainability")
    CONSUMER = "consumer", _("Consumer technology")
    SMART_CITY = "smart-city", _("Smart city and government")
    MOBILITY = "mobility", _("Mobility and logistics")
    INDUSTRY = "industry", _("Industry and artificial intelligence")
    FINANCE = "finance", _("Finance and payments")
    EDUCATION = "education", _("Education, culture and talent")


class Size(models.TextChoices):
    """How large a booth is, in cells of a hall."""

    S = "S", _("Small (1 cell)")
    M = "M", _("Medium (2 cells side by side)")
    L = "L", _("Large (2 × 2 cells)")


CELLS = {"S": (1, 1), "M": (1, 2), "L": (2, 2)}
"""Rows and columns that a booth takes, from its row and column on."""


class State(models.TextChoices):
    """How a booth stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent to the organiser")
    PUBLISHED = "published", pgettext_lazy("booth", "Published")


class Shows(models.TextChoices):
    """What visitors can look for in booths."""

    BRICK = "brick", _("Software to try")
    OFFER = "offer", _("Offers and needs")
    VIDEO = "video", _("Video")
    DOCUMENT = "document", _("Documents")
    MODEL = "model", _("3-D model")


class Answer(models.TextChoices):
    """How a contact request stands."""

    SENT = "sent", _("Sent")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", pgettext_lazy("request", "Closed")


LONGEST = {
    "organisation": 160,
    "title": 120,
    "summary": 400,
    "description": 8_000,
    "alt": 300,
    "name": 120,
    "post": 160,
    "note": 400,
    "reason": 600,
    "message": 3_000,
}
"""Characters that a text has at most, by its name."""
