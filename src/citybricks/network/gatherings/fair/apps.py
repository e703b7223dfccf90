"""The app of matching fairs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FairConfig(AppConfig):
    """The matching fair of a gathering: who meets whom, when, at which table."""

    name = "citybricks.network.gatherings.fair"
    label = "gatherings_fair"
    verbose_name = _("Matching fairs")
