"""Reports stay as they were written, also for who asks the database itself."""

from typing import Any

from django.db import migrations

KEPT = {
    "schoolhealth_daily_report": (
        "id, school_class_id, day, recorded_at, source, enrolled, absent, zero, note"
    ),
    "schoolhealth_daily_line": "report_id, syndrome, diagnosis, ill, absent, excluded",
}
"""Columns that do not change, by table; who recorded a report is let go of with their account."""


def stay(apps: Any, editor: Any) -> None:
    """Have the database refuse changes."""
    del apps
    for table, columns in KEPT.items():
        for statement in STATEMENTS.get(editor.connection.vendor, ()):
            editor.execute(statement.format(table=table, columns=columns))


def let_go(apps: Any, editor: Any) -> None:
    """Have the database take changes again."""
    del apps
    on = {"postgresql": " ON {table}", "sqlite": ""}.get(editor.connection.vendor)
    for table in KEPT if on is not None else ():
        editor.execute(f"DROP TRIGGER {table}_stays{(on or '').format(table=table)}")


_SQLITE = """\
CREATE TRIGGER {table}_stays BEFORE UPDATE OF {columns} ON {table}
BEGIN SELECT RAISE(ABORT, 'reports stay as they were written'); END"""
_REFUSING = """\
CREATE OR REPLACE FUNCTION schoolhealth_daily_stays() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'reports stay as they were written'; END $$ LANGUAGE plpgsql"""
_POSTGRESQL = """\
CREATE TRIGGER {table}_stays BEFORE UPDATE OF {columns} ON {table}
FOR EACH ROW EXECUTE FUNCTION schoolhealth_daily_stays()"""
STATEMENTS = {"sqlite": (_SQLITE,), "postgresql": (_REFUSING, _POSTGRESQL)}


class Migration(migrations.Migration):
    """Triggers."""

    dependencies = [("schoolhealth_daily", "0002_files_told_whole")]

    operations = [migrations.RunPython(stay, let_go, elidable=False)]
