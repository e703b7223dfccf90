"""The app of witnesses."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WitnessConfig(AppConfig):
    """Boards of other cities that this hub watches."""

    name = "citybricks.services.voting.witness"
    label = "voting_witness"
    verbose_name = _("Witnessed boards")

    def ready(self) -> None:
        """Register errands and the wordings of notices."""
        import citybricks.services.voting.witness.errands  # noqa: F401 - registers by import
