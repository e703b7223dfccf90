"""The cooperation itself, from the application of a city to the answer to another's interest."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Open
from tests.browser.looks import findings, overflowing
from tests.live import Hub

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

_SIGN_UP = f"""
from allauth.account.models import EmailAddress
from citybricks.network.members.models import User
email, name = sys.argv[1:]
user = User.objects.create_user(email, password={PASSWORD!r}, name=name)
EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
print(json.dumps(user.pk))
"""
PATIENCE = 300.0
"""Seconds until a match has to be there; the founding network is compared first."""


@dataclass(frozen=True)
class Words:
    """What somebody writes about an offer or a need."""

    language: str
    title: str
    title_zh: str
    title_en: str
    summary: str
    description: str


@dataclass(frozen=True)
class Story:
    """A city that joins with something to offer, and who needs that."""

    reader: str
    width: int
    typed: str
    city: str
    name: str
    email: str
    offer: Words
    need: Words


PORTO = Story(
    reader="zh-CN",
    width=320,
    typed="Porto",
    city="Porto, 葡萄牙",
    name="Inês Carvalho",
    email="ines@porto.example",
    offer=Words(
        language="pt",
        title="Deteção acústica de fugas na rede de água",
        title_zh="供水管网漏损声学检测",
        title_en="Acoustic detection of leaks in the water network",
        summary="Sensores acústicos nas condutas encontram fugas de água antes de a rua ceder; "
        "as perdas da rede desceram de 54 para 14 por cento.",
        description="Os sensores escutam as condutas durante a noite, quando a cidade dorme. Um "
        "modelo distingue a fuga do ruído do tráfego e indica às equipas o troço a reparar.",
    ),
    need=Words(
        language="zh-Hans",
        title="降低老城区供水管网的漏损",
        title_zh="",
        title_en="Fewer leaks in the water mains of old quarters",
        summary="老城区供水管道老化,夜间漏水难以发现,希望找到能及时定位漏点的传感器和方法。",
        description="我们的供水管网有一半已使用四十年以上。需要在路面塌陷之前发现漏水,并告诉维修队先修哪一段。",
    ),
)
SAPPORO = Story(
    reader="en",
    width=1280,
    typed="札幌",
    city="Sapporo, Japan",
    name="佐藤 遥",
    email="haruka@sapporo.example",
    offer=Words(
        language="ja",
        title="除雪車の経路を最適化する仕組み",
        title_zh="优化除雪车路线的系统",
        title_en="Routing of snow ploughs",
        summary="積雪の予測と除雪車の位置から、夜明け前に通学路と病院への道を先に除雪する経路を決めます。",
        description="市内一千台の除雪車の位置と気象予測を使い、毎晩経路を計算します。"
        "除雪の時間は二割短くなりました。",
    ),
    need=Words(
        language="en",
        title="Clearing snow from streets before the morning",
        title_zh="在早晨之前清除街道积雪",
        title_en="",
        summary="After heavy snow our ploughs start late and take poor routes; we look for a way "
        "to decide each night which streets are cleared first.",
        description="Schools and hospitals must be reached by seven. Ploughs are sent by "
        "experience today; we want routes planned from the forecast of snow.",
    ),
)


def works_here(page: Page, width: int) -> None:
    """Check that a page of the journey can be used by everybody on its screen."""
    page.wait_for_load_state()
    assert findings(page) == [], page.url
    assert overflowing(page) == [], f"{page.url} is wider than {width} pixels"


def sign_in(page: Page, email: str) -> None:
    page.goto("/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.click(".entrance button.primary")
    expect(page.locator(".entrance")).to_have_count(0)


def apply(page: Page, story: Story) -> str:
    """Apply for a city and return the address of the application."""
    page.goto("/members/")
    page.click("a[href$='/members/apply/']")
    page.wait_for_url("**/members/apply/")  # with its scripts
    page.fill("[name=typed]", story.typed)
    city = page.locator("#cities label", has_text=story.city)
    city.first.click()
    works_here(page, story.width)
    page.fill("[name=office]", "International Relations")
    page.fill("[name=message]", "We would like to share what we have learnt.")
    page.click("button[value=send]")
    expect(page.locator(".status.state-sent")).to_be_visible()
    works_here(page, story.width)
    return page.url


def accept(desk: Page, application: str) -> None:
    """Review and accept an application, coming from the notice of it."""
    desk.goto("/notices/")
    notice = desk.locator(".told a").first
    notice.click()
    expect(desk).to_have_url(application)
    desk.click("button[value=review]")
    expect(desk.locator(".status.state-in-review")).to_be_visible()
    desk.click("button[value=accept]")
    expect(desk.locator(".status.state-accepted")).to_be_visible()


def write(page: Page, side: str, words: Words, width: int) -> str:
    """Keep an offer or a need as a draft, send it to the check, and return its address."""
    page.goto(f"/exchange/new/?side={side}")
    works_here(page, width)
    form = page.locator(".listing-form")
    form.locator("[name=type]").select_option("technology")
    form.locator("[name=language]").select_option(words.language)
    for name in ("title", "title_zh", "title_en", "summary", "description"):
        form.locator(f"[name={name}]").fill(getattr(words, name))
    page.click("button[value=keep]")
    expect(page.locator(".status.state-draft").first).to_be_visible()
    works_here(page, width)
    url = page.url
    page.click(".inside button[value=submit]")  # which says what is missing
    works_here(page, width)
    page.goto(f"{url}edit/")
    page.fill("[name=trl]", "8")
    page.check("[name=partnerships][value=experience]")
    page.check("[name=fields_] >> nth=0")
    page.click("button[value=submit]")
    expect(page.locator(".status.state-checking").first).to_be_visible()
    return url


def publish(desk: Page, title: str) -> None:
    """Publish what waits for the quality check."""
    desk.goto("/exchange/checks/")
    row = desk.locator(".check-row", has_text=title)
    row.locator("button[value=approve]").click()
    expect(row).to_have_count(0)


def waited_for(page: Page, url: str, wanted: str) -> None:
    """Ask for a page again and again until something is on it, then look at it."""
    until = time.monotonic() + PATIENCE
    while wanted not in page.request.get(url, max_retries=3).text():
        assert time.monotonic() < until, f"{url} does not come to show {wanted}"
        page.wait_for_timeout(2000)
    page.goto(url)


@pytest.mark.long
@pytest.mark.parametrize("story", [PORTO, SAPPORO], ids=["zh-320", "en-1280"])
def test_a_city_joins_offers_is_found_in_another_language_and_answers(
    open_browser: Open, hub: Hub, story: Story
) -> None:
    hub.python(_SIGN_UP, story.email, story.name)
    joining, seeking, desk = (
        open_browser(story.reader, role=role, width=story.width, height=800)
        for role in ("visitor", "administrator", "secretariat")
    )
    sign_in(joining, story.email)
    application = apply(joining, story)
    accept(desk, application)
    joining.goto("/notices/")
    joining.locator(".told a").first.click()
    expect(joining).to_have_url(application)
    expect(joining.locator("a.primary[href$='/edit/']")).to_be_visible()

    offer = write(joining, "offer", story.offer, story.width)
    publish(desk, story.offer.title_zh if story.reader == "zh-CN" else story.offer.title_en)
    need = write(seeking, "need", story.need, story.width)
    publish(desk, story.need.title)

    path = offer.removeprefix(hub.url)
    match = seeking.locator("#fitting ~ .match").filter(has=seeking.locator(f"a[href='{path}']"))
    waited_for(seeking, f"{need}matches/", f'href="{path}"')
    expect(match).to_have_count(1)  # among what is likely
    expect(match.locator(".reasons li").first).to_be_visible()
    expect(match.locator(f"[lang={story.offer.language}]").first).to_be_visible()  # as written
    works_here(seeking, story.width)

    match.locator("h3 a").click()
    seeking.click("a[href$='/interest/']")
    works_here(seeking, story.width)
    seeking.fill("[name=message]", "We would like to see it at work.")
    seeking.click("form.panel .button.primary")
    expect(seeking.locator(".note-box").first).to_be_visible()

    joining.goto("/notices/")
    works_here(joining, story.width)
    told = joining.locator(".told a")
    assert told.count() >= 3  # accepted, published, a match or an interest
    told.first.click()
    expect(joining).to_have_url(f"{hub.url}/exchange/interests/")
    works_here(joining, story.width)
    joining.click(".interest details summary")
    joining.fill("[name=answer]", "Come and see it.")
    joining.click("button[value=accept]")
    expect(joining.locator(".status.answer-accepted")).to_be_visible()

    seeking.goto("/notices/")
    seeking.locator(".told a").first.click()
    expect(seeking.locator(".interest .answer").first).to_contain_text("Come and see it.")
    works_here(seeking, story.width)
