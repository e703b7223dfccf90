"""The measles of Hagelloch, replayed through the service."""

from __future__ import annotations

from datetime import date

import pytest

from citybricks.services.schoolhealth import demo
from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.signals.domain import detecting
from citybricks.services.schoolhealth.signals.domain.dashboard import Wish, build
from citybricks.services.schoolhealth.signals.models import Signal

pytestmark = pytest.mark.django_db


def test_the_children_are_those_of_the_book_and_have_no_names() -> None:
    found = demo.children()
    assert len(found) == 188
    assert [sum(each.school_class == name for each in found) for name in (
        "first", "second", "preschool")] == [30, 68, 90]  # fmt: skip
    assert min(each.prodrome for each in found) == date(1861, 10, 30)
    assert all(each.prodrome <= each.rash for each in found)


def test_the_first_rash_is_a_signal_on_the_next_school_day() -> None:
    city = demo.replay(until=date(1861, 11, 6))
    first = Signal.objects.filter(city=city).earliest("detected_at")
    assert (first.day, first.diagnosis, first.state) == (date(1861, 11, 4), "measles", "responding")
    assert detecting.again(first).same


def test_it_is_replayed_once() -> None:
    demo.replay(until=date(1861, 10, 1))
    assert demo.replay(until=date(1861, 10, 1)) == City.objects.get()


@pytest.mark.long
def test_all_of_it_is_replayed_and_every_signal_comes_out_again() -> None:
    city = demo.replay()
    signals = Signal.objects.filter(city=city)
    assert {one.level for one in signals} == {"city", "school", "class"}
    assert all(detecting.again(one).same for one in signals)
    (first,) = signals.filter(merged_into=None)
    assert first.children.count() == signals.count() - 1
    found = build(city, Wish(date(1861, 12, 10), 60, "rash"))
    assert found.spread.disease == "measles"
    assert max(found.spread.mean[~(found.spread.mean != found.spread.mean)]) > 3
    assert len(found.closed) == 9
