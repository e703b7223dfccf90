"""The same ε is never spent twice, however many ask at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from citybricks.services.schoolhealth.releases.domain import ledger, publishing
from citybricks.services.schoolhealth.releases.models import Ledger, Release, Spending
from tests.services.schoolhealth.releases.scene import reported
from tests.services.schoolhealth.scene import Scene, settle

pytestmark = pytest.mark.django_db(transaction=True)
ASKING = 6


@pytest.fixture
def scene() -> Scene:
    """The city, in a database that several can write to."""
    return settle()


def at_once(scene: Scene, epsilon: float) -> list[bool]:
    """Spend at the same moment; return which were let through."""
    start = Barrier(ASKING)

    def one(number: int) -> bool:
        start.wait()
        try:
            with transaction.atomic():
                ledger.spend(scene.city, 2025, epsilon, str(number)).save()
        except ledger.OverspentError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(ASKING) as threads:
        return list(threads.map(one, range(ASKING)))


@pytest.mark.parametrize("_again", range(3))
def test_requests_at_once_spend_no_more_than_there_is(scene: Scene, _again: int) -> None:
    assert sum(at_once(scene, 0.3)) == 3
    assert Ledger.objects.get().spent == 900_000
    assert sum(each.amount for each in Spending.objects.all()) == 900_000


def test_the_last_epsilon_is_spent_once(scene: Scene) -> None:
    Ledger.objects.create(city=scene.city, school_year=2025, spent=500_000)
    assert sum(at_once(scene, 0.5)) == 1
    assert Ledger.objects.get().spent == 1_000_000


def test_two_who_release_the_same_week_at_once_pay_once(scene: Scene) -> None:
    reported(scene)
    monday, start = publishing.weeks(scene.city)[0], Barrier(2)

    def one(_number: int) -> bool:
        start.wait()
        try:
            publishing.publish_private(scene.city, monday, 0.4, None)
        except publishing.PublishedError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sum(threads.map(one, range(2))) == 1
    assert Release.objects.count() == 1
    assert Ledger.objects.get().spent == 400_000
