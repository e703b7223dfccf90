"""The app of gatherings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HostingConfig(AppConfig):
    """Gatherings: who holds them, who takes part, when and where."""

    name = "citybricks.network.gatherings.hosting"
    label = "gatherings_hosting"
    verbose_name = _("Gatherings")

    def ready(self) -> None:
        """Register permissions and errands."""
        import citybricks.network.gatherings.hosting.errands
        import citybricks.network.gatherings.hosting.permissions  # noqa: F401 - registers by import
