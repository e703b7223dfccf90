"""Addresses that nobody would type are answered, and break nothing."""

from __future__ import annotations

import pytest

from tests.network.gatherings.calls.calling import Calling


@pytest.mark.parametrize(
    "rest", ["%00/", "proposals/%00/", "speakers/%00/", "reviews/99999999999999999999/", "'/"]
)
def test_what_is_no_key_is_not_found(calling: Calling, rest: str) -> None:
    assert calling.scene.client("organiser").get(calling.url(rest)).status_code == 404


def test_what_is_no_key_is_not_decided(calling: Calling) -> None:
    client, url = calling.scene.client("organiser"), calling.url(f"{calling.call.pk}/decide/")
    sent = {"proposal": ["\0", "'", "x" * 300], "decision": "accept", "send": "yes", "en": "x"}
    assert client.post(url, sent).status_code == 302
