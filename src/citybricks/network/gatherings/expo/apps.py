"""The app of expos."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpoConfig(AppConfig):
    """The expo of a gathering: halls, booths, their staff and visitors."""

    name = "citybricks.network.gatherings.expo"
    label = "gatherings_expo"
    verbose_name = _("Expos")
