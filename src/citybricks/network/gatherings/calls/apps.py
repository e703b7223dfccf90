"""The app of calls."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    """Calls for talks and sessions, and what was proposed and decided."""

    name = "citybricks.network.gatherings.calls"
    label = "gatherings_calls"
    verbose_name = _("Calls for talks and sessions")

    def ready(self) -> None:
        """Register permissions and errands."""
        import citybricks.network.gatherings.calls.errands
        import citybricks.network.gatherings.calls.permissions  # noqa: F401 - registers by import
        from citybricks.network.gatherings.hosting.domain import menus

        menus.add(menus.Tab("calls", _("Calls"), "calls", part="forum", order=30))
