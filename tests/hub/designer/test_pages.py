"""The designer's pages: what they show, what their forms do, and that nothing sent breaks them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citybricks.hub.designer.domain.designs import change, undo
from citybricks.hub.designer.domain.refusal import RefusedError
from citybricks.hub.designer.models import Design, Trial
from citybricks.hub.designer.operations import OPERATIONS
from citybricks.hub.designer.pages.exchange import read_document
from citybricks.hub.jobs.models import Job, Status
from tests.hub.cast import Cast
from tests.hub.data import CSV_LAMPS, upload

Work = Callable[[], list[Job]]


def states(page: str) -> dict[str, str]:
    """Return how far the steps are, by name."""
    found = re.findall(r'class="state state-(\w+)" id="state-([^"]+)"', page)
    return {step: state for state, step in found}


def edit(client: Client, design: Design, **said: Any) -> str:
    """Send an edit and return the page after it."""
    answer = client.post(f"/designs/{design.pk}/edit/", said, follow=True)
    assert answer.status_code == 200
    design.refresh_from_db()
    return answer.content.decode()


def run(client: Client, design: Design, work: Work, to: str = "", **inputs: Any) -> str:
    """Run a design and return its page after that."""
    address = f"/designs/{design.pk}/run/" + (f"?to={to}" if to else "")
    answer = client.post(address, inputs or {"lamps": upload(CSV_LAMPS)})
    assert answer.status_code == 302, answer.content.decode()
    work()
    return client.get(f"/designs/{design.pk}/").content.decode()


def test_an_empty_design_says_what_to_do(client: Client) -> None:
    page = client.post("/designs/new/", follow=True).content.decode()
    assert "Start with a brick" in page
    assert 'id="add-count-lamps"' in page


def test_a_brick_is_found_in_both_languages(client: Client) -> None:
    address = client.post("/designs/new/").headers["Location"]
    page = client.get(address, {"pick": "", "q": "公交"}).content.decode()
    assert 'id="add-service-area"' in page
    assert 'id="add-count-lamps"' not in page


def test_what_is_missing_is_said_at_its_input(client: Client) -> None:
    address = client.post("/designs/new/").headers["Location"]
    design = Design.objects.get()
    page = edit(client, design, do="add", brick="count-lamps")
    assert "Is needed and was given nothing" in page
    assert "2 things are missing" in page  # and it returns nothing
    assert client.get(f"{address}run/").status_code == 302


def test_what_fits_is_joined_at_once(client: Client, drawn: Design) -> None:
    page = client.get(f"/designs/{drawn.pk}/", {"next": "count.lamps"}).content.decode()
    assert "Count lamps" not in page
    assert 'id="add-count-lamps-1"' in page
    edit(client, drawn, do="add", brick="count-lamps", which="next", end="count.lamps",
         way="lamps>lamps")  # fmt: skip
    assert drawn.content["steps"]["count-lamps"]["inputs"]["lamps"] == {
        "step": "count",
        "output": "lamps",
    }
    page = client.get(f"/designs/{drawn.pk}/", {"before": "count.lamps"}).content.decode()
    assert 'id="add-count-lamps-1"' in page
    edit(client, drawn, do="add", brick="count-lamps", which="before", end="count.lamps",
         way="lamps>lamps")  # fmt: skip
    assert drawn.content["steps"]["count"]["inputs"]["lamps"]["step"] == "count-lamps-2"


def test_only_what_fits_can_be_chosen(client: Client, drawn: Design) -> None:
    page = client.get(f"/designs/{drawn.pk}/", {"step": "enough"}).content.decode()
    options = re.findall(r'<option value="out:([^"]+)"', page)
    assert "count.hours" in options
    assert "count.lamps" not in options
    assert not [one for one in options if one.startswith("again")]  # that would be a circle
    assert 'value="own:lamps"' not in page
    page = client.get(f"/designs/{drawn.pk}/", {"step": "again"}).content.decode()
    assert 'value="own:lamps"' in page


def test_a_misfit_is_refused_in_words(client: Client, drawn: Design) -> None:
    page = edit(client, drawn, do="wire", **{"from": "count.lamps", "to": "enough.limit"})
    assert "not a number" in page
    assert drawn.content["steps"]["enough"]["inputs"]["limit"] == {"value": 10}


def test_a_wrong_constant_is_kept_and_said(client: Client, drawn: Design) -> None:
    page = edit(client, drawn, do="set", step="enough", input="limit", limit="far")
    assert drawn.content["steps"]["enough"]["inputs"]["limit"] == {"value": "far"}
    page = client.get(f"/designs/{drawn.pk}/", {"step": "enough"}).content.decode()
    assert "Must be a number, not" in page
    assert 'value="far"' in page


def test_a_table_becomes_part_of_a_blueprint(client: Client, drawn: Design) -> None:
    edit(client, drawn, do="set", step="count", input="lamps", lamps=upload(CSV_LAMPS))
    value = drawn.content["steps"]["count"]["inputs"]["lamps"]["value"]
    assert len(value["features"]) == 2
    page = client.get(f"/designs/{drawn.pk}/", {"step": "count"}).content.decode()
    assert "2 rows are part of the blueprint" in page
    rows = "".join(f"117.{n:06},39.1,30,LED\n" for n in range(5000))
    large = upload(f"longitude,latitude,watts,kind\n{rows}")
    page = edit(client, drawn, do="set", step="count", input="lamps", lamps=large)
    assert "256 kB" in page
    page = edit(client, drawn, do="set", step="count", input="lamps", lamps=upload("a,b\n1,2\n"))
    assert len(drawn.content["steps"]["count"]["inputs"]["lamps"]["value"]["features"]) == 2


def test_undo_goes_back_step_by_step(client: Client, drawn: Design) -> None:
    first = drawn.content
    edit(client, drawn, do="title", title="One", description="")
    second = drawn.content
    edit(client, drawn, do="remove", step="again")
    edit(client, drawn, do="undo")
    assert drawn.content == second
    edit(client, drawn, do="undo")
    assert drawn.content == first
    edit(client, drawn, do="undo")
    assert drawn.content == first
    edit(client, drawn, do="title", title="Two", description="")
    edit(client, drawn, do="undo")
    assert drawn.content == first


def test_only_stale_steps_run_again(client: Client, drawn: Design, work: Work) -> None:
    page = client.get(f"/designs/{drawn.pk}/").content.decode()
    assert set(states(page).values()) == {"never"}
    page = run(client, drawn, work)
    assert states(page) == {"count": "done", "enough": "done", "again": "done"}
    assert "Every step is up to date" in page
    edit(client, drawn, do="set", step="enough", input="limit", limit="11.5")
    page = client.get(f"/designs/{drawn.pk}/").content.decode()
    assert states(page) == {"count": "done", "enough": "stale", "again": "stale"}
    assert "2 of 3 steps would run again" in page
    page = run(client, drawn, work, again="1")
    assert states(page) == {"count": "done", "enough": "done", "again": "done"}
    steps = Trial.objects.first().job.steps
    assert {name: one["kept"] for name, one in steps.items()} == {
        "count": True,
        "enough": False,
        "again": False,
    }


def test_a_run_that_was_found_has_the_steps_of_the_one_found(
    client: Client, drawn: Design, work: Work
) -> None:
    run(client, drawn, work)
    page = run(client, drawn, work, again="1")
    found = Trial.objects.first().job
    assert found.steps
    assert all(step["kept"] for step in found.steps.values())
    assert "an equal run was found" in found.log
    assert set(states(page).values()) == {"done"}
    assert f"/designs/outcomes/{found.pk}/count/" in page
    assert client.get(f"/designs/outcomes/{found.pk}/count/").status_code == 200


def test_a_branch_is_up_to_date_when_what_it_chooses_is(
    client: Client, drawn: Design, work: Work
) -> None:
    edit(client, drawn, do="add", brick="choose")
    edit(client, drawn, do="wire", **{"from": "enough.holds", "to": "choose.condition"})
    edit(client, drawn, do="wire", **{"from": "count.share", "to": "choose.yes"})
    edit(client, drawn, do="wire", **{"from": "again.share", "to": "choose.no"})
    edit(client, drawn, do="return", **{"from": "choose.chosen", "name": "best"})
    edit(client, drawn, do="add", brick="compare", which="next", end="choose.chosen.value",
         way="")  # fmt: skip
    page = run(client, drawn, work)
    assert states(page)["choose"] == "done"
    edit(client, drawn, do="set", step="enough", input="limit", limit="12")
    page = client.get(f"/designs/{drawn.pk}/").content.decode()
    assert states(page)["choose"] == "stale"
    page = run(client, drawn, work, again="1")
    assert states(page)["choose"] == "done"
    edit(client, drawn, do="set", step="count", input="hours", hours="13")
    page = client.get(f"/designs/{drawn.pk}/").content.decode()
    assert set(states(page).values()) == {"stale"}


def test_a_brick_that_is_named_is_chosen_from_a_list(client: Client) -> None:
    client.post("/designs/new/")
    design = Design.objects.get()
    edit(client, design, do="add", brick="each")
    page = client.get(f"/designs/{design.pk}/", {"step": "each", "value": "brick"})
    assert '<option value="service-area">' in page.content.decode()
    edit(client, design, do="set", step="each", input="brick", brick="service-area")
    assert design.content["steps"]["each"]["inputs"]["brick"] == {"value": "service-area"}


def test_a_run_goes_up_to_a_step(client: Client, drawn: Design, work: Work) -> None:
    page = run(client, drawn, work, to="enough")
    assert states(page) == {"count": "done", "enough": "done", "again": "never"}
    assert Trial.objects.get().upto == "enough"


def test_while_it_runs_steps_wait(client: Client, drawn: Design) -> None:
    client.post(f"/designs/{drawn.pk}/run/", {"lamps": upload(CSV_LAMPS)})
    page = client.get(f"/designs/{drawn.pk}/progress/").content.decode()
    assert set(states(page).values()) == {"waiting"}
    assert "every 800ms" in page
    Job.objects.update(status=Status.RUNNING)
    page = client.get(f"/designs/{drawn.pk}/progress/").content.decode()
    assert states(page) == {"count": "running", "enough": "waiting", "again": "waiting"}


def test_a_failure_is_shown_at_its_step(client: Client, drawn: Design) -> None:
    client.post(f"/designs/{drawn.pk}/run/", {"lamps": upload(CSV_LAMPS)})
    problems = {"en": [{"input": "enough.limit", "message": "is too much"}]}
    Job.objects.update(status=Status.FAILED, problems=problems)
    page = client.get(f"/designs/{drawn.pk}/", {"step": "enough"}).content.decode()
    assert states(page)["enough"] == "failed"
    assert "is too much" in page


def test_nobody_learns_what_others_have_run(client: Client, drawn: Design, work: Work) -> None:
    run(client, drawn, work)
    Design.objects.update(visibility="public")
    other = Client(headers={"accept-language": "en"})
    page = other.get(f"/designs/{drawn.pk}/").content.decode()
    assert set(states(page).values()) == {"never"}
    page = run(other, drawn, work)
    assert set(states(page).values()) == {"done"}
    job = Trial.objects.first().job
    assert not any(one["kept"] for one in job.steps.values())


def test_what_a_step_yielded_is_shown_to_who_sees_the_run(
    client: Client, drawn: Design, work: Work
) -> None:
    run(client, drawn, work)
    job = Trial.objects.get().job
    page = client.get(f"/designs/outcomes/{job.pk}/count/")
    assert page.status_code == 200
    assert "Lamps with LED" in page.content.decode()
    assert client.get(f"/designs/outcomes/{job.pk}/nothing/").status_code == 404
    assert Client().get(f"/designs/outcomes/{job.pk}/count/").status_code == 404


def test_a_copy_is_the_readers_own(client: Client, drawn: Design) -> None:
    Design.objects.update(visibility="public")
    other = Client(headers={"accept-language": "en"})
    page = other.get(f"/designs/{drawn.pk}/").content.decode()
    assert not [one for one in re.findall(r'action="([^"]+)"', page) if "/edit/" in one]
    assert other.post(f"/designs/{drawn.pk}/edit/", {"do": "undo"}).status_code == 404
    other.post(f"/designs/{drawn.pk}/copy/")
    copy = Design.objects.get(copied_from=drawn)
    edit(other, copy, do="remove", step="again")
    drawn.refresh_from_db()
    assert "again" in drawn.content["steps"]
    assert "again" not in copy.content["steps"]


def test_lists_are_of_what_one_may_see(cast: Cast) -> None:
    owner = cast.people["owner"]
    for visibility in ("private", "member", "public"):
        Design.objects.create(
            title=f"{visibility} one", owner=owner, member=cast.tianjin, visibility=visibility
        )

    def listed(role: str, scope: str) -> set[str]:
        page = cast.client(role).get("/designs/", {"of": scope}).content.decode()
        return {name for name in ("private", "member", "public") if f"{name} one" in page}

    assert listed("owner", "mine") == {"private", "member", "public"}
    assert listed("officer", "member") == {"member", "public"}
    assert listed("officer", "mine") == set()
    assert listed("outsider", "network") == {"public"}
    assert listed("visitor", "network") == {"public"}


def test_a_design_comes_back_from_either_file(client: Client, drawn: Design) -> None:
    for name in ("blueprint.json", "process.json"):
        sent = client.get(f"/designs/{drawn.pk}/{name}")
        assert "attachment" in sent.headers["Content-Disposition"]
        again = read_document(sent.content.decode(), "en")
        assert again.json_document() == drawn.document.json_document()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing to read"),
        ("{", "no JSON"),
        ("[]", "must be"),
        ('{"steps": {"a": {}}}', "steps.a.brick"),
        ('{"inputs": {"class": {}}}', "cannot be the name"),
        ("[" * 100_000, "no JSON"),
        ('{"process": 3}', "process"),
    ],
)
def test_what_cannot_be_read_is_said(client: Client, text: str, said: str) -> None:
    answer = client.post("/designs/import/", {"text": text})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_draft_with_problems_is_brought_in(client: Client) -> None:
    steps = {"a": {"brick": "flying", "inputs": {"x": {"step": "gone", "output": "y"}}}}
    answer = client.post("/designs/import/", {"text": json.dumps({"steps": steps})}, follow=True)
    page = answer.content.decode()
    assert "There is no brick flying here" in page
    for panel in ("?step=a", "?next=a", "?before=a.x", "?input=q", "?about="):
        assert client.get(f"/designs/{Design.objects.get().pk}/{panel}").status_code == 200


def test_pages_speak_chinese(drawn: Design, client: Client) -> None:
    page = client.get(
        f"/designs/{drawn.pk}/", {"step": "enough"}, headers={"accept-language": "zh-CN"}
    ).content.decode()
    translation.deactivate()
    assert "它要求给出" in page
    assert "接下来能接什么" in page


def test_two_edits_at_once_are_both_made(drawn: Design) -> None:
    def titled(document: Any) -> Any:
        return document.model_copy(update={"title": "New"})

    change(drawn.pk, titled)
    assert undo(drawn.pk).title == "Enough light"


TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["count", "enough", "again", "count.lamps", "enough.limit", "lamps", "limit", "value",
         "count-lamps", "choose", "each", "compare", "lamps>lamps", "next", "before", "out:count.x",
         "own:lamps", "ask", "default", "nan", "1e999", "[" * 99, "\0", "9" * 5000, "{}", "."]
    ),
)  # fmt: skip
FIELDS = ("step", "input", "source", "from", "to", "brick", "way", "which", "end", "name", "title",
          "description", "panel", "limit", "lamps", "hours", "dimming.share", "steps")  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    do=st.sampled_from([*OPERATIONS, "undo", "else"]),
    said=st.dictionaries(st.sampled_from(FIELDS), TEXTS, max_size=8),
)
def test_whatever_is_sent_nothing_breaks(
    client: Client, drawn: Design, do: str, said: dict[str, str]
) -> None:
    answer = client.post(f"/designs/{drawn.pk}/edit/", {"do": do, **said})
    assert answer.status_code in (302, 400)
    if answer.status_code == 302:
        assert client.get(answer.headers["Location"]).status_code == 200


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["step", "next", "before", "input", "pick", "about", "value", "q", "at"]),
        TEXTS,
        max_size=4,
    )
)
def test_whatever_is_asked_for_is_shown(
    client: Client, drawn: Design, asked: dict[str, str]
) -> None:
    assert client.get(f"/designs/{drawn.pk}/", asked).status_code == 200


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "inputs", "steps", "outputs", "brick", "step", "output",
                             "value", "process", "a", "count-lamps", "lamps"]), inner, max_size=4),
        max_leaves=20,
    )
)  # fmt: skip
def test_whatever_is_brought_in_is_read_or_refused(content: Any) -> None:
    with suppress(RefusedError):
        read_document(json.dumps(content), "en")
