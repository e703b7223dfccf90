"""The halls on paper and as they are walked through: every booth is there, in one's own words."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from citybricks.network.content.text import Text
from citybricks.network.gatherings.expo.domain import venue
from citybricks.network.gatherings.expo.models import Booth, Hall
from tests.network.gatherings.scene import SLUG, Scene, held

pytestmark = pytest.mark.django_db
PLAN, DATA = (f"/gatherings/{SLUG}/expo/{name}" for name in ("plan/", "venue.json"))


@pytest.fixture
def scene() -> Scene:
    """Write two halls, three booths in one and one in the other, and one without a place."""
    scene = held()
    halls = [hall(scene, code, theme) for code, theme in (("a", "mobility"), ("b", ""))]
    booth(scene, "Tram Works", halls[0], 2, 2, zh="电车工坊")
    booth(scene, "Harbour Lab", halls[0], 3, 2, "M")
    booth(scene, "Cargo Group", halls[0], 5, 4, "L")
    booth(scene, "Lamp & Söhne <b>", halls[1], 2, 2)
    booth(scene, "Nowhere yet", None)
    booth(scene, "Not open yet", halls[1], 2, 3, state="draft")
    return scene


def hall(scene: Scene, code: str, theme: str) -> Hall:
    name = Text(language="en", text=f"Hall {code}").translated("zh-Hans", f"{code}馆")
    return Hall.objects.create(
        gathering=scene.gathering, code=code, theme=theme, name=name, rows=9, columns=12
    )


def booth(
    scene: Scene,
    name: str,
    hall: Hall | None,
    row: int | None = None,
    column: int | None = None,
    size: str = "S",
    *,
    zh: str = "",
    state: str = "published",
) -> Booth:
    text = Text(language="en", text=name)
    return Booth.objects.create(
        gathering=scene.gathering,
        state=state,
        organisation=text.translated("zh-Hans", zh) if zh else text,
        title=Text(language="en", text="What it shows"),
        hall=hall,
        row=row,
        column=column,
        size=size,
        country="PT",
        theme=hall.theme if hall else "",
    )


def page(client: Client, address: str = PLAN, language: str = "en") -> str:
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def scene_of(client: Client, language: str = "en") -> dict[str, Any]:
    said: dict[str, Any] = json.loads(page(client, DATA, language))
    return said


def test_every_booth_of_a_hall_is_a_link_in_its_plan_and_in_its_list(scene: Scene) -> None:
    for code, count in (("a", 3), ("b", 1)):
        html = page(scene.client("visitor"), f"{PLAN}?hall={code}")
        drawing, rest = html.split("</svg></div>")
        links = re.findall(r'<a class="venue-stand" href="([^"]+)"', drawing)
        assert len(set(links)) == count
        assert all(f'href="{link}"' in rest for link in links)
    assert "Lamp &amp; Söhne &lt;b&gt;" in html
    assert "Not open yet" not in html
    assert "1 booth has no place yet" in html


def test_a_hall_that_is_not_there_shows_the_first(scene: Scene) -> None:
    assert "Tram Works" in page(scene.client("visitor"), f"{PLAN}?hall=%00zz")


def test_an_expo_without_halls_says_so() -> None:
    assert "There are no halls yet." in page(held().client("visitor"))


def test_names_are_in_the_language_of_the_reader_and_marked_where_they_are_not(
    scene: Scene,
) -> None:
    html = page(scene.client("visitor"), language="zh-Hans")
    assert 'aria-label="A2-02 电车工坊">' in html
    assert 'aria-label="A3-02 Harbour Lab" lang="en"' in html
    tram, harbour, *_ = scene_of(scene.client("visitor"), "zh-Hans")["booths"]
    assert (tram["name"], tram["other"], tram["otherLanguage"]) == ("电车工坊", "Tram Works", "en")
    assert (harbour["name"], harbour["language"], harbour["other"]) == ("Harbour Lab", "en", "")
    assert tram["country"] == "葡萄牙"


def test_what_is_walked_through_has_every_placed_booth_with_its_page(scene: Scene) -> None:
    client = scene.client("visitor")
    said = scene_of(client)
    assert [one["code"] for one in said["booths"]] == ["A2-02", "A3-02", "A5-04", "B2-02"]
    assert [one["faces"] for one in said["booths"]] == ["north", "south", "both", "north"]
    assert [one["hall"] for one in said["booths"]] == [0, 0, 0, 1]
    for one in said["booths"]:
        assert client.get(one["url"]).status_code == 200
        assert one["model"] == ""


def test_halls_do_not_overlap_on_the_site(scene: Scene) -> None:
    for code in "cdefg":
        hall(scene, code, "")
    grounds = [venue.ground(one) for one in Hall.objects.order_by("code")]
    spots = list(zip(venue.site(grounds), grounds, strict=True))
    for at, ((x, y), one) in enumerate(spots):
        for (left, top), other in spots[:at]:
            apart_x = x >= left + other.width or left >= x + one.width
            apart_y = y >= top + other.depth or top >= y + one.depth
            assert apart_x or apart_y


def test_the_walk_leads_to_the_plan_and_a_draft_is_not_there(scene: Scene) -> None:
    answer = scene.client("visitor").get(f"/gatherings/{SLUG}/expo/venue/")
    assert answer["Location"].endswith("/expo/plan/#walk")
    scene.gathering.state = "draft"
    scene.gathering.save()
    for address in (PLAN, DATA, f"/gatherings/{SLUG}/expo/venue/"):
        assert scene.client("visitor").get(address).status_code == 404


def test_no_script_or_style_stands_in_the_page(scene: Scene) -> None:
    html = page(scene.client("visitor"))
    body = html[html.index("<main") :]
    assert " style=" not in body
    assert not re.search(r"<script(?![^>]* src=)", body)
