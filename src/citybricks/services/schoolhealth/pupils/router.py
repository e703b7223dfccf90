"""Which database a row is in: records of pupils are in their own, all others are not."""

from __future__ import annotations

from typing import Any

LABEL, DATABASE = "schoolhealth_pupils", "pupils"


class PupilsRouter:
    """Sends the models of pupils to their database (Django, "Multiple databases")."""

    def db_for_read(self, model: type[Any], **_hints: Any) -> str | None:
        """Return where to read."""
        return DATABASE if model._meta.app_label == LABEL else None  # noqa: SLF001 - as routers do

    def db_for_write(self, model: type[Any], **_hints: Any) -> str | None:
        """Return where to write."""
        return self.db_for_read(model)

    def allow_relation(self, one: Any, other: Any, **_hints: Any) -> bool | None:
        """Say that nothing of pupils points out of their database."""
        labels = {one._meta.app_label, other._meta.app_label}  # noqa: SLF001 - likewise
        return None if LABEL not in labels else len(labels) == 1

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        """Say which tables belong where."""
        return app_label == LABEL if db == DATABASE else (False if app_label == LABEL else None)
