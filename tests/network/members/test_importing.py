"""The secretariat takes members over from a table, by pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from citybricks.network.intake.models import Upload
from citybricks.network.members.models import Member
from tests.network.members.macao import ROLES

pytestmark = pytest.mark.django_db

PAGE = "/members/import/"
GOOD = "kind,name:en,name:ja,geonames_id\ncity,Kobe,神戸市,1859171\n"
BAD = "kind,name:en,geonames_id,population\ncity,Macau,1821274,\ncity,Kobe,1859171,1500000\n"
Browser = Callable[[str], Client]


def send(client: Client, content: str | bytes, name: str = "members.csv") -> str:
    """Send a table, and return where it is looked at."""
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    answer = client.post(PAGE, {"table": file})
    assert answer.status_code == 302
    return str(answer["Location"])


@pytest.mark.parametrize("path", [PAGE, PAGE + "template.csv", PAGE + "nothing/"])
@pytest.mark.parametrize("role", ROLES)
def test_only_the_secretariat_has_these_pages(browser: Browser, role: str, path: str) -> None:
    expected = {"visitor": 302, "secretariat": 404 if "nothing" in path else 200}
    assert browser(role).get(path).status_code == expected.get(role, 404)
    if role not in expected:
        assert browser(role).post(PAGE).status_code == 404


def test_what_was_sent_is_its_senders_only(browser: Browser) -> None:
    path = send(browser("secretariat"), GOOD)
    assert browser("officer").get(path).status_code == 404
    assert browser("officer").post(path).status_code == 404
    assert browser("visitor").get(path)["Location"] == f"/account/login/?next={path}"


def test_a_table_is_looked_at_and_then_taken_over(browser: Browser) -> None:
    desk = browser("secretariat")
    path = send(desk, GOOD)
    page = desk.get(path).text
    assert "1 row fits" in page
    assert '<span lang="ja">神戸市</span>' in page
    assert not Member.objects.filter(slug="kobe").exists()
    answer = desk.post(path)
    assert (answer.status_code, answer["Location"]) == (302, "/members/")
    assert Member.objects.get(slug="kobe").names["ja"] == "神戸市"
    assert not Upload.objects.exists()
    assert desk.post(path).status_code == 404


def test_what_does_not_fit_is_shown_by_row_and_column_and_nothing_is_taken_over(
    browser: Browser,
) -> None:
    desk = browser("secretariat")
    path = send(desk, BAD)
    page = desk.get(path).text
    assert "2 values do not fit" in page
    assert 'href="/members/macao/"' in page
    assert "population_year" in page
    assert desk.post(path).status_code == 422
    assert not Member.objects.filter(slug="kobe").exists()


def test_what_was_sent_survives_a_change_of_language(browser: Browser) -> None:
    desk = browser("secretariat")
    path = send(desk, BAD)
    page = desk.get(path, headers={"Accept-Language": "zh-hans"}).text
    assert "macao" in page
    assert "2 values do not fit" not in page


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("members.csv", b"", "is empty"),
        ("members.pdf", b"%PDF", "CSV, XLSX and JSON-LD"),
        ("members.xlsx", b"no zip", "no workbook"),
        ("members.csv", b"kind,name:en\n" + b"x" * 20_000_001, "20 MB are allowed"),
    ],
)
def test_what_is_no_table_is_refused_and_nothing_is_kept(
    browser: Browser, name: str, content: bytes, said: str
) -> None:
    file = SimpleUploadedFile(name, content)
    answer = browser("secretariat").post(PAGE, {"table": file})
    assert answer.status_code == 422
    assert said in answer.text
    assert not Upload.objects.exists()


def test_no_file_is_asked_for(browser: Browser) -> None:
    answer = browser("secretariat").post(PAGE)
    assert answer.status_code == 422
    assert "Choose a file first" in answer.text


def test_a_table_in_gb18030_is_read(browser: Browser) -> None:
    desk = browser("secretariat")
    content = "kind,name:zh-Hans,slug,geonames_id\ncity,神户,kobe,1859171\n".encode("gb18030")
    assert "神户" in desk.get(send(desk, content)).text


def test_markup_in_a_table_is_shown_as_text(browser: Browser) -> None:
    desk = browser("secretariat")
    page = desk.get(send(desk, "kind,name:en\ncity,<script>alert(1)</script>\n")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
