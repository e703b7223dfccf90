"""The app of calls."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    """Calls for talks and sessions, and what was proposed and decided."""

    name = "citybricks.network.gatherings.calls"
    label = "gatherings_calls"
    verbose_name = _("Calls for talks and sessions")
