"""Words that schools of a city are described by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """How old the pupils of a school are."""

    KINDERGARTEN = "kindergarten", _("Kindergarten")
    PRIMARY = "primary", _("Primary school")
    MIDDLE = "middle", _("Middle school")


class OffKind(models.TextChoices):
    """Why a day is not as the week would have it."""

    HOLIDAY = "holiday", _("Public holiday")
    CLOSED = "closed", _("School closed")
    WEEKEND_LESSON = "weekend lesson", _("Lessons at the weekend")


class Role(models.TextChoices):
    """What a person does for the health of pupils."""

    TEACHER = "teacher", _("Class teacher")
    NURSE = "nurse", _("School nurse")
    DOCTOR = "doctor", _("School doctor")
    BOARD = "board", _("Board of education")
    HEALTH_CENTRE = "health_centre", _("Health centre")
    EPIDEMIOLOGIST = "epidemiologist", _("Epidemiologist")
    ADMINISTRATOR = "administrator", pgettext_lazy("of pupil health in a city", "Administrator")


OF_A_CLASS = (Role.TEACHER,)
"""Roles that act in one class."""
OF_A_SCHOOL = (Role.NURSE, Role.DOCTOR)
"""Roles that act in one school."""
OF_THE_CITY = (Role.BOARD, Role.HEALTH_CENTRE, Role.EPIDEMIOLOGIST, Role.ADMINISTRATOR)
"""Roles that act in the whole city."""
