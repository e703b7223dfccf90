"""What a person is to do today about the signals of a city."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rules.permissions import has_perm

from citybricks.services.schoolhealth.schools.domain.todo import Task, register
from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.signals.permissions import visible_signals
from citybricks.services.schoolhealth.signals.vocabulary import UNVERIFIED, State


@register
def tasks(person: Any, city: City) -> Iterator[Task]:
    """Yield what waits for who verifies, and for who responds."""
    found = visible_signals(person, city)
    url = reverse("schoolhealth-signals", args=[city.pk])
    if has_perm("schoolhealth.assess", person, city):
        waiting = found.filter(state__in=UNVERIFIED)
        late = waiting.filter(next_due__lt=timezone.now()).count()
        said = ngettext(
            "%(count)d signal waits to be verified", "%(count)d signals wait to be verified",
            waiting.count(),
        ) % {"count": waiting.count()}  # fmt: skip
        detail = _("%(count)d of them late") % {"count": late} if late else ""
        yield Task(said, url, detail, done=not waiting.exists())
    if has_perm("schoolhealth.respond", person, city):
        assessed = found.filter(state=State.ASSESSED).count()
        if assessed:
            said = ngettext(
                "%(count)d event waits for a response", "%(count)d events wait for a response",
                assessed,
            )  # fmt: skip
            yield Task(said % {"count": assessed}, f"{url}?state={State.ASSESSED}")
