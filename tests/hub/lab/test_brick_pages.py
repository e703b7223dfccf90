"""A brick's page and its form, asked for as browsers do."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

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


def test_what_may_be_chosen_is_named_in_the_readers_language(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    form = client.get("/bricks/ballot-count/try/").text
    assert '<option value="plurality" selected>相对多数</option>' in form
    assert "默认值：不裁定" in client.get("/bricks/ballot-count/").text


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


@pytest.mark.parametrize(("how", "says_what_is_wrong"), [("unchecked", False), ("checked", True)])
def test_a_form_can_be_shown_as_it_stands_and_starts_nothing(
    client: Client, how: str, says_what_is_wrong: bool
) -> None:
    sent = {"lamps": upload(CSV_LAMPS), "hours": "many", "only-show": how}
    page = client.post(TRY, sent)
    assert 'value="many"' in page.text
    assert "lamps.csv" in page.text
    assert ('id="wrong"' in page.text) == says_what_is_wrong
    client.post(TRY, {"lamps": upload(CSV_LAMPS), "only-show": how})
    assert not Job.objects.exists()


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
