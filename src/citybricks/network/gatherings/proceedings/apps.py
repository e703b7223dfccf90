"""The app of proceedings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    """What remains of a gathering."""

    name = "citybricks.network.gatherings.proceedings"
    label = "gatherings_proceedings"
    verbose_name = _("Proceedings")

    def ready(self) -> None:
        """Register permissions and the tab."""
        import citybricks.network.gatherings.proceedings.permissions  # noqa: F401 - registers by import
        from citybricks.network.gatherings.hosting.domain import menus

        menus.add(menus.Tab("proceedings", _("Proceedings"), "proceedings", part="forum", order=60))
