"""The app of matching fairs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FairConfig(AppConfig):
    """The matching fair of a gathering: who meets whom, when, at which table."""

    name = "citybricks.network.gatherings.fair"
    label = "gatherings_fair"
    verbose_name = _("Matching fairs")

    def ready(self) -> None:
        """Register errands and the tab of the fair."""
        import citybricks.network.gatherings.fair.errands  # noqa: F401 - registers by import
        from citybricks.network.gatherings.hosting.domain import menus

        tab = menus.Tab("fair", _("Matching fair"), "fair", part="fair", order=20)
        menus.add(tab)
