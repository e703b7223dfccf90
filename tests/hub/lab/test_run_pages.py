"""The pages of runs, asked for as browsers do."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from citybricks.hub.jobs.domain.acceptance import Requester
from citybricks.hub.jobs.models import Job, Status, Visibility
from citybricks.kernel.brick import bricks
from tests.hub.cast import Cast
from tests.hub.data import CSV_LAMPS, upload

Finish = Callable[..., Job]
TRY = "/bricks/count-lamps/try/"


def test_the_page_of_a_run_says_what_was_asked(client: Client, finished: Finish) -> None:
    job = finished(
        Requester(visitor="somebody"),
        visibility=Visibility.PUBLIC,
        hours=1234.5,
        dimmed=False,
        dimming={"share": 33.25, "early": True},
        steps=[0.125, 1.0],
    )
    page = client.get(f"/runs/{job.pk}/")
    asked = {one.label: (one.value, one.unit, one.tables) for one in page.context["asked"]}
    assert asked["Hours"] == ("1,234.5", "h", 0)
    assert asked["Dimmed"] == ("no", "", 0)
    assert asked["Dimming · Share"] == ("33.25", "", 0)
    assert asked["Steps"] == ("0.125, 1", "", 0)
    assert asked["Lamps"] == asked["Readings"] == ("", "", 1)
    assert "since" not in asked


def test_the_scripts_that_bring_an_outcome_alive_are_there(
    client: Client, finished: Finish
) -> None:
    job = finished(Requester(visitor="somebody"), visibility=Visibility.PUBLIC)
    named = re.findall(r'src="/static/(views/\w+)[^"]*\.js"', client.get(f"/runs/{job.pk}/").text)
    assert {"views/map", "views/moving", "views/chart"} <= set(named)
    assert all(finders.find(f"{name}.js") for name in named)


def test_a_failed_run_says_why_in_the_readers_language(db: None, finished: Finish) -> None:
    job = finished(Requester(visitor="somebody"), visibility=Visibility.PUBLIC)
    problems = {
        "en": [{"input": "lamps", "message": "too dark"}],
        "zh-Hans": [{"input": "lamps", "message": "太暗"}],
    }
    Job.objects.filter(pk=job.pk).update(status=Status.FAILED, problems=problems)
    for language, said in (("zh-CN", "太暗"), ("en", "too dark"), ("fr", "too dark")):
        page = Client(headers={"accept-language": language}).get(f"/runs/{job.pk}/")
        assert said in page.text


def test_progress_is_refreshed_until_the_end(client: Client, finished: Finish) -> None:
    job = finished(Requester(visitor="somebody"), visibility=Visibility.PUBLIC)
    Job.objects.filter(pk=job.pk).update(
        status=Status.RUNNING, progress=0.64, message="reading meters"
    )
    page = client.get(f"/runs/{job.pk}/")
    part = client.get(f"/runs/{job.pk}/progress/", headers={"HX-Request": "true"})
    for answer in (page, part):
        assert "64 %" in answer.text
        assert "reading meters" in answer.text
        assert "Running" in answer.text
    assert "every 700ms" in page.text
    assert "HX-Refresh" not in part.headers
    assert "Cancel this run" not in page.text  # it is somebody else's
    Job.objects.filter(pk=job.pk).update(status=Status.SUCCESSFUL)
    assert client.get(f"/runs/{job.pk}/progress/").headers["HX-Refresh"] == "true"


def test_the_list_of_runs_is_for_its_reader(cast: Cast, finished: Finish) -> None:
    owner = Requester(user=cast.people["owner"], member=cast.tianjin)
    private = finished(owner)
    shared = finished(owner, visibility=Visibility.MEMBER, note="b")
    public = finished(owner, visibility=Visibility.PUBLIC, note="c")

    def listed(role: str, scope: str) -> set[Any]:
        page = cast.client(role).get("/runs/", {"of": scope})
        return {job.pk for job, _ in page.context["rows"]}

    assert listed("owner", "mine") == {private.pk, shared.pk, public.pk}
    assert listed("officer", "member") == {shared.pk, public.pk}
    assert listed("officer", "mine") == set()
    assert listed("outsider", "member") == set()
    assert listed("visitor", "mine") == set()
    for role in ("visitor", "outsider", "officer"):
        assert listed(role, "public") == {public.pk}
        assert listed(role, "nonsense") == {public.pk}


def test_a_list_of_runs_has_pages(client: Client, finished: Finish) -> None:
    job = finished(Requester(visitor="somebody"), visibility=Visibility.PUBLIC)
    for _ in range(30):
        job.pk = uuid.uuid4()
        job.save(force_insert=True)
    first = client.get("/runs/?of=public")
    last = client.get("/runs/?of=public&page=2")
    assert (len(first.context["rows"]), len(last.context["rows"])) == (25, 6)
    for page in ("x", "-1", "99999999999999999999"):
        assert client.get("/runs/", {"of": "public", "page": page}).status_code == 200


def test_visibility_is_changed_and_remembered(cast: Cast, finished: Finish) -> None:
    job = finished(Requester(user=cast.people["owner"], member=cast.tianjin))
    client = cast.client("owner")
    for chosen in ("public", "member", "private"):
        client.post(f"/runs/{job.pk}/share/", {"visibility": chosen})
    changes = [(one.visibility, one.history_user) for one in job.history.order_by("history_id")]
    owner = cast.people["owner"]
    assert changes[-3:] == [("public", owner), ("member", owner), ("private", owner)]
    for chosen in ("", "everybody", "PUBLIC", "\0"):
        answer = client.post(f"/runs/{job.pk}/share/", {"visibility": chosen})
        assert answer.status_code == 404


def test_a_run_of_nobodys_member_is_not_shared_with_one(client: Client) -> None:
    client.post(TRY, {"lamps": upload(CSV_LAMPS)})
    job = Job.objects.get()
    assert client.post(f"/runs/{job.pk}/share/", {"visibility": "member"}).status_code == 404
    assert client.post(f"/runs/{job.pk}/share/", {"visibility": "public"}).status_code == 302
    job.refresh_from_db()
    assert job.visibility == Visibility.PUBLIC


def test_a_brick_that_was_taken_away_leaves_its_runs(
    client: Client, finished: Finish, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = finished(Requester(visitor="somebody"), visibility=Visibility.PUBLIC)
    monkeypatch.delitem(bricks, "count-lamps")
    assert client.get(f"/runs/{job.pk}/").status_code == 200
    assert "count-lamps" in client.get("/runs/?of=public").text
    for name in ("crate.zip", "outcome.json", "page.html", "tables/lamps.csv"):
        assert client.get(f"/runs/{job.pk}/{name}").status_code == 404


def test_a_run_that_is_not_finished_has_nothing_to_take_home(
    client: Client, finished: Finish
) -> None:
    job = finished(Requester(visitor="somebody"), visibility=Visibility.PUBLIC)
    Job.objects.filter(pk=job.pk).update(status=Status.RUNNING)
    for name in ("crate.zip", "outcome.json", "page.html", "tables/lamps.csv"):
        assert client.get(f"/runs/{job.pk}/{name}").status_code == 404
    assert client.get(f"/runs/{job.pk}/log.txt").status_code == 200
