"""Who sees a run, from one browser to another."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Open
from tests.live import Hub

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]

_HISTORY = """
from citybricks.hub.jobs.models import Job
changes = Job.objects.get(pk=sys.argv[1]).history.order_by("history_id")
print(json.dumps([[one.visibility, str(one.history_user or "")] for one in changes]))
"""


def run_of(page: Page, steps: int, visibility: str = "private") -> str:
    """Run the quick brick and return the address of its page."""
    page.goto("/bricks/slow-count/try/")
    page.fill("[name=steps]", str(steps))
    page.check(f"[name=visibility][value={visibility}]")
    page.click(".form-actions button")
    expect(page.locator(".outcome")).to_be_visible(timeout=30_000)
    return page.url


def status(page: Page, url: str) -> int:
    answer = page.goto(url)
    assert answer
    return answer.status


def test_a_visitors_run_is_their_browsers_until_they_share_it(
    open_browser: Open, language: str
) -> None:
    mine, other = open_browser(language), open_browser(language)
    url = run_of(mine, 11)
    assert status(other, url) == 404
    assert status(other, f"{url}outcome.json") == 404
    other.goto("/runs/?of=public")
    assert url not in other.content()
    mine.select_option("#visibility", "public")
    mine.click(".share button")
    expect(mine.locator(".run-meta .icon use")).to_have_attribute("href", "#i-globe")
    assert status(other, url) == 200
    expect(other.locator(".outcome")).to_be_visible()
    expect(other.locator(".share")).to_have_count(0)  # seen, not changed
    mine.select_option("#visibility", "private")
    mine.click(".share button")
    expect(mine.locator(".run-meta .icon use")).to_have_attribute("href", "#i-lock")
    assert status(other, url) == 404


def test_a_members_run_is_seen_by_who_acts_for_it(open_browser: Open, hub: Hub) -> None:
    owner = open_browser("en", role="owner")
    url = run_of(owner, 12, "member")
    officer, outsider = (open_browser("zh-CN", role=role) for role in ("officer", "outsider"))
    assert status(officer, url) == 200
    officer.goto("/runs/?of=member")
    expect(officer.locator("table.list")).to_contain_text("天津")
    assert status(outsider, url) == 404
    owner.select_option("#visibility", "private")
    owner.click(".share button")
    expect(owner.locator(".run-meta .icon use").last).to_have_attribute("href", "#i-lock")
    assert status(officer, url) == 404
    history = hub.python(_HISTORY, url.rstrip("/").rpartition("/")[2])
    assert history[-1] == ["private", "Owner"]
    assert ["member", "Owner"] in history


def test_a_run_is_deleted(open_browser: Open, language: str) -> None:
    page = open_browser(language)
    url = run_of(page, 13 if language == "en" else 14)
    page.click("details.delete summary")
    page.click("details.delete button")
    expect(page.locator(".notices")).to_be_visible()
    assert status(page, url) == 404


def test_people_sign_in_and_out(open_browser: Open, language: str) -> None:
    page = open_browser(language)
    page.goto("/member/me/")  # which needs an account
    page.fill("[name=login]", "owner@cities.example")
    page.fill("[name=password]", PASSWORD)
    page.click(".entrance button.primary")
    expect(page.locator(".account").last).to_contain_text("Owner")
    expect(page.locator("h1")).to_have_text({"zh-CN": "我的账号", "en": "My account"}[language])
    page.fill(f"#{page.locator('form [name=name]').first.get_attribute('id')}", "Owner")
    page.locator(".account-page form button.primary").first.click()
    expect(page.locator(".notices")).to_be_visible()
    page.locator("form[action$='/logout/'] button").click()
    expect(page.locator(".account").last).not_to_contain_text("Owner")


def test_a_token_is_issued_and_revoked(open_browser: Open) -> None:
    page = open_browser("en", role="officer")
    page.goto("/member/me/")
    form = page.locator("form[action$='/tokens/']")
    form.locator("input[name=name]").fill("weather robot")
    form.locator("button").click()
    expect(page.locator(".secret")).to_contain_text("cb_")
    page.click("text=Done")
    page.click("text=Revoke")
    expect(page.locator(".notices")).to_be_visible()
    expect(page.locator("text=weather robot")).to_have_count(0)
