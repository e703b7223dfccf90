"""Whether registrar and board are two authorities, as they should be.

The registrar could make credentials for nobody, the board could take ballots of anybody; together
they could add votes. So the registrar has a database of its own. Where both are in one hand, the
setting `single_authority` has to say so, and every election page then does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connections

from citybricks.services.apart import mixed, place

SAME = (
    "The registrar's database is the board's ({name}), so that whoever runs the server could add"
    " votes. Set CITYBRICKS_REGISTRAR_DATABASE_URL to another database, or set"
    " CITYBRICKS_SINGLE_AUTHORITY=true: then every election page says that the server could add"
    " votes."
    " 登记员与公告板使用同一数据库（{name}），运行服务器者可能添加选票。请将"
    " CITYBRICKS_REGISTRAR_DATABASE_URL 设为另一数据库，或设置 CITYBRICKS_SINGLE_AUTHORITY=true，"
    "届时各选举页面将注明“服务器可能添加选票”。"
)
UNUSED = (
    "CITYBRICKS_REGISTRAR_DATABASE_URL is set and CITYBRICKS_SINGLE_AUTHORITY is on: choose one."
    " With a single authority the registrar keeps its rows in the board's database."
    " 同时设置了 CITYBRICKS_REGISTRAR_DATABASE_URL 与 CITYBRICKS_SINGLE_AUTHORITY，请二者择一。"
)
_OF_BOARD, _OF_REGISTRAR = "voting_election", "voting_registrar_registration"
"""Tables that tell whose database it is, under whatever name it is reached."""


def is_single() -> bool:
    """Whether the server could add votes, as registrar and board are in one hand."""
    return bool(settings.ENVIRONMENT.single_authority)


def database() -> str:
    """Return the alias of the database that holds the registrar's rows."""
    return "default" if is_single() else "registrar"


def complaint() -> str:
    """Return why the hub must not start, by what its settings say; empty when it may."""
    databases: Mapping[str, Mapping[str, Any]] = settings.DATABASES
    if is_single():
        return UNUSED if settings.ENVIRONMENT.registrar_database_url else ""
    board, registrar = place(databases["default"]), place(databases["registrar"])
    return SAME.format(name=board[-1]) if board == registrar else ""


def complaint_of_tables() -> str:
    """Return why the hub must not start, by what is in the databases; empty when it may.

    One database can have two addresses; its tables tell.
    """
    if is_single():
        return ""
    if mixed("registrar", _OF_REGISTRAR, _OF_BOARD, connections):
        return SAME.format(name=connections["registrar"].settings_dict["NAME"])
    return ""
