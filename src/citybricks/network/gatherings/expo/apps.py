"""The app of expos."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpoConfig(AppConfig):
    """The expo of a gathering: halls, booths, their staff and visitors."""

    name = "citybricks.network.gatherings.expo"
    label = "gatherings_expo"
    verbose_name = _("Expos")

    def ready(self) -> None:
        """Register permissions, errands, notices and the tab."""
        import citybricks.network.gatherings.expo.errands
        import citybricks.network.gatherings.expo.permissions  # noqa: F401 - registers by import
        from citybricks.network.gatherings.hosting.domain import menus

        menus.add(menus.Tab("expo", _("Expo"), "expo", part="expo", order=40))
