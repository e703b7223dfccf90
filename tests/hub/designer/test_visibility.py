"""Who may see a design: the rule for one and the query for all of them are the same."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from citybricks.hub.designer.models import Design
from citybricks.hub.designer.pages.access import may
from citybricks.hub.designer.permissions import visible_to
from citybricks.hub.jobs.domain.acceptance import Requester
from citybricks.hub.jobs.models import Visibility
from tests.hub.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_query_and_the_rule_agree(cast: Cast) -> None:
    owners = [*cast.people.values(), None]
    designs = [
        Design.objects.create(owner=owner, member=member, visibility=visibility)
        for owner in owners
        for member in (cast.tianjin, cast.shanghai, None)
        for visibility in Visibility
    ]
    for person in cast.people.values():
        seen = set(visible_to(person).values_list("pk", flat=True))
        ruled = {one.pk for one in designs if person.has_perm("designs.see", one)}
        assert seen == ruled
    public = {one.pk for one in designs if one.visibility == Visibility.PUBLIC}
    assert set(visible_to(AnonymousUser()).values_list("pk", flat=True)) == public


def test_a_browser_sees_and_changes_its_own(cast: Cast) -> None:
    mine = Design.objects.create(visitor="one")
    assert list(visible_to(None, "one")) == [mine]
    assert list(visible_to(None, "two")) == []
    assert may(Requester(visitor="one"), "change", mine)
    assert not may(Requester(visitor="two"), "change", mine)
    assert not may(Requester(), "change", mine)
    owned = Design.objects.create(owner=cast.people["owner"], visitor="one")
    assert not may(Requester(visitor="one"), "change", owned)


@pytest.mark.parametrize(
    ("action", "who"),
    [
        ("change", {"owner", "secretariat"}),
        ("share", {"owner", "secretariat"}),
        ("delete", {"owner", "administrator", "secretariat"}),
    ],
)
def test_who_may_do_what(cast: Cast, action: str, who: set[str]) -> None:
    design = Design.objects.create(owner=cast.people["owner"], member=cast.tianjin)
    able = {role for role, user in cast.people.items() if may(Requester(user=user), action, design)}
    assert able == who
