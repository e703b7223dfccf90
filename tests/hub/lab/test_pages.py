"""The lab's pages, asked for as browsers do."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client, override_settings

from citybricks.hub.jobs.domain.acceptance import Requester
from citybricks.hub.jobs.models import Job, Status, Visibility
from citybricks.hub.jobs.runs import store
from citybricks.hub.lab.forms import KEPT_SECONDS, Kept
from citybricks.kernel.brick import Brick, bricks
from citybricks.network.members.models import Staff
from citybricks.types.files import CSV, File
from tests.hub.cast import Cast
from tests.hub.data import CSV_LAMPS, upload
from tests.hub.lab.test_signature import brick_saying

Finish = Callable[..., Job]
TRY = "/bricks/count-lamps/try/"


@pytest.fixture
def client(db: None) -> Client:
    """A browser that asks for English."""
    return Client(headers={"accept-language": "en"})


def csrf_free(text: str) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "token", text)


# --- languages ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.5", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-Hans-SG", "zh-Hans"),
        ("en-GB,en;q=0.8", "en"),
        ("fr, zh;q=0.3", "zh-Hans"),
        ("fr", "en"),
        ("", "en"),
        ("*;q=0.x,,;", "en"),
    ],
)
def test_pages_are_in_the_language_the_browser_asks_for(
    db: None, asked: str, language: str
) -> None:
    for address in ("/", "/bricks/service-area/", "/runs/", "/style/", "/account/login/", "/gone/"):
        answer = Client(headers={"accept-language": asked}).get(address)
        assert f'<html lang="{language}"' in answer.text, address


def test_a_chosen_language_stays(client: Client) -> None:
    answer = client.post("/language/", {"language": "zh-hans", "next": "/runs/?of=public"})
    assert answer.headers["Location"] == "/runs/?of=public"
    assert '<html lang="zh-Hans"' in client.get("/").text


def test_the_language_switch_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


# --- front page --------------------------------------------------------------------------------


def test_a_query_that_makes_no_sense_is_an_empty_catalogue(client: Client) -> None:
    for query in (
        "goal=x",
        "goal=99",
        "goal=-1",
        "city=%00",
        "theme=zzz",
        "q=%F0%9F%92%A1",
        "q=((",
    ):
        answer = client.get(f"/?{query}")
        assert answer.status_code == 200, query
        assert answer.context["entries"] == []


def test_only_htmx_gets_a_part_of_the_front_page(client: Client) -> None:
    whole = client.get("/?q=lamp")
    part = client.get("/?q=lamp", headers={"HX-Request": "true"})
    restored = client.get(
        "/?q=lamp", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert "<html" in whole.text
    assert "<html" not in part.text
    assert "count-lamps" in part.text
    assert csrf_free(restored.text) == csrf_free(whole.text)
    # so that going back in the browser's history does not show the part
    assert "HX-Request" in part.headers["Vary"]
    assert "HX-Request" in whole.headers["Vary"]


# --- a brick's page and form -------------------------------------------------------------------


def test_a_brick_without_city_theme_and_sources_has_a_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = brick_saying("Bare.")
    monkeypatch.setitem(bricks, "bare", Brick("bare", "1.0.0", bare.function))
    for address in ("/bricks/bare/", "/bricks/bare/try/", "/"):
        assert "Bare" in client.get(address).text


@pytest.mark.parametrize("address", ["/bricks/nothing/", "/bricks/nothing/try/", "/bricks/a%00b/"])
def test_there_is_no_page_of_an_unknown_brick(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_form_is_filled_in_with_the_example_or_empty(client: Client) -> None:
    filled = client.get("/bricks/service-area/try/").text
    empty = client.get("/bricks/service-area/try/?empty").text
    assert filled.count('name="stops.kept"') == 1
    assert 'name="stops.kept"' not in empty
    assert 'value="500"' in empty  # defaults stand there all the same


def test_a_form_with_mistakes_comes_back_as_it_was(client: Client) -> None:
    data = {
        "lamps": upload(CSV_LAMPS),
        "hours": "-1",
        "note": '"><script>alert(1)</script>',
        "visibility": "public",
    }
    answer = client.post(TRY, data)
    assert answer.status_code == 422
    assert "lamps.csv" in answer.text
    assert "must be at least 0, not -1" in answer.text
    assert "<script>alert(1)" not in answer.text
    assert re.search(r'value="public"\s+checked', answer.text)
    assert Job.objects.count() == 0


def test_a_form_that_fits_starts_a_run(client: Client) -> None:
    answer = client.post(TRY, {"lamps": upload(CSV_LAMPS), "visibility": "nonsense"})
    job = Job.objects.get()
    assert answer.headers["Location"] == f"/runs/{job.pk}/"
    assert (job.status, job.visibility, job.owner) == (Status.ACCEPTED, Visibility.PRIVATE, None)
    assert client.get(answer.headers["Location"]).status_code == 200
    assert Client().get(answer.headers["Location"]).status_code == 404


def test_a_visitor_cannot_share_with_a_member(client: Client) -> None:
    client.post(TRY, {"lamps": upload(CSV_LAMPS), "visibility": "member"})
    assert Job.objects.get().visibility == Visibility.PRIVATE


def test_who_acts_for_two_members_says_for_which(cast: Cast) -> None:
    Staff.objects.create(user=cast.people["owner"], member=cast.shanghai)
    client = cast.client("owner")
    assert 'name="member"' in client.get(TRY).text
    client.post(TRY, {"lamps": upload(CSV_LAMPS), "member": "tianjin", "visibility": "member"})
    client.post(TRY, {"lamps": upload(CSV_LAMPS), "member": "beijing", "note": "another"})
    jobs = Job.objects.order_by("created")
    assert [job.member.slug for job in jobs if job.member] == ["tianjin", "shanghai"]


def test_the_quota_is_said_and_the_form_kept(client: Client) -> None:
    environment = settings.ENVIRONMENT.model_copy(update={"visitor_quota": 1})
    with override_settings(ENVIRONMENT=environment):
        client.post(TRY, {"lamps": upload(CSV_LAMPS)})
        answer = client.post(TRY, {"lamps": upload(CSV_LAMPS), "note": "one more"})
    assert answer.status_code == 429
    assert "1 unfinished runs are allowed at once" in answer.text
    assert "one more" in answer.text
    assert "lamps.csv" in answer.text


def test_a_run_can_be_changed_and_run_again(client: Client, finished: Finish) -> None:
    client.get(TRY)
    visitor = Requester(visitor="somebody")
    job = finished(visitor, visibility=Visibility.PUBLIC, hours=7.5, note="前")
    text = client.get(f"{TRY}?from={job.pk}").text
    assert 'value="7.5"' in text
    assert "前" in text
    assert text.count('name="readings.kept"') == 1


def test_the_inputs_of_a_run_that_is_not_theirs_fill_no_form(
    client: Client, finished: Finish
) -> None:
    job = finished(Requester(visitor="somebody"))
    other = finished(Requester(visitor="somebody"), visibility=Visibility.PUBLIC)
    for earlier in (job.pk, uuid.uuid4(), "x", "\0", "0"):
        assert client.get(TRY, {"from": earlier}).status_code == 404, earlier
    # nor those of another brick
    assert client.get("/bricks/service-area/try/", {"from": other.pk}).status_code == 404


def test_the_inputs_of_a_run_that_was_swept_fill_no_form(client: Client, finished: Finish) -> None:
    job = finished(Requester(visitor="somebody"), visibility=Visibility.PUBLIC)
    store().forget(job.key)
    assert client.get(TRY, {"from": job.pk}).status_code == 404
    page = client.get(f"/runs/{job.pk}/")
    assert page.status_code == 200
    assert "no longer in the run store" in page.text
    assert client.get(f"/runs/{job.pk}/crate.zip").status_code == 404


# --- a field checked in place ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("hours", "-1", "must be at least 0, not -1"),
        ("hours", "8", ""),
        ("dimming.share", "200", "must be at most 100, not 200"),
        ("steps", "1, x", "item 2"),
    ],
)
def test_a_field_is_checked_in_place(client: Client, field: str, value: str, said: str) -> None:
    answer = client.post(f"/bricks/count-lamps/check/?field={field}", {field: value})
    assert answer.status_code == 200
    assert ("aria-invalid" in answer.text) == bool(said)
    assert said in answer.text
    assert "lamps" not in re.sub(r"count-lamps|f-lamps", "", answer.text)  # of this field only


def test_an_upload_is_checked_and_kept_in_place(client: Client) -> None:
    address = "/bricks/count-lamps/check/?field=lamps"
    good = client.post(address, {"lamps": upload(CSV_LAMPS)})
    bad = client.post(address, {"lamps": upload(CSV_LAMPS.replace("30", "thirty"))})
    assert "can be read" in good.text
    assert "row 1 · watts" in bad.text
    assert "can be read" not in bad.text
    assert 'name="lamps.kept"' in bad.text


@pytest.mark.parametrize("field", ["", "nothing", "dimming", "dimming.nothing", "lamps.0", "\0"])
def test_only_fields_are_checked(client: Client, field: str) -> None:
    answer = client.post("/bricks/count-lamps/check/", query_params={"field": field})
    assert answer.status_code == (200 if field == "dimming" else 404)


# --- kept files --------------------------------------------------------------------------------


def test_a_kept_file_is_for_who_holds_its_token(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = Kept.keep(File(CSV_LAMPS.encode(), CSV, "路灯.csv")).token
    answer = client.get(f"/kept/{token}/")
    assert answer.content.decode() == CSV_LAMPS
    assert answer.headers["Content-Type"] == CSV
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"/kept/{token[:-1]}x/").status_code == 404
    assert client.get("/kept/forged/").status_code == 404
    assert client.get(f"/kept/{Kept('x', CSV, '0' * 32, 1).token}/").status_code == 404
    later = signing.time.time() + KEPT_SECONDS + 1
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert client.get(f"/kept/{token}/").status_code == 404


def test_a_kept_file_is_never_shown_as_a_page(client: Client) -> None:
    token = Kept.keep(File(b"<script>alert(1)</script>", ".html", "page.html")).token
    answer = client.get(f"/kept/{token}/")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")


# --- runs --------------------------------------------------------------------------------------


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
