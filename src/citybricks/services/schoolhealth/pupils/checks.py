"""What `manage check` and `migrate` look at: that records of pupils are apart from the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from citybricks.services.schoolhealth.pupils.domain import apart


@register(Tags.security)
def own_database(**_given: Any) -> Iterable[CheckMessage]:
    """Look at the settings."""
    if said := apart.complaint():
        yield Error(said, id="schoolhealth_pupils.E001")


@register(Tags.database)
def own_tables(databases: Iterable[str] | None = None, **_given: Any) -> Iterable[CheckMessage]:
    """Look at the databases themselves, where they are looked at."""
    if databases and (said := apart.complaint_of_tables()):
        yield Error(said, id="schoolhealth_pupils.E002")
