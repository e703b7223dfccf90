"""Bricks run in a booth: on the example, or on the exhibitor's data, as the visitor changed it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from citybricks.faces.example import example_of
from citybricks.kernel.registry import find
from citybricks.network.content.text import Text
from citybricks.network.gatherings.expo.domain import tools
from citybricks.network.gatherings.expo.models import Booth, Tool, Trial
from citybricks.network.gatherings.hosting.domain import planning
from tests.network.gatherings.expo.showing import Expo

BRICK = "missing-lamps"


@pytest.fixture
def tool(expo: Expo, settings: Any, tmp_path: Path) -> Tool:
    """A brick in the booth of Tianjin, which is published; runs are kept in a folder."""
    settings.STORE = str(tmp_path)
    planning._store.cache_clear()
    Booth.objects.filter(pk=expo.booth.pk).update(state="published")
    return tools.add(expo.booth, BRICK, Text(text="Find what is dark."))


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_visitor_runs_the_brick_and_sees_what_came_out(expo: Expo, tool: Tool) -> None:
    visitor = Client(headers={"Accept-Language": "en"})
    page = said(visitor.get(expo.page()))
    assert "Find what is dark." in page
    assert expo.page(f"bricks/{tool.pk}/") in page
    texts = {field.path: text for field, text in tools.form(tool, find(BRICK), "en")}
    answer = visitor.post(expo.page(f"bricks/{tool.pk}/"), texts)
    trial = Trial.objects.get()
    assert "The brick is running" in said(visitor.get(answer.headers["Location"]))
    tools.work_out(trial.pk)
    done = visitor.get(answer.headers["Location"])
    trial.refresh_from_db()
    assert (trial.state, trial.problem) == ("done", "")
    assert 'class="outcome"' in said(done)
    asked = visitor.get(answer.headers["Location"], headers={"HX-Request": "true"})
    assert asked.headers["HX-Refresh"] == "true"
    visitor.post(expo.page(f"bricks/{tool.pk}/"), texts)
    assert Trial.objects.latest("ulid").state == "done"  # equal work is not done twice


def test_what_a_visitor_typed_wrongly_is_named_and_kept(expo: Expo, tool: Tool) -> None:
    field = next(f for f, _t in tools.form(tool, find(BRICK), "en") if f.shape == "number")
    answer = Client().post(expo.page(f"bricks/{tool.pk}/"), {field.path: "many"})
    assert answer.status_code == 422
    assert 'value="many"' in said(answer)
    assert not Trial.objects.exists()


def test_data_that_the_brick_does_not_take_changes_nothing(expo: Expo, tool: Tool) -> None:
    name = tools.tables(find(BRICK), "en")[0].path
    address, exhibitor = expo.page(f"edit/offers/{tool.pk}/"), expo.client("exhibitor")
    wrong = SimpleUploadedFile("a.csv", b"nothing\n1\n")
    answer = exhibitor.post(address, {name: wrong})
    assert answer.status_code == 422
    assert name in said(answer)
    assert not tool.files.exists()


def test_the_exhibitors_data_takes_the_place_of_the_example(expo: Expo, tool: Tool) -> None:
    import json

    example = example_of(find(BRICK))
    name = tools.tables(find(BRICK), "en")[0].path
    assert example is not None
    own = json.dumps(example.inputs[name]).encode()
    address, exhibitor = expo.page(f"edit/offers/{tool.pk}/"), expo.client("exhibitor")
    sent = SimpleUploadedFile("our-streets.geojson", own)
    assert exhibitor.post(address, {name: sent}).status_code == 302
    assert tool.files.get().name == "our-streets.geojson"
    assert "our-streets.geojson" in said(Client().get(expo.page()))
    assert exhibitor.post(address, {"action": "example"}).status_code == 302
    assert not tool.files.exists()


def test_a_brick_runs_once_in_a_booth_and_some_do_not_at_all(expo: Expo, tool: Tool) -> None:
    exhibitor, address = expo.client("exhibitor"), expo.page("edit/offers/")
    given = {"language": "en", "brick": BRICK}
    assert "This brick runs in the booth already." in said(exhibitor.post(address, given))
    assert exhibitor.post(address, {**given, "brick": "no-such-brick"}).status_code == 422
    exhibitor.post(expo.page(f"edit/offers/{tool.pk}/"), {"action": "remove"})
    assert Booth.objects.get(pk=expo.booth.pk).shows == []
