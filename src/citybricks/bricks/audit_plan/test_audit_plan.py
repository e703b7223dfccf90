"""Audits that are asked for keep the risk they promise."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from citybricks import BrickError
from citybricks.bricks.audit_plan.brick import AuditPlan, audit_plan
from citybricks.kernel.translation import translator
from citybricks.views import page_of

EXAMPLE = json.loads((audit_plan.folder / "example.json").read_text("utf-8"))["inputs"]


def plan(ballots: int, margin: int, **more: Any) -> AuditPlan:
    return audit_plan.run({"ballots": ballots, "margin": margin, **more})


def test_nine_votes_of_1506_take_679_audits() -> None:
    outcome = audit_plan.run(EXAMPLE)
    assert (outcome.changed, outcome.audits) == (5, 679)
    assert outcome.escape == pytest.approx(100 * 0.99**5)


def test_one_percent_of_audits_finds_459_changed_ballots_at_one_percent_risk() -> None:
    assert plan(10_000, 918, risk=1, audited=1).found == 459


@given(
    ballots=some.integers(1, 10**6),
    part=some.floats(0, 1),
    risk=some.floats(0.001, 50),
)
def test_the_audits_keep_the_risk(ballots: int, part: float, risk: float) -> None:
    outcome = plan(ballots, int(ballots * part), risk=risk)
    audited = outcome.audits / ballots
    assert 100 * (1 - audited) ** outcome.changed <= risk * 1.001 or outcome.audits == ballots
    assert 1 <= outcome.audits <= ballots


def test_a_larger_margin_never_takes_more_audits() -> None:
    rows = plan(50_000, 777).margins.frame
    assert 777 in rows["margin"].tolist()
    assert rows["audits"].is_monotonic_decreasing
    assert rows["margin"].is_monotonic_increasing


def test_curves_fall_and_end_where_nothing_escapes() -> None:
    for _, curve in plan(5_000, 100).curve.frame.groupby("audited"):
        assert curve["escape"].is_monotonic_decreasing
        assert curve["changed"].is_monotonic_increasing
        assert (curve["escape"].iloc[:-1] > 0).all()


def test_without_audits_nothing_is_found() -> None:
    outcome = plan(1_000, 10, audited=0)
    assert outcome.found is None
    assert outcome.escape == 100


def test_a_margin_beyond_the_ballots_is_refused() -> None:
    with pytest.raises(BrickError, match="11 votes are more than the 10 ballots") as caught:
        plan(10, 11)
    assert caught.value.input == "margin"


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_close_vote_is_said_to_be_close(language: str) -> None:
    words = translator(language, *audit_plan.texts)
    said = words(
        "The vote is so close that more than one voter in ten would have to audit. Ask"
        " observers to audit as well, or agree before the vote on a margin below which it is"
        " held again."
    )
    close, clear = (
        page_of(audit_plan, plan(1_506, margin)).html(words, language) for margin in (9, 900)
    )
    assert said in close
    assert said not in clear
