"""A city with everything that is told of members, and people in every role."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from citybricks.network.content.text import Text
from citybricks.network.members.models import Fact, Member, Place, Relation, Staff, User
from tests.network.scene import Cast, people_of

ROLES = ("visitor", "outsider", "observer", "delegate", "officer", "admin", "secretariat")
"""Without account; of another member; four of one member; of the network's secretariat."""


@pytest.fixture
def macao(db: None) -> Member:
    """A city."""
    return Member.objects.create(
        slug="macao",
        names={"en": "Macao", "zh-Hans": "澳门", "zh-Hant": "澳門", "pt": "Macau"},
        geonames_id=1821274,
        country="MO",
        latitude=22.2,
        longitude=113.55,
        population=649335,
        population_year=2026,
        population_source="GeoNames",
        website="https://www.gov.mo",
        story=Text.of("en", "A platform of exchange.", zh_Hans="交流平台。"),
        fields=["health", "science-and-talent"],
        groups=["wicco", "lusophone"],
        languages=["zh-Hant", "pt"],
    )


@pytest.fixture
def university(macao: Member) -> Member:
    """An institute of the city."""
    return Member.objects.create(
        slug="university-of-macau",
        kind="institute",
        names={"en": "University of Macau", "zh-Hans": "澳门大学"},
        ror="01r4q9n85",
        country="MO",
        city=macao,
    )


@pytest.fixture
def profile(macao: Member, university: Member) -> Member:
    """The city with a fact, a laboratory and a relation."""
    said = {"source": "Shenzhen Daily", "quote_date": "2022-11"}
    label = Text.of("en", "Area", zh_Hans="面积")
    Fact.objects.create(member=macao, label=label, value=32, unit="km2", year=2022, **said)
    names = {"en": "Lunar Laboratory", "zh-Hans": "月球实验室"}
    Place.objects.create(member=macao, kind="laboratory", names=names, field="health", **said)
    told = Text.of("en", "Joint research", zh_Hans="联合研究")
    Relation.objects.create(a=macao, b=university, kind="cooperation", label=told, **said)
    return macao


@pytest.fixture
def people(macao: Member) -> dict[str, User]:
    """Somebody in every role but the visitor's."""
    turin = Member.objects.create(slug="turin", names={"en": "Turin"})
    posts = [(str(role.value), macao, role) for role in Staff.Role]
    return people_of(ROLES, [*posts, ("outsider", turin, Staff.Role.ADMIN)])


@pytest.fixture
def browser(people: dict[str, User]) -> Callable[[str], Client]:
    """The browser of somebody in a role."""
    return Cast(people).client
