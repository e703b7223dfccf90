"""The app of offers and needs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Offers and needs of members."""

    name = "citybricks.network.exchange"
    verbose_name = _("Offers and needs")

    def ready(self) -> None:
        """Register permissions and errands."""
        import citybricks.network.exchange.errands
        import citybricks.network.exchange.permissions  # noqa: F401 - registers by import
