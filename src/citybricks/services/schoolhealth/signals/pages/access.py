"""Which signal a page is about, and whether the person may see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from citybricks.services.schoolhealth.schools.pages.access import city_or_404
from citybricks.services.schoolhealth.signals.models import Signal
from citybricks.services.schoolhealth.signals.permissions import may, visible_signals


def signal_or_404(
    request: HttpRequest, slug: str, pk: str, permission: str | None = None
) -> Signal:
    """Return a signal of a city if the person sees it, and has a permission for it."""
    city = city_or_404(request, slug)
    found = visible_signals(request.user, city).select_related("city", "school", "school_class")
    signal = get_object_or_404(found, pk=pk)
    if permission is not None and not may(request.user, permission, signal):
        raise Http404
    return signal
