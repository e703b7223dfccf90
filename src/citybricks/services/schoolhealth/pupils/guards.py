"""The database itself refuses that entries of the access log are changed, or removed."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from citybricks.services.schoolhealth.pupils.router import DATABASE, LABEL

_TABLE = "schoolhealth_pupils_accessentry"
_SQLITE = f"""CREATE TRIGGER IF NOT EXISTS access_not_changed BEFORE UPDATE ON {_TABLE}
BEGIN SELECT RAISE(ABORT, 'entries of the access log are only added'); END"""
_POSTGRESQL = f"""CREATE OR REPLACE FUNCTION access_only_added() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'entries of the access log are only added'; END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS access_only_added ON {_TABLE};
CREATE TRIGGER access_only_added BEFORE UPDATE OR DELETE ON {_TABLE}
FOR EACH ROW EXECUTE FUNCTION access_only_added()"""
"""SQLite's is against changes only; what is removed is seen by the chain."""


@receiver(post_migrate, sender=None)
def guard(using: str, app_config: Any, **_given: Any) -> None:
    """Make the triggers once the table is there."""
    if using != DATABASE or app_config.label != LABEL or not apps.is_installed(app_config.name):
        return
    connection = connections[using]
    if _TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRESQL if connection.vendor == "postgresql" else _SQLITE)
