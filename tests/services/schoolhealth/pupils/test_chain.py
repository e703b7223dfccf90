"""The access log is only added to, and every change of it is found."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citybricks.services.appending import AppendOnlyError
from citybricks.services.schoolhealth.pupils.domain import chain
from citybricks.services.schoolhealth.pupils.domain.chain import Deed, NoPurposeError, Reader
from citybricks.services.schoolhealth.pupils.models import (
    AccessEntry,
    ChainHead,
)

NURSE = Reader(7, "nurse", "care")
TABLE = "schoolhealth_pupils_accessentry"
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=26)


def write(count: int, city: str = "tsukuba") -> None:
    """Add some entries."""
    chain.add(city, NURSE, "read", [Deed(f"P{at}", "2025-11-10") for at in range(count)])


def behind(statement: str, *values: Any) -> None:
    """Change rows as somebody does who has the database, with its guards taken off."""
    connection = connections["pupils"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS access_not_changed")
        cursor.execute(statement, values)


@pytest.mark.django_db(databases=["default", "pupils"])
class TestChain:
    def test_entries_are_numbered_without_gap_and_chained(self) -> None:
        write(3)
        write(2)
        rows = list(AccessEntry.objects.all())
        assert [row.n for row in rows] == [1, 2, 3, 4, 5]
        assert [row.previous for row in rows[1:]] == [row.hash for row in rows[:-1]]
        told = chain.verify("tsukuba")
        assert told.whole
        assert (told.entries, told.head) == (5, rows[-1].hash)

    def test_cities_have_chains_of_their_own(self) -> None:
        write(2)
        write(3, "tianjin")
        assert chain.cities() == ["tianjin", "tsukuba"]
        assert [chain.verify(city).entries for city in chain.cities()] == [3, 2]

    def test_nobody_adds_an_entry_without_a_purpose(self) -> None:
        for purpose in ("", "curiosity"):
            with pytest.raises(NoPurposeError):
                Reader(7, "nurse", purpose)

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("who", 8), ("role", "doctor"), ("purpose", "outbreak"), ("action", "export"),
            ("pupil", "P9"), ("what", "2025-11-11"), ("at", "2025-11-10 00:00:00"),
            ("previous", "0" * 64), ("hash", "f" * 64), ("n", 99), ("city", "tianjin"),
        ],
    )  # fmt: skip
    def test_a_change_of_any_column_is_found(self, column: str, value: Any) -> None:
        write(5)
        behind(f"UPDATE {TABLE} SET {column} = %s WHERE n = 3", value)  # noqa: S608 - our columns
        told = chain.verify("tsukuba")
        assert not told.whole
        assert told.broken == 3

    @pytest.mark.parametrize("gone", [1, 3, 5])
    def test_an_entry_that_is_removed_is_found(self, gone: int) -> None:
        write(5)
        behind(f"DELETE FROM {TABLE} WHERE n = %s", gone)  # noqa: S608 - our table
        assert chain.verify("tsukuba").broken == gone

    def test_an_entry_that_is_written_anew_breaks_the_next(self) -> None:
        write(5)
        row = AccessEntry.objects.get(n=3)
        row.who = 8
        behind(
            f"UPDATE {TABLE} SET who = 8, hash = %s WHERE n = 3",  # noqa: S608 - our table
            chain.digest(row),
        )
        assert chain.verify("tsukuba").broken == 4

    def test_a_guardian_sees_a_change_of_an_entry_of_the_own_child(self) -> None:
        write(5)
        assert chain.fits("tsukuba", chain.of_pupil("P2"))
        behind(f"UPDATE {TABLE} SET who = 8 WHERE n = 3")  # noqa: S608 - our table
        assert not chain.fits("tsukuba", chain.of_pupil("P2"))
        assert chain.fits("tsukuba", chain.of_pupil("P0"))

    def test_rows_refuse_to_be_changed_or_removed(self) -> None:
        write(1)
        row = AccessEntry.objects.get()
        row.who = 8
        for act in (
            row.save,
            row.delete,
            AccessEntry.objects.all().delete,
            lambda: AccessEntry.objects.update(who=8),
            lambda: AccessEntry.objects.bulk_update([row], ["who"]),
        ):
            with pytest.raises(AppendOnlyError):
                act()
        assert chain.verify("tsukuba").whole

    def test_the_database_itself_refuses_a_change(self) -> None:
        write(1)
        with (
            pytest.raises(DatabaseError, match="only added"),
            transaction.atomic(using="pupils"),
            connections["pupils"].cursor() as cursor,
        ):
            cursor.execute(f"UPDATE {TABLE} SET who = 8")  # noqa: S608 - our table
        assert AccessEntry.objects.get().who == 7

    def test_nothing_is_logged_of_what_was_rolled_back(self) -> None:
        write(1)
        with transaction.atomic(using="pupils"):
            write(3)
            transaction.set_rollback(True, using="pupils")
        assert chain.verify("tsukuba").entries == 1

    def test_the_last_verdict_is_kept_for_long_logs(self, monkeypatch: Any) -> None:
        write(3)
        monkeypatch.setattr(chain, "SHORT", 2)
        assert chain.verdict("tsukuba").whole
        write(3)
        behind(f"UPDATE {TABLE} SET who = 8 WHERE n = 2")  # noqa: S608 - our table
        assert chain.verdict("tsukuba").whole  # as it was found last
        assert chain.verify("tsukuba").broken == 2
        assert chain.verdict("tsukuba").broken == 2

    @settings(
        max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6))
    def test_whatever_is_written_is_verified(self, deeds: list[tuple[str, str]]) -> None:
        with transaction.atomic(using="pupils"):
            chain.add("tsukuba", NURSE, "read", [Deed(*one) for one in deeds])
            assert chain.verify("tsukuba").whole
            transaction.set_rollback(True, using="pupils")


@pytest.mark.django_db(databases=["default", "pupils"], transaction=True)
def test_many_who_read_at_the_same_moment_leave_one_chain() -> None:
    def read(_at: int) -> None:
        try:
            write(3)
        finally:
            connections["pupils"].close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(read, range(24)))
    told = chain.verify("tsukuba")
    assert told.whole
    assert told.entries == 72
    assert ChainHead.objects.get().n == AccessEntry.objects.count() == 72
