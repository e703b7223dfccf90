"""Remove what nobody needs any more: errands that were done long ago."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from citybricks.network.errands.domain.errands import daily
from citybricks.network.errands.models import Errand


@daily("errands.sweep", hour_utc=3)
def sweep() -> None:
    """Remove errands done longer ago than they are kept; those given up stay."""
    keep = timedelta(days=settings.ENVIRONMENT.keep_errand_days)
    Errand.objects.filter(done__lt=timezone.now() - keep).delete()
