"""Words that records of pupils, and reading them, are described by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Attendance(models.TextChoices):
    """Whether a pupil goes to school today."""

    COMES = "comes", _("Comes to school")
    LATE = "late", _("Comes later")
    ABSENT = "absent", _("Stays at home")


class Purpose(models.TextChoices):
    """Why a record of a pupil is read; nobody reads one without saying so."""

    CARE = "care", _("Care of a pupil")
    ATTENDANCE = "attendance", _("Attendance of the morning")
    EXCLUSION = "exclusion", _("Days that pupils stay at home by law")
    OUTBREAK = "outbreak", _("Investigation of an outbreak")
    OWN_CHILD = "own child", _("Own child")
    TOTALS = "totals", _("Counting, no record is shown")
    KEEPING = "keeping", _("Keeping and destroying records")


ASKED = (Purpose.CARE, Purpose.ATTENDANCE, Purpose.EXCLUSION, Purpose.OUTBREAK)
"""Purposes that people at schools and health centres choose from."""


class Action(models.TextChoices):
    """What was done with a record."""

    READ = "read", pgettext_lazy("of a record", "Read")
    EXPORT = "export", pgettext_lazy("of a record", "Taken home")
    COUNT = "count", pgettext_lazy("of a record", "Counted")
    CHECK_IN = "check in", pgettext_lazy("of a record", "Checked in")
    CORRECT = "correct", pgettext_lazy("of a record", "Corrected")
    REDEEM = "redeem", _("Invitation redeemed")
    CONSENT = "consent", _("Consent given")
    WITHDRAW = "withdraw", _("Consent withdrawn, check-ins deleted")
    ERASE = "erase", pgettext_lazy("of a record", "Erased")
    DESTROY = "destroy", _("Destroyed, as its time is over")
    BREAK_GLASS = "break glass", _("Opened in an emergency")


READING = (Action.READ, Action.EXPORT)
"""Actions by which somebody saw a record."""


class Actor(models.TextChoices):
    """As what somebody acts, besides the roles of a post."""

    GUARDIAN = "guardian", _("Guardian")
    EMERGENCY = "emergency", pgettext_lazy("role", "Emergency access")
    HUB = "hub", _("The hub itself")


class Origin(models.TextChoices):
    """How a check-in came in."""

    PAGE = "page", _("Entered on the page")
    FHIR = "fhir", "FHIR QuestionnaireResponse"
