"""Rows of one app in a database of their own, with nothing else in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from django.db.utils import ConnectionHandler


class ApartRouter:
    """Sends the models of an app to their database (Django, "Multiple databases")."""

    label: ClassVar[str]
    """The app."""
    alias: ClassVar[str]
    """The database that holds its rows and no others."""

    def database(self) -> str:
        """Return the alias of the database its rows are in now."""
        return self.alias

    def db_for_read(self, model: type[Any], **_hints: Any) -> str | None:
        """Return where to read."""
        ours = model._meta.app_label == self.label  # noqa: SLF001 - as routers do
        return self.database() if ours else None

    def db_for_write(self, model: type[Any], **_hints: Any) -> str | None:
        """Return where to write."""
        return self.db_for_read(model)

    def allow_relation(self, one: Any, other: Any, **_hints: Any) -> bool | None:
        """Say that nothing of the app points out of its database."""
        labels = {one._meta.app_label, other._meta.app_label}  # noqa: SLF001 - likewise
        return None if self.label not in labels else len(labels) == 1

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        """Say which tables belong where."""
        if app_label == self.label:
            return db == self.database()
        return False if db == self.alias else None


def place(database: Mapping[str, Any]) -> tuple[str, ...]:
    """Return where a database is: host, port and name, or the file."""
    name = str(database["NAME"])
    if "sqlite3" in str(database["ENGINE"]):
        return ("file", str(Path(name).resolve()))
    host = str(database.get("HOST") or "localhost")
    port = str(database.get("PORT") or 5432)
    return ("localhost" if host in ("127.0.0.1", "::1") else host, port, name)


def mixed(
    alias: str, ours: str, theirs: str, opened: Mapping[str, Any] | ConnectionHandler
) -> bool:
    """Whether the database of an app and the hub's are one, as one can have two addresses.

    Parameters
    ----------
    alias
        The app's database.
    ours, theirs
        Tables that tell whose a database is, under whatever name it is reached.
    opened
        Connections by alias.
    """
    hub = opened["default"].introspection.table_names()
    own = opened[alias].introspection.table_names()
    return theirs in own or ours in hub
