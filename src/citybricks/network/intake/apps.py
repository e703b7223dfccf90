"""The app of tables that are sent in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """Tables that members send in."""

    name = "citybricks.network.intake"
    verbose_name = _("Tables sent in")
