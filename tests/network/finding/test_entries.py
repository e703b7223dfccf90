"""What is put is found, embedded once per change, in batches, outside of requests."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from citybricks.methods.matching.documents import Facets
from citybricks.network.content.text import Text
from citybricks.network.errands.domain.errands import run_due
from citybricks.network.errands.models import Errand
from citybricks.network.finding.domain import indexing, pooling
from citybricks.network.finding.domain.entries import (
    as_facets,
    as_json,
    drop,
    drop_others,
    item_of,
    put,
)
from citybricks.network.finding.domain.searching import search
from citybricks.network.finding.models import Entry, Vector
from tests.network.finding.conftest import TEXTS, Hashing, Put, item, use

pytestmark = pytest.mark.django_db
PORT = TEXTS["offer:port"]
tags = st.frozensets(st.sampled_from(["a", "b", "11.2"]), max_size=2)


@given(types=tags, targets=tags, trl=st.none() | st.tuples(st.integers(1, 9), st.integers(1, 9)))
def test_facets_are_the_same_after_the_database(
    types: frozenset[str], targets: frozenset[str], trl: tuple[int, int] | None
) -> None:
    facets = Facets(types=types, targets=targets, trl=trl)
    assert as_facets(as_json(facets)) == facets


def test_what_is_put_comes_back_as_it_was(hashing: Hashing) -> None:
    made = item("offer:port", *PORT, targets=frozenset({"9.1"}))
    put(made, url="/x/", title=PORT[0], summary=PORT[1])
    assert item_of(Entry.objects.get()) == made


def test_putting_embeds_nothing_and_owes_one_errand(things: Put, hashing: Hashing) -> None:
    things()
    assert hashing.asked == 0
    assert list(Errand.objects.values_list("once", flat=True)) == ["finding.embed"]


def test_every_text_is_embedded_once_in_batches(
    things: Put, hashing: Hashing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "BATCH", 2)
    things()
    assert indexing.progress() == indexing.Progress(0, 4)
    assert run_due(1) == 1
    assert indexing.progress() == indexing.Progress(2, 4)
    while run_due():
        pass
    assert indexing.progress() == indexing.Progress(4, 4)
    assert hashing.asked == Vector.objects.count() == 6
    assert not Errand.objects.filter(done__isnull=True).exists()


def test_what_did_not_change_is_not_embedded_again(things: Put, hashing: Hashing) -> None:
    things()
    run_due()
    before = hashing.asked
    things()
    assert run_due() == 0
    assert hashing.asked == before


def test_other_facets_or_another_address_need_no_new_vectors(hashing: Hashing) -> None:
    put(item("offer:port", *PORT), url="/x/", title=PORT[0], summary=PORT[1])
    run_due()
    changed = item("offer:port", *PORT, types=frozenset({"talent"}))
    put(changed, url="/y/", title=PORT[0], summary=PORT[1], public=False)
    assert run_due() == 0
    assert (Entry.objects.get().url, Entry.objects.get().public) == ("/y/", False)


def test_a_new_text_is_embedded_anew_and_old_vectors_count_no_more(
    things: Put, hashing: Hashing
) -> None:
    things("offer:port")
    run_due()
    title = PORT[0].rewritten("自动化空港")
    put(item("offer:port", title, PORT[1]), url="/x/", title=title, summary=PORT[1])
    entry = pooling.keeper().current().entries_of("offer:port")
    assert all(not each.vectors for each in entry)
    run_due()
    entry = pooling.keeper().current().entries_of("offer:port")
    assert all(set(each.vectors) == {"hashing"} for each in entry)


def test_a_text_that_changes_while_it_is_embedded_keeps_no_old_vectors(
    things: Put, hashing: Hashing, monkeypatch: pytest.MonkeyPatch
) -> None:
    things("offer:port")
    real = indexing.vectors_of

    def meanwhile(*arguments: object) -> object:
        made = real(*arguments)  # type: ignore[arg-type] # handed on
        monkeypatch.setattr(indexing, "vectors_of", real)
        title = Text(language="en", text="Another port")
        put(item("offer:port", title, PORT[1]), url="/x/", title=title, summary=PORT[1])
        return made

    monkeypatch.setattr(indexing, "vectors_of", meanwhile)
    while run_due():
        pass
    assert list(Vector.objects.values_list("document", "revision")) == [("offer:port/en", 2)]


def test_other_models_embed_everything_again(
    things: Put, hashing: Hashing, monkeypatch: pytest.MonkeyPatch
) -> None:
    things()
    run_due()
    other = Hashing()
    other.name, other.size = "other", 4
    use(monkeypatch, other)
    assert indexing.progress().done == 0
    indexing.owe_embedding()
    run_due()
    assert set(Vector.objects.values_list("model", flat=True)) == {"other"}


def test_everything_can_be_embedded_anew(things: Put, hashing: Hashing) -> None:
    things()
    run_due()
    assert indexing.embed_anew() == 4
    run_due()
    assert indexing.progress() == indexing.Progress(4, 4)


def test_what_is_dropped_is_found_no_more_until_it_is_put_again(
    things: Put, hashing: Hashing
) -> None:
    things()
    assert search("Dunedin")[0].key == "member:dunedin"
    drop("member:dunedin")
    assert "member:dunedin" not in [one.key for one in search("Dunedin")]
    things("member:dunedin")
    assert search("Dunedin")[0].key == "member:dunedin"
    drop("member:nowhere")


def test_others_of_a_kind_can_be_dropped_at_once(things: Put, hashing: Hashing) -> None:
    things()
    drop_others("offer", {"offer:port"})
    assert set(Entry.objects.filter(gone=True).values_list("key", flat=True)) == {"offer:police"}


def test_rows_that_vanish_are_found_no_more(things: Put, hashing: Hashing) -> None:
    things()
    assert "offer:port" in pooling.keeper().current()
    Entry.objects.filter(key="offer:port").delete()
    assert "offer:port" not in pooling.keeper().current()


def test_what_is_committed_late_is_noticed(things: Put, hashing: Hashing) -> None:
    """A transaction that began earlier writes an earlier date, and may end later."""
    things("offer:port")
    pooling.keeper().current()
    things("member:dunedin")
    Entry.objects.filter(key="member:dunedin").update(changed=F("changed") - timedelta(seconds=60))
    assert "member:dunedin" in pooling.keeper().current()


def test_a_transaction_that_is_undone_puts_nothing(things: Put, hashing: Hashing) -> None:
    with transaction.atomic():
        things()
        transaction.set_rollback(True)
    assert not Entry.objects.exists()
    assert not Errand.objects.exists()


def test_a_large_change_is_read_apart_and_nobody_waits(
    things: Put, hashing: Hashing, monkeypatch: pytest.MonkeyPatch
) -> None:
    things("offer:port")
    kept = pooling.keeper()
    kept.current()
    monkeypatch.setattr(pooling, "_AT_ONCE", 2)
    asked: list[list[int]] = []
    monkeypatch.setattr(kept, "_read_on", lambda changed, _gone: asked.append(changed))
    things()
    assert len(kept.current()) == 1, "it waited"
    assert len(asked[0]) == 3


def test_entries_gone_for_long_are_swept(things: Put, hashing: Hashing) -> None:
    things()
    drop("offer:port")
    indexing.sweep()
    assert Entry.objects.count() == 4
    Entry.objects.filter(gone=True).update(changed=timezone.now() - timedelta(days=8))
    indexing.sweep()
    assert Entry.objects.count() == 3
