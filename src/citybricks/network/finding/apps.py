"""The app of search and matching."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingConfig(AppConfig):
    """What can be found, and its vectors."""

    name = "citybricks.network.finding"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Register the errands of this app."""
        import citybricks.network.finding.errands  # noqa: F401 - registers by import
