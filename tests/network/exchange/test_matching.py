"""What fits is found across languages, kept with its reasons, and told to both sides once."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from citybricks.methods.matching.matching import LeftOut, Matches
from citybricks.methods.matching.matching import Match as Found
from citybricks.methods.matching.structure import Reason, Wishes
from citybricks.network.content.text import Text
from citybricks.network.errands.domain.errands import run_due
from citybricks.network.exchange.domain import feedback, life, matching
from citybricks.network.exchange.models import Feedback, Listing, Match
from citybricks.network.exchange.vocabulary import Verdict
from citybricks.network.finding.models import Entry
from citybricks.network.notices.models import Notice
from tests.network.exchange.scene import Scene

PORT: dict[str, Any] = {
    "title": Text(language="zh-Hans", text="自动化集装箱码头"),
    "summary": Text(language="zh-Hans", text="无人驾驶的集装箱码头，由远程岸桥装卸。"),
    "description": Text(),
    "fields": ["ports-and-logistics"],
    "sdg": ["9.1"],
}
SEEKS_PORT: dict[str, Any] = {
    "side": "need",
    "title": Text(text="Automation of our container port"),
    "summary": Text(text="The port wants automated terminals with remote cranes for containers."),
    "description": Text(),
    "fields": ["ports-and-logistics"],
    "sdg": ["9.1"],
    "trl": None,
}


def found(key: str, score: float = 2.0) -> Found:
    """Return a match as the method gives it."""
    reasons = (Reason(kind="targets", arguments={"shared": ["9.1"]}),)
    return Found(
        key=key, score=score, components={"meaning": score}, features={"meaning": 4.0},
        reasons=reasons,
    )  # fmt: skip


def do_all() -> None:
    """Do every errand that is due, and those they owe."""
    while run_due():
        pass


def test_a_need_finds_the_offer_in_another_language_first_and_both_sides_are_told_once(
    scene: Scene,
) -> None:
    lamps, port = scene.listing(), scene.listing(**PORT)
    need = scene.listing(member=scene.turin, **SEEKS_PORT)
    do_all()
    first = need.matches.filter(other__startswith="offer:").order_by("rank").first()
    assert first is not None
    assert first.other == port.key
    assert first.components["meaning"] > 0
    assert {"targets", "fields"} <= {reason["kind"] for reason in first.reasons}
    assert need.key in set(port.matches.values_list("other", flat=True))
    told = Notice.objects.filter(kind="match.new", url=f"/exchange/{need.ulid}/matches/")
    assert set(told.values_list("person__name", flat=True)) == {"Outsider"}
    titles = [notice.arguments["other"]["text"] for notice in told]
    assert titles.count("自动化集装箱码头") == 1
    before = Notice.objects.count()
    matching.work_out(need.ulid)
    matching.work_out(port.ulid)
    do_all()
    assert Notice.objects.count() == before
    assert lamps.matches.count() <= 1


def test_what_is_found_again_keeps_the_time_it_was_first_seen(scene: Scene) -> None:
    need = scene.listing(side="need")
    assert matching.store(need, Matches(found=(found("offer:A"), found("brick:b")))) == [
        "offer:A",
        "brick:b",
    ]
    first = need.matches.get(other="offer:A").first_seen
    assert matching.store(need, Matches(found=(found("offer:A", 3.0),))) == []
    kept = need.matches.get()
    assert (kept.other, kept.score, kept.first_seen) == ("offer:A", 3.0, first)
    assert kept.reasons == [{"kind": "targets", "shared": ["9.1"]}]


def test_nothing_is_written_when_nothing_has_changed(scene: Scene) -> None:
    need = scene.listing(side="need")
    same = Matches(found=(found("offer:A"),))
    matching.store(need, same)
    matching.store(need, same)
    assert Match.history.count() == 1


def test_what_was_left_out_is_kept_with_its_reason_and_does_not_fit(scene: Scene) -> None:
    need = scene.listing(side="need")
    crowded = LeftOut(key="offer:B", reason=Reason(kind="owner", arguments={"owner": "turin"}))
    matching.store(need, Matches(found=(found("offer:A"),), left_out=(crowded,)))
    assert list(need.matches.values_list("other", "fits")) == [
        ("offer:A", True),
        ("offer:B", False),
    ]


def test_drafts_are_not_matched_and_what_is_taken_away_is_not_found(scene: Scene) -> None:
    draft, listing = scene.listing("draft"), scene.listing()
    assert not Entry.objects.filter(key=draft.key).exists()
    assert Entry.objects.filter(key=listing.key, gone=False).exists()
    life.act(listing, "archive", scene.people["officer"])
    assert Entry.objects.filter(key=listing.key, gone=True).exists()
    matching.work_out(listing.ulid)
    assert not listing.matches.exists()


def test_what_somebody_insists_on_leaves_others_out_and_says_why(scene: Scene) -> None:
    port = scene.listing(**PORT)
    need = scene.listing(member=scene.turin, **SEEKS_PORT)
    do_all()
    wanted = matching.wished(need, Wishes(countries=frozenset({"BR"})))
    assert [(match.other, match.fits) for match in wanted] == [(port.key, False)]
    client, address = scene.client("outsider"), f"/exchange/{need.ulid}/matches/"
    page = client.get(address, {"country": "Brazil"}).content.decode()
    assert "Asked for is Brazil; it is in China." in page
    assert "自动化集装箱码头" in page
    assert "Nothing meets all of this" in page
    wrong = client.get(address, {"country": "Atlantis"})
    assert wrong.status_code == 422
    assert "“Atlantis” is no country" in wrong.content.decode()


def test_the_page_shows_bars_reasons_and_languages(scene: Scene) -> None:
    scene.listing(**PORT)
    need = scene.listing(member=scene.turin, **SEEKS_PORT)
    do_all()
    page = scene.client("outsider").get(f"/exchange/{need.ulid}/matches/").content.decode()
    assert "Shared SDG targets: 9.1" in page
    assert "Shared fields: Ports, shipping and logistics" in page
    assert '<rect class="for"' in page
    assert 'lang="zh-Hans"' in page
    assert "Original shown: Chinese" in page
    assert "style=" not in page


def test_the_last_that_was_said_of_a_match_counts(scene: Scene) -> None:
    need = scene.listing(side="need")
    matching.store(need, Matches(found=(found("offer:A"),)))
    match, officer = need.matches.get(), scene.people["officer"]
    feedback.say(match, officer, Verdict.USEFUL)
    feedback.say(match, officer, Verdict.USELESS)
    assert feedback.said_by(officer, need) == {"offer:A": "useless"}
    kept = Feedback.objects.get()
    assert kept.features == {"meaning": 4.0}
    assert kept.history.count() == 2
    with pytest.raises(ValueError, match="done"):
        feedback.say(match, officer, Verdict.ACCEPTED)


def test_a_match_that_one_may_not_see_is_not_shown(scene: Scene) -> None:
    need = scene.listing(side="need")
    hidden = scene.listing("draft", member=scene.turin, title=Text(text="Secret"))
    matching.store(need, Matches(found=(found(hidden.key),)))
    page = scene.client("officer").get(f"/exchange/{need.ulid}/matches/").content.decode()
    assert "Secret" not in page


def test_published_for_the_first_time_it_is_matched_by_an_errand(scene: Scene) -> None:
    listing = scene.listing("checking")
    do_all()
    assert not Entry.objects.filter(key=listing.key).exists()
    life.act(listing, "approve", scene.people["secretariat"])
    assert Entry.objects.filter(key=listing.key).exists()
    assert Listing.objects.get().published <= timezone.now()


def test_who_is_shown_for_one_listing_again_and_again_counts_as_shown_often(scene: Scene) -> None:
    famous = scene.listing(member=scene.turin)
    several = [scene.listing() for _number in range(2)]
    needs = [scene.listing(side="need", member=scene.turin) for _number in range(3)]
    for need in needs:
        matching.store(need, Matches(found=(found(famous.key), found(several[0].key))))
    assert matching.shown_lately() == {"turin": round(10 * 3 / 4), "shanghai": round(10 * 3 / 2)}
