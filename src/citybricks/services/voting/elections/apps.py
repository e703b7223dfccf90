"""The app of elections."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ElectionsConfig(AppConfig):
    """Elections that a city runs."""

    name = "citybricks.services.voting.elections"
    label = "voting"
    verbose_name = _("Elections")

    def ready(self) -> None:
        """Register permissions and errands."""
        import citybricks.services.voting.elections.errands
        import citybricks.services.voting.elections.permissions  # noqa: F401 - registers by import
