"""The forum of 2021 again: with its calls and the initiative it launched, each once."""

from __future__ import annotations

from datetime import date

import pytest

from citybricks.network.content.text import Text
from citybricks.network.gatherings.calls import demonstration as calls
from citybricks.network.gatherings.calls.models import Call, Proposal, Review
from citybricks.network.gatherings.hosting.models import Gathering
from citybricks.network.gatherings.proceedings import demonstration as proceedings
from citybricks.network.gatherings.proceedings.domain import declaring
from citybricks.network.gatherings.proceedings.models import Certificate, Declaration, Signature


@pytest.mark.long
def test_it_is_marked_and_nobody_is_said_to_have_signed(db: None) -> None:
    gathering = Gathering.objects.create(
        slug="forum-2021",
        title=Text.of("en", "Forum 2021", zh_Hans="论坛2021"),
        time_zone="Asia/Shanghai",
        first_day=date(2021, 11, 18),
        last_day=date(2021, 11, 19),
        parts=["forum"],
        state="open",
        demonstration=True,
    )
    for _again in range(2):
        calls.build(gathering, 7)
        proceedings.build(gathering, 7)
    assert Call.objects.filter(demonstration=True).count() == Call.objects.count() == 2
    assert not Proposal.objects.filter(demonstration=False).exists()
    assert Review.objects.filter(reviewer__is_active=True).count() == 0
    declaration = Declaration.objects.get()
    assert declaration.launched == date(2021, 11, 18)
    assert len(declaring.current(declaration).clauses) == 7
    assert not Signature.objects.exists()
    assert not Certificate.objects.filter(demonstration=False).exists()
