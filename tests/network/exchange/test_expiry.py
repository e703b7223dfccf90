"""Listings expire in the open: reminders 30 and 7 days before, then the archive."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from citybricks.network.exchange.domain.expiry import look_after_expiry
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.vocabulary import State
from citybricks.network.notices.models import Notice
from tests.network.exchange.scene import Scene


def reminders(days: int) -> int:
    """Look after a listing that expires in some days, twice; return how often two are told."""
    Listing.objects.update(expires=timezone.localdate() + timedelta(days=days))
    look_after_expiry()
    look_after_expiry()
    return Notice.objects.filter(kind="listing.expiring").count() // 2


def test_writers_are_reminded_thirty_and_seven_days_before(scene: Scene) -> None:
    scene.listing()
    assert [reminders(days) for days in (31, 30, 20, 8, 7, 1, 0)] == [0, 1, 1, 1, 2, 2, 2]


def test_who_was_late_is_reminded_of_the_last_week_only(scene: Scene) -> None:
    scene.listing()
    assert reminders(3) == 1


def test_what_has_expired_is_archived_and_said(scene: Scene) -> None:
    listing = scene.listing(expires=timezone.localdate() - timedelta(days=1))
    look_after_expiry()
    assert Listing.objects.get(pk=listing.pk).state == State.ARCHIVED
    assert Notice.objects.filter(kind="listing.archived").count() == 2


def test_drafts_do_not_expire(scene: Scene) -> None:
    scene.listing("draft", expires=timezone.localdate() - timedelta(days=1))
    look_after_expiry()
    assert Listing.objects.get().state == State.DRAFT
    assert not Notice.objects.exists()
