"""The app of errands."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ErrandsConfig(AppConfig):
    """Work that is owed and done later, in a process of its own."""

    name = "citybricks.network.errands"
    verbose_name = _("Errands")

    def ready(self) -> None:
        """Register the errands of this app."""
        import citybricks.network.errands.sweeping  # noqa: F401 - registers by import
