"""The app of proceedings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    """What stays of a forum: slides, recordings, abstracts, a declaration."""

    name = "citybricks.network.gatherings.proceedings"
    label = "gatherings_proceedings"
    verbose_name = _("Proceedings")
