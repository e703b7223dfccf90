"""Words that releases are described by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """How few people are kept from being told of."""

    SUPPRESSED = "suppressed", _("Small numbers hidden")
    PRIVATE = "private", _("Totals with noise")
