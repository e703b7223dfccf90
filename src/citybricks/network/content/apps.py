"""The app of what members write."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """Texts in many languages."""

    name = "citybricks.network.content"
    verbose_name = _("Texts")
