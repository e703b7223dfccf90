"""Which database a row is in: the registrar's rows are in the registrar's, all others are not."""

from __future__ import annotations

from typing import Any

from django.conf import settings

LABEL = "voting_registrar"


class RegistrarRouter:
    """Sends the registrar's models to its database (Django, "Multiple databases")."""

    def db_for_read(self, model: type[Any], **_hints: Any) -> str | None:
        """Return where to read."""
        return _database() if model._meta.app_label == LABEL else None  # noqa: SLF001 - as routers do

    def db_for_write(self, model: type[Any], **_hints: Any) -> str | None:
        """Return where to write."""
        return self.db_for_read(model)

    def allow_relation(self, one: Any, other: Any, **_hints: Any) -> bool | None:
        """Say that nothing of the registrar's points out of its database."""
        labels = {one._meta.app_label, other._meta.app_label}  # noqa: SLF001 - likewise
        return None if LABEL not in labels else len(labels) == 1

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        """Say which tables belong where."""
        if app_label == LABEL:
            return db == _database()
        return db != "registrar"


def _database() -> str:
    """Return the alias, as `authority.database` does; models are not loaded yet."""
    return "default" if settings.ENVIRONMENT.single_authority else "registrar"
