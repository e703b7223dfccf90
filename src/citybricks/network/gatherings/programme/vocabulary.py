"""Words of programmes that more than one module needs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Attendance(models.TextChoices):
    """Where a talk or a session is attended, or given."""

    ON_SITE = "on-site", _("On site")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("On site and online")


class Kind(models.TextChoices):
    """What a session is."""

    TALKS = "talks", _("Talks")
    PLENARY = "plenary", _("Plenary")
    ROUNDTABLE = "roundtable", _("Roundtable")
    MEETING = "meeting", _("Exchange meeting")
    BREAK = "break", pgettext_lazy("of a day", "Break")


class Standing(models.TextChoices):
    """Whether a session or a talk takes place."""

    PLANNED = "planned", _("Takes place")
    CANCELLED = "cancelled", _("Cancelled")


class Channel(models.TextChoices):
    """How an interpretation is listened to."""

    AUDIO = "audio", _("Audio channel")
    MEETING = "meeting", _("Video meeting")


class Palette(models.TextChoices):
    """The colours of tracks: those of the series of charts."""

    ONE = "1", _("Teal")
    TWO = "2", _("Red")
    THREE = "3", _("Amber")
    FOUR = "4", _("Green")
    FIVE = "5", _("Violet")
    SIX = "6", _("Brown")


NIGHT = (("07:00", "09:30", 1), ("21:30", "23:00", 1), ("23:00", "07:00", 10))
"""Hours that do not suit speakers, on their own clocks, and what each costs: of CoSPLib."""
