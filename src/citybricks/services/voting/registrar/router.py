"""Which database a row is in: the registrar's rows are in the registrar's, all others are not."""

from __future__ import annotations

from django.conf import settings

from citybricks.services.apart import ApartRouter

LABEL = "voting_registrar"


class RegistrarRouter(ApartRouter):
    """Sends the registrar's models to its database."""

    label, alias = LABEL, "registrar"

    def database(self) -> str:
        """Return the alias, as `authority.database` does; models are not loaded yet."""
        return "default" if settings.ENVIRONMENT.single_authority else self.alias
