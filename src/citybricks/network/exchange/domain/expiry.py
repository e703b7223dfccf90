"""Listings do not go stale in silence: their writers are reminded, then they are archived."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from citybricks.network.errands.domain.errands import daily
from citybricks.network.exchange.domain import telling
from citybricks.network.exchange.domain.life import act
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.vocabulary import OPEN

REMIND_DAYS = (30, 7)
"""Days before expiry on which writers are reminded."""


@daily("exchange.expiry", hour_utc=4)
def look_after_expiry() -> None:
    """Remind of listings that expire soon, and archive those that have expired."""
    today = timezone.localdate()
    for listing in Listing.objects.filter(state__in=OPEN, expires__lt=today):
        act(listing, "archive", None)
    for days in sorted(REMIND_DAYS):
        soon = Q(expires__gte=today, expires__lte=today + timedelta(days=days))
        told = Q(reminded__lte=days)
        due = Listing.objects.filter(soon & ~told | soon & Q(reminded=None), state__in=OPEN)
        for listing in due.select_related("member"):
            listing.reminded = days
            listing.save()
            telling.expiring(listing)
