"""Tables made from the models: going through all migrations comes to the same, ten times as slowly.

That it does come to the same is what `tests/hub/test_migrations.py` says.
"""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

APART = {"registrar": "voting_registrar", "pupils": "schoolhealth_pupils"}
"""Databases with the rows of one app alone, by alias."""
TRIGGERS = "citybricks.services.schoolhealth.daily.migrations.0003_reports_stay"
"""The one migration that does more than make tables."""


def make() -> None:
    """Make the tables of every database of this deployment, and write down which they are."""
    modules = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    try:
        for alias in settings.DATABASES:
            call_command("migrate", database=alias, run_syncdb=True, verbosity=0)
    finally:
        settings.MIGRATION_MODULES = modules
    for alias in settings.DATABASES:
        record(alias)


def record(alias: str) -> None:
    """Write down that all migrations of a database are done, once its tables are there."""
    connection = connections[alias]
    if not connection.introspection.table_names():
        return  # nobody asked for it
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations:
        if app == APART.get(alias, app) and (alias in APART or app not in APART.values()):
            recorder.record_applied(app, name)
    if alias == "default":
        with connection.schema_editor() as editor:
            import_module(TRIGGERS).stay(None, editor)
