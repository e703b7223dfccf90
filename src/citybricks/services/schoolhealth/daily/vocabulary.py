"""Words that daily reports are described by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Syndrome(models.TextChoices):
    """How a pupil is ill."""

    FEVER = "fever", _("Fever")
    RESPIRATORY = "respiratory", _("Cough, cold")
    GASTROINTESTINAL = "gastrointestinal", _("Vomiting, diarrhoea")
    RASH = "rash", _("Rash")
    CONJUNCTIVITIS = "conjunctivitis", _("Red eyes")
    PAROTITIS = "parotitis", _("Swollen cheeks")
    OTHER = "other", pgettext_lazy("illness", "Other illness")
    NONE = "none", _("Absent, not ill")


class Source(models.TextChoices):
    """How a report came in."""

    PAGE = "page", _("Entered on the page")
    CSV = "csv", "CSV"
    FHIR = "fhir", "FHIR MeasureReport"
    DHIS2 = "dhis2", "DHIS2 dataValueSet"
    ADX = "adx", "IHE ADX"
    CHECK_INS = "check-ins", _("Check-ins of the morning")
