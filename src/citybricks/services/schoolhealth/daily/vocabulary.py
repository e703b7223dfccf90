"""Words that daily reports are described by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Syndrome(models.TextChoices):
    """How a pupil is ill; what each is called stands in `citybricks.methods.exclusion`."""

    FEVER = "fever"
    RESPIRATORY = "respiratory"
    GASTROINTESTINAL = "gastrointestinal"
    RASH = "rash"
    CONJUNCTIVITIS = "conjunctivitis"
    PAROTITIS = "parotitis"
    OTHER = "other"
    NONE = "none"


class Source(models.TextChoices):
    """How a report came in."""

    PAGE = "page", _("Entered on the page")
    CSV = "csv", "CSV"
    FHIR = "fhir", "FHIR MeasureReport"
    DHIS2 = "dhis2", "DHIS2 dataValueSet"
    ADX = "adx", "IHE ADX"
    CHECK_INS = "check-ins", _("Check-ins of the morning")
