"""The queue of errands under any order of owing, claims, ends, deaths and jumps of the clock."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db.models import F
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from citybricks.network.errands.domain import errands, queue
from citybricks.network.errands.models import Errand

LEASE = 60.0
KEYS = st.sampled_from(["", "a", "b"])


class Owing(RuleBasedStateMachine):
    """What was owed, and what was done of it."""

    def __init__(self) -> None:
        super().__init__()
        Errand.objects.all().delete()
        self.number = 0
        self.wanted: set[int] = set()
        self.last: dict[str, int] = {}
        self.done: Counter[int] = Counter()
        self.holds: list[Errand] = []

    @rule(key=KEYS, late=st.booleans())
    def owe(self, key: str, late: bool) -> None:
        self.number += 1
        if key:
            self.wanted.discard(self.last.get(key, 0))  # the later one is in its place
            self.last[key] = self.number
        self.wanted.add(self.number)
        errands.owe("trial", once=key, number=self.number)
        if late:
            newest = Errand.objects.filter(arguments__number=self.number)
            newest.update(due=F("due") + timedelta(days=2))

    @rule()
    def claim(self) -> None:
        errand = queue.claim(worker="w", lease_seconds=LEASE)
        if errand is not None:
            self.holds.append(errand)

    @rule(which=st.integers(0, 9), how=st.sampled_from(["finish", "fail", "die", "keep"]))
    def end(self, which: int, how: str) -> None:
        """A process ends what it believes to have, dies, or renews its lease."""
        if not self.holds:
            return
        errand = self.holds[which % len(self.holds)]
        mine = Errand.objects.filter(pk=errand.pk, worker=errand.worker).exists()
        if how == "keep":
            assert queue.keep(errand, lease_seconds=LEASE) == mine
            return
        self.holds.remove(errand)
        if how == "finish":
            self.done[errand.arguments["number"]] += 1
            assert queue.finish(errand) == mine
        elif how == "fail":
            assert queue.fail(errand, "it failed") == mine

    @rule(days=st.integers(0, 3))
    def wait(self, days: int) -> None:
        passed = timedelta(days=days, seconds=LEASE / 2)
        Errand.objects.update(due=F("due") - passed, lease=F("lease") - passed)

    @invariant()
    def of_one_key_one_errand_is_unfinished(self) -> None:
        unfinished = Errand.objects.filter(due__isnull=False).exclude(once="")
        keys = Counter(unfinished.values_list("once", flat=True))
        assert all(count == 1 for count in keys.values())

    @invariant()
    def what_was_given_up_says_why(self) -> None:
        ended = Errand.objects.filter(due__isnull=True, done__isnull=True)
        assert all(errand.problem for errand in ended)

    def teardown(self) -> None:
        """All processes die; a new one does what is left, and nothing that was owed is missing."""
        given_up = Errand.objects.filter(due__isnull=True, done__isnull=True)
        lost = {errand.arguments["number"] for errand in given_up}
        for _ in range(3 * self.number):
            self.wait(30)
            errand = queue.claim(worker="last", lease_seconds=LEASE)
            if errand is None:
                break
            self.done[errand.arguments["number"]] += 1
            queue.finish(errand)
        lost |= {errand.arguments["number"] for errand in given_up.all()}
        assert self.wanted <= set(self.done) | lost


@pytest.mark.django_db
def test_every_errand_that_is_owed_is_done_whatever_happens() -> None:
    with patch.dict(errands._functions, {"trial": print}):
        run_state_machine_as_test(Owing, settings=settings(deadline=None, stateful_step_count=30))
