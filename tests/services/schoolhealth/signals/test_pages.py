"""The worklist and the page of a signal: who sees what, and what is done there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from citybricks.services.schoolhealth.signals.models import Signal
from citybricks.services.schoolhealth.signals.vocabulary import State
from tests.services.schoolhealth.scene import ROLES, Scene
from tests.services.schoolhealth.signals.weeks import outbreak, signal

PAGES = ("signals/", "dashboard/", "alarms/", "indicators/")
WHOLE = ("board", "health_centre", "epidemiologist", "administrator")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["secretariat", "stranger"])
def test_to_who_has_no_post_nothing_is_there(scene: Scene, page: str, role: str) -> None:
    assert scene.get(role, page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_who_is_not_signed_in_is_asked_to(scene: Scene, page: str) -> None:
    answer = scene.get("", page)
    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]


@pytest.mark.parametrize("role", ROLES)
def test_everybody_sees_the_signals_of_their_place_and_no_others(scene: Scene, role: str) -> None:
    outbreak(scene)
    found = signal(scene)
    west = Signal.objects.create(
        city=scene.city, level="school", school=scene.schools["west"], syndrome="fever",
        day=found.day, emerged_on=found.day, detected_at=found.detected_at, method="small-counts",
        observed=3, parameters_hash="0" * 64, data_hash="0" * 64, as_of=found.as_of,
    )  # fmt: skip
    assert scene.get(role, f"signals/{found.pk}/").status_code == 200
    expected = 200 if role in WHOLE else 404
    assert scene.get(role, f"signals/{west.pk}/").status_code == expected
    listed = scene.get(role, "signals/").content.decode()
    assert (west.pk in listed) == (role in WHOLE)
    assert found.pk in listed


def test_the_worklist_says_what_is_late(scene: Scene) -> None:
    outbreak(scene)
    Signal.objects.update(next_due=timezone.now() - timedelta(hours=1))
    assert "is-late" in scene.get("epidemiologist", "signals/").content.decode()
    assert "is-late" not in scene.get("epidemiologist", "signals/?state=closed").content.decode()


def test_what_was_written_survives_when_something_is_missing(scene: Scene) -> None:
    outbreak(scene)
    found = signal(scene)
    for action in ("triage", "verify"):
        scene.post("epidemiologist", f"signals/{found.pk}/do/{action}/")
    answer = scene.post(
        "epidemiologist", f"signals/{found.pk}/do/discard/", {"evidence": "Sports day on Friday"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Sports day on Friday" in page
    assert 'aria-invalid="true"' in page
    found.refresh_from_db()
    assert found.state == State.VERIFYING


def test_a_signal_is_verified_and_assessed_on_its_page(scene: Scene) -> None:
    outbreak(scene)
    found = signal(scene)
    risk = {"likelihood": "4", "impact": "3", "confidence": "high"}
    steps = [("triage", {}), ("verify", {}), ("confirm", {"evidence": "Nine cough."})]
    for action, data in (*steps, ("assess", risk)):
        assert (
            scene.post("health_centre", f"signals/{found.pk}/do/{action}/", data).status_code == 302
        )
    assert scene.post("health_centre", f"signals/{found.pk}/do/respond/", {}).status_code == 404
    page = scene.get("board", f"signals/{found.pk}/").content.decode()
    assert "High" in page
    assert "Nine cough." in page
    assert "Start to respond" in page


def test_somebody_who_comes_too_late_is_told_so(scene: Scene) -> None:
    outbreak(scene)
    found = signal(scene)
    scene.post("epidemiologist", f"signals/{found.pk}/do/triage/")
    client = scene.client("health_centre")
    address = f"/schoolhealth/tsukuba/signals/{found.pk}/do/triage/"
    assert "stands differently" in client.post(address, follow=True).content.decode()


def test_a_signal_is_computed_again_on_demand(scene: Scene) -> None:
    outbreak(scene)
    client = scene.client("epidemiologist")
    address = f"/schoolhealth/tsukuba/signals/{signal(scene).pk}/again/"
    assert "the same to the last digit" in client.post(address, follow=True).content.decode()
    assert scene.post("nurse", f"signals/{signal(scene).pk}/again/").status_code == 404


def test_who_verifies_may_ask_for_a_look_and_nobody_else(scene: Scene) -> None:
    assert scene.post("epidemiologist", "signals/look/").status_code == 302
    assert scene.post("board", "signals/look/").status_code == 404


def test_pages_are_in_chinese_without_a_word_missing(scene: Scene) -> None:
    outbreak(scene)
    with translation.override("zh-hans"):
        client = scene.client("epidemiologist")
        for page in (*PAGES, f"signals/{signal(scene).pk}/"):
            answer = client.get(
                f"/schoolhealth/tsukuba/{page}", headers={"accept-language": "zh-CN"}
            )
            assert answer.status_code == 200
            assert 'lang="zh-Hans"' in answer.content.decode()
