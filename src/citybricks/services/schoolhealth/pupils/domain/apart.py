"""That records of pupils are in no database where something else is.

Whoever backs up, copies or leaks the hub's database has no record of a pupil then.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

SAME = (
    "Records of pupils would be in the database {name}, where other rows are. Set"
    " CITYBRICKS_PUPILS_DATABASE_URL to a database that has nothing else."
    " 学生记录将与其他数据同处数据库{name}。请将 CITYBRICKS_PUPILS_DATABASE_URL 设为专用数据库。"
)
_OURS, _OF_HUB = "schoolhealth_pupils_pupil", "members_member"
"""Tables that tell whose database it is, under whatever name it is reached."""


def complaint() -> str:
    """Return why the hub must not start, by what its settings say; empty when it may."""
    databases: Mapping[str, Mapping[str, Any]] = settings.DATABASES
    own = _place(databases["pupils"])
    others = {_place(one) for alias, one in databases.items() if alias != "pupils"}
    return SAME.format(name=own[-1]) if own in others else ""


def complaint_of_tables() -> str:
    """Return why the hub must not start, by what is in the databases; empty when it may.

    One database can have two addresses; its tables tell.
    """
    hub = set(connections["default"].introspection.table_names())
    own = set(connections["pupils"].introspection.table_names())
    if _OF_HUB in own or _OURS in hub:
        return SAME.format(name=connections["pupils"].settings_dict["NAME"])
    return ""


def _place(database: Mapping[str, Any]) -> tuple[str, ...]:
    """Return where a database is: host, port and name, or the file."""
    name = str(database["NAME"])
    if "sqlite3" in str(database["ENGINE"]):
        return ("file", str(Path(name).resolve()))
    host = str(database.get("HOST") or "localhost")
    port = str(database.get("PORT") or 5432)
    return ("localhost" if host in ("127.0.0.1", "::1") else host, port, name)
