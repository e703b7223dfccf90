"""That records of pupils are in no database where something else is.

Whoever backs up, copies or leaks the hub's database has no record of a pupil then.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connections

from citybricks.services.apart import mixed, place

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
    own = place(databases["pupils"])
    others = {place(one) for alias, one in databases.items() if alias != "pupils"}
    return SAME.format(name=own[-1]) if own in others else ""


def complaint_of_tables() -> str:
    """Return why the hub must not start, by what is in the databases; empty when it may.

    One database can have two addresses; its tables tell.
    """
    if mixed("pupils", _OURS, _OF_HUB, connections):
        return SAME.format(name=connections["pupils"].settings_dict["NAME"])
    return ""
