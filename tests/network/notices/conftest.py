"""People to tell something."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext_lazy

from citybricks.network.members.models import User
from citybricks.network.notices.domain import wording


@pytest.fixture
def person(db: None) -> User:
    """Ana, who is told something."""
    return User.objects.create_user("ana@cities.example", name="Ana")


@pytest.fixture(autouse=True)
def trial(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of notice, for this test."""
    said = gettext_lazy("%(member)s wrote about “%(title)s”")
    monkeypatch.setitem(wording._wordings, "trial", said)
