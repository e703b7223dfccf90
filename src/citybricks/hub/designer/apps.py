"""The app of the designer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesignerConfig(AppConfig):
    """Blueprints that are drawn in the browser."""

    name = "citybricks.hub.designer"
    verbose_name = _("Blueprints")

    def ready(self) -> None:
        """Register the permissions."""
        import citybricks.hub.designer.permissions  # noqa: F401 - registers by import
