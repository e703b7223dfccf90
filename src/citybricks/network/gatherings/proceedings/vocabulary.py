"""What papers, declarations and certificates can be."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a file of a talk is."""

    SLIDES = "slides", _("Slides")
    VIDEO = "video", _("Video")
    CAPTIONS = "captions", _("Captions")


class Act(models.TextChoices):
    """What a text that is signed is called."""

    DECLARATION = "declaration", _("Declaration")
    INITIATIVE = "initiative", _("Initiative")


class State(models.TextChoices):
    """How a declaration stands."""

    DRAFT = "draft", _("Being drafted")
    OPEN = "open", _("Open for signature")
    CLOSED = "closed", _("No longer signed")


class Prevailing(models.TextChoices):
    """Which of its texts prevails."""

    NEITHER = "", _("Both texts are equally authentic")
    CHINESE = "zh-Hans", _("The Chinese text prevails")
    ENGLISH = "en", _("The English text prevails")


class Honour(models.TextChoices):
    """What is certified."""

    ATTENDANCE = "attendance", _("Attendance")
    SPEAKING = "speaking", _("Speaking")


LANGUAGES = ("zh-Hans", "en")
"""Languages of declarations and certificates."""
LONGEST = {"abstract": 12_000, "title": 200, "preamble": 4_000, "clause": 2_000, "office": 160}
