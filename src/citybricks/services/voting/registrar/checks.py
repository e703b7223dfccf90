"""What `manage check` and `migrate` look at: that the registrar's database is not the board's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from citybricks.services.voting.registrar.domain import authority


@register(Tags.security)
def two_authorities(**_given: Any) -> Iterable[CheckMessage]:
    """Look at the settings."""
    if said := authority.complaint():
        yield Error(said, id="voting_registrar.E001")


@register(Tags.database)
def two_databases(databases: Iterable[str] | None = None, **_given: Any) -> Iterable[CheckMessage]:
    """Look at the databases themselves, where they are looked at."""
    if databases and (said := authority.complaint_of_tables()):
        yield Error(said, id="voting_registrar.E002")
