"""Labels that are printed in Chinese and in English at once."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LABELS = MappingProxyType(
    {
        "agenda": _("Agenda"),
        "table": pgettext_lazy("to sit at", "Table"),
        "time": _("Time"),
        "own-time": _("Your own time"),
        "with": _("With"),
        "who": _("Who"),
        "online": _("Online"),
        "zone": _("Times are those of the event"),
        "empty": _("There are no meetings."),
        "demonstration": _("Demonstration"),
    }
)
"""What paper says, by key."""
