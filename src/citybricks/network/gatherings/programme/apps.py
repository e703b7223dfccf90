"""The app of programmes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    """The programme of a forum: tracks, sessions, talks, rooms."""

    name = "citybricks.network.gatherings.programme"
    label = "gatherings_programme"
    verbose_name = _("Programmes")
