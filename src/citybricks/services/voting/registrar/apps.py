"""The app of the registrar."""

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class RegistrarConfig(AppConfig):
    """Credentials of voters."""

    name = "citybricks.services.voting.registrar"
    label = "voting_registrar"
    verbose_name = _("Registrar")

    def ready(self) -> None:
        """Register permissions and checks; refuse to start with the board's database.

        Raises
        ------
        ImproperlyConfigured
            When the registrar's database is the board's and no setting says so.
        """
        import citybricks.services.voting.registrar.checks
        import citybricks.services.voting.registrar.permissions  # noqa: F401 - registers by import
        from citybricks.services.voting.registrar.domain import authority

        if said := authority.complaint():
            raise ImproperlyConfigured(said)
