"""Whatever is sent, the hub answers: it never breaks."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from citybricks.faces.form import fields, leaves
from citybricks.hub.jobs.models import Job, Status, Visibility
from citybricks.kernel.brick import Brick
from citybricks.kernel.registry import find
from tests.hub.data import CSV_LAMPS

BROKE = 500
BRICKS = ("count-lamps", "service-area", "solar-street")

texts = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "0", "-1", "1e999", "nan", "1" * 5_000, "\0", "{}", "[" * 5_000, "true", "５"]
    ),
)
contents = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [
            CSV_LAMPS.encode(),
            CSV_LAMPS.encode("utf-16"),
            b"",
            b"\xef\xbb\xbf",
            b'{"type": "FeatureCollection", "features": [{}]}',
            b'{"type": "FeatureCollection"}',
            b"[" * 5_000,
            b"PAR1" + b"\0" * 40 + b"PAR1",
            b"PK\x03\x04",
        ]
    ),
)
names = st.one_of(
    st.sampled_from(["a.csv", "a.geojson", "a.json", "a.parquet", "a.epw", "a.tsv", "a", ".csv"]),
    st.text(min_size=1, max_size=12),
)


def named(name: str, content: bytes) -> BytesIO:
    """Make a file that may be called anything."""
    file = BytesIO(content)
    file.name = name
    return file


uploads = st.builds(named, names, contents)


def paths(name: str) -> list[str]:
    return [one.path for one in leaves(fields(find(name)))]


@st.composite
def posts(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """Return what is posted to a form: its own fields, and others."""
    known = st.sampled_from([*paths(name), "visibility", "member", "csrfmiddlewaretoken"])
    keys = st.one_of(known, known.map(lambda path: f"{path}.kept"), st.text(max_size=12))
    return draw(st.dictionaries(keys, st.one_of(texts, uploads), max_size=6))


@pytest.fixture
def calm(client: Client, lamps: Brick[..., Any]) -> Client:
    """A browser that is shown what broke as a page."""
    client.raise_request_exception = False
    return client


fuzzed = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)


@pytest.mark.parametrize("name", BRICKS)
def test_a_form_takes_anything(db: None, calm: Client, name: str) -> None:
    @fuzzed
    @given(posts(name))
    def send(data: dict[str, Any]) -> None:
        with transaction.atomic():
            answer = calm.post(f"/bricks/{name}/try/", data)
            assert answer.status_code in (200, 302, 422, 429), answer.status_code
            transaction.set_rollback(True)

    send()


@pytest.mark.parametrize("name", BRICKS)
def test_a_field_takes_anything(db: None, calm: Client, name: str) -> None:
    field = st.one_of(st.sampled_from(paths(name)), st.text(max_size=10))

    @fuzzed
    @given(field, posts(name))
    def send(field: str, data: dict[str, Any]) -> None:
        answer = calm.post(f"/bricks/{name}/check/", data, query_params={"field": field})
        assert answer.status_code in (200, 404), answer.status_code

    send()


@fuzzed
@given(data=st.dictionaries(st.sampled_from(["visibility", "x"]), texts))
def test_sharing_takes_anything(db: None, calm: Client, data: dict[str, Any]) -> None:
    with transaction.atomic():
        calm.get("/")
        job = Job.objects.create(
            brick="count-lamps",
            version="1",
            key="0" * 32,
            status=Status.SUCCESSFUL,
            visibility=Visibility.PUBLIC,
        )
        for action in ("share", "dismiss", "delete"):
            answer = calm.post(f"/runs/{job.pk}/{action}/", data)
            assert answer.status_code in (302, 404), answer.status_code
        transaction.set_rollback(True)


queries = st.dictionaries(
    st.sampled_from(["q", "city", "theme", "goal", "page", "of", "from", "empty", "next"]),
    st.one_of(texts, st.sampled_from(["7", "mobility", "Shanghai", "(", "*", "公交"])),
    max_size=4,
)
addresses = st.sampled_from(
    ["/", "/runs/", "/bricks/count-lamps/try/", "/bricks/count-lamps/", "/account/login/"]
)


@fuzzed
@given(address=addresses, query=queries)
@example(address="/", query={"goal": "99"})
@example(address="/bricks/count-lamps/try/", query={"from": "not a number"})
def test_pages_take_any_query(db: None, calm: Client, address: str, query: dict[str, str]) -> None:
    assert calm.get(address, query).status_code in (200, 404)


@fuzzed
@given(
    st.sampled_from(["/bricks/{}/", "/kept/{}/", "/runs/{}/", "/member/{}/staff/", "/assets/{}"]),
    st.text(min_size=1, max_size=20),
)
def test_any_address_is_answered(db: None, calm: Client, address: str, part: str) -> None:
    answer = calm.get(address.format(quote(part, safe="", errors="replace")))
    assert answer.status_code in (200, 301, 302, 404), answer.status_code


@fuzzed
@given(
    language=st.text(alphabet=st.characters(exclude_characters="\r\n"), max_size=30),
    theme=st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=20),
)
def test_any_browser_is_answered(db: None, calm: Client, language: str, theme: str) -> None:
    calm.cookies["theme"] = theme
    calm.cookies["django_language"] = theme
    answer = calm.get("/style/", headers={"accept-language": language})
    assert answer.status_code == 200
    assert 'data-theme="' not in answer.text or theme in ("light", "dark")
