"""Pages of calls and proceedings: for everybody, on any screen, by day and by night."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.conftest import LANGUAGES, Open
from tests.browser.looks import is_for_everybody, keep_picture
from tests.live import Hub

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]
_MADE = """
from citybricks.network.gatherings.calls import demonstration as calls
from citybricks.network.gatherings.calls.domain.speakers import token_of
from citybricks.network.gatherings.calls.models import Call, Proposal, Review
from citybricks.network.gatherings.hosting.models import Gathering
from citybricks.network.gatherings.proceedings import demonstration as proceedings
from citybricks.network.gatherings.proceedings.models import Certificate, Declaration, Document
from citybricks.network.members.models import Member, User
from tests.network.gatherings import scene
from tests.network.gatherings.calls.calling import call_of, proposed
host = Member.objects.get(slug="shanghai")
described = scene.described(host, ["forum"], "open") | {"slug": "calls-2023"}
made = Gathering.objects.create(**described)
owner, officer = (User.objects.get(email=f"{one}@cities.example") for one in ("owner", "officer"))
scene.staffed(made, owner, owner)
scene.joined(made, officer, Member.objects.get(slug="tianjin"))
calls.build(made)
proceedings.build(made)
old = Call.objects.get(gathering=made, kind="talks")
call = call_of(made, "sessions")
proposal = proposed(call, officer)
review = Review.objects.create(proposal=proposal, reviewer=owner)
print(json.dumps({
    "slug": made.slug, "old": old.pk, "call": call.pk, "proposal": proposal.pk,
    "review": review.pk, "decided": Proposal.objects.filter(call=old).first().pk,
    "token": token_of(proposal.speakers.get()), "code": Certificate.objects.first().pk,
    "declaration": Declaration.objects.get(gathering=made).pk,
    "talk": Document.objects.first().paper_id,
}))
"""
PAGES = {
    "calls/": "owner",
    "calls/new/": "owner",
    "calls/{call}/": "visitor",
    "calls/{call}/propose/": "officer",
    "calls/{old}/propose/": "officer",
    "calls/{old}/proposals/": "owner",
    "calls/proposals/{proposal}/": "officer",
    "calls/proposals/{decided}/": "owner",
    "calls/reviews/": "owner",
    "calls/reviews/{review}/": "owner",
    "calls/speakers/{token}/": "visitor",
    "proceedings/": "visitor",
    "proceedings/talks/{talk}/": "visitor",
    "proceedings/talks/{talk}/edit/": "owner",
    "proceedings/declarations/new/": "owner",
    "proceedings/declarations/{declaration}/": "officer",
    "proceedings/declarations/{declaration}/edit/": "owner",
    "proceedings/certificates/": "owner",
    "proceedings/certificates/{code}/": "visitor",
}


@pytest.fixture(scope="module")
def forum(hub: Hub, sessions: dict[str, str]) -> dict[str, Any]:
    """A forum with calls and proceedings; the owner organises, the officer proposes."""
    del sessions
    found: dict[str, Any] = hub.python(_MADE)
    return found


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_calls_and_proceedings_is_for_everybody(
    open_browser: Open, forum: dict[str, Any], language: str, path: str
) -> None:
    page = open_browser(language, role=PAGES[path])
    page.goto(f"/gatherings/{forum['slug']}/{path.format(**forum)}")
    is_for_everybody(page, LANGUAGES[language])
    keep_picture(page, f"{re.sub('[^a-z]+', '-', path)}{language}")


def test_they_are_for_everybody_in_the_dark(open_browser: Open, forum: dict[str, Any]) -> None:
    page = open_browser("en", role="owner", color_scheme="dark")
    for path in ("calls/", "calls/{old}/proposals/", "proceedings/declarations/{declaration}/"):
        page.goto(f"/gatherings/{forum['slug']}/{path.format(**forum)}")
        is_for_everybody(page, "en")
