"""The app of rolls."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RollConfig(AppConfig):
    """Who may vote."""

    name = "citybricks.services.voting.roll"
    label = "voting_roll"
    verbose_name = _("Rolls of voters")

    def ready(self) -> None:
        """Register permissions and errands."""
        import citybricks.services.voting.roll.errands
        import citybricks.services.voting.roll.permissions  # noqa: F401 - registers by import
