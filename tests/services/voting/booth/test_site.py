"""The booth as it is served: the same bytes for everybody, built from the sources, cut off."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client, RequestFactory

from citybricks.services.voting.booth.views import POLICY, SITE, TYPES, digests, serve

pytestmark = pytest.mark.xdist_group("booth")


def test_what_is_served_is_built_from_the_sources(node: Callable[..., str], tmp_path: Path) -> None:
    node("build.mjs", str(tmp_path))
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert built == {path.name: path.read_bytes() for path in SITE.iterdir()}


def test_the_parts_of_the_booth_work(node: Callable[..., str]) -> None:
    told = node("--test", "test/")
    assert re.search(r"^# pass [1-9]", told, re.MULTILINE)
    assert re.search(r"^# fail 0$", told, re.MULTILINE)


def test_every_file_has_the_digest_that_is_written_down() -> None:
    found = {name: hashlib.sha256((SITE / name).read_bytes()).hexdigest() for name in digests()}
    assert found == digests()
    assert {*digests(), "SHA256SUMS"} == set(TYPES) == {path.name for path in SITE.iterdir()}


@pytest.mark.parametrize("page", ["booth.html", "audit.html"])
def test_a_page_names_the_digest_of_its_script_and_has_nothing_inline(page: str) -> None:
    html = (SITE / page).read_text(encoding="utf-8")
    for name in ("booth.js", "booth.css"):
        digest = hashlib.sha256((SITE / name).read_bytes()).digest()
        assert f'integrity="sha256-{base64.b64encode(digest).decode()}"' in html
    assert digests()["booth.js"] in html
    assert POLICY in html
    assert "<style" not in html
    assert " style=" not in html
    assert not re.search(r"<script(?! src=)", html)
    assert not re.search(r"\son\w+=", html)


def test_the_script_keeps_nothing_and_reaches_nobody_else() -> None:
    script = (SITE / "booth.js").read_text(encoding="utf-8")
    own = script[script.index("// src/") :] if "// src/" in script else script
    for word in ("localStorage", "sessionStorage", "indexedDB", "document.cookie", "Math.random"):
        assert word not in own
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert word not in script
    hosts = set(re.findall(r"https?://([\w.-]+)", re.sub(r"(?m)^\s*(//|\*|/\*).*$", "", script)))
    assert hosts <= {"www.w3.org"}  # the name of SVG's namespace


@pytest.mark.django_db
def test_everybody_gets_the_same_bytes_without_cookies(client: Client) -> None:
    one = client.get("/voting/8VeyZKRHFXvUP9/booth/", headers={"accept-language": "zh"})
    other = client.get("/voting/anything/booth/", headers={"accept-language": "en"})
    assert one.content == other.content == (SITE / "booth.html").read_bytes()
    own = [{**answer.headers, "X-Request-ID": ""} for answer in (one, other)]
    assert own[0] == own[1]
    assert not one.cookies
    assert one["Content-Security-Policy"].startswith(POLICY)
    assert "Set-Cookie" not in one
    assert one["Referrer-Policy"] == "no-referrer"
    assert one["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("name", ["booth.js", "booth.css", "audit.html", "NOTICE", "SHA256SUMS"])
def test_a_file_of_the_booth_is_served(rf: RequestFactory, name: str) -> None:
    answer = serve(rf.get(f"/voting/x/booth/{name}"), "x", name)
    assert answer.content == (SITE / name).read_bytes()
    assert answer["Content-Type"] == TYPES[name]
    again = serve(rf.get("/", headers={"if-none-match": answer["ETag"]}), "x", name)
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_no_other_file_is_served(client: Client) -> None:
    for name in ("views.py", "..%2Fviews.py", "../views.py", "booth.map", "__init__.py"):
        assert client.get(f"/voting/x/booth/{name}").status_code == 404
    assert client.post("/voting/x/booth/").status_code == 405
