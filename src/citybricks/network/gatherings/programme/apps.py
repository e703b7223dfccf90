"""The app of programmes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    """The programme of a forum: tracks, sessions, talks, rooms."""

    name = "citybricks.network.gatherings.programme"
    label = "gatherings_programme"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        """Have the programme in the menu of gatherings, and take over what is planned."""
        import citybricks.network.gatherings.programme.domain.drafts  # noqa: F401 - registers by import
        from citybricks.network.gatherings.hosting.domain import menus

        menus.add(menus.Tab("programme", _("Programme"), "programme-grid", part="forum", order=30))
