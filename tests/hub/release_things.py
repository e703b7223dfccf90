"""What addresses of releases are about, in the test that asks for every address.

In Tianjin the administrator is of the board of education; a week was released.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.services.schoolhealth.releases.domain import publishing
from citybricks.services.schoolhealth.releases.models import Release
from citybricks.services.schoolhealth.schools.models import City, Post
from citybricks.services.schoolhealth.schools.vocabulary import Role
from tests.hub.cast import Cast

PK = "01JD0000000000000000000002"
_OF_A_RELEASE = ("schoolhealth-release", "schoolhealth-release-file", "schoolhealth-api-release")
_OF_A_CITY = ("schoolhealth-release-desk", "schoolhealth-release-week")
_TABLE = {"rows": [], "syndromes": [], "cells": [], "least": 5, "width": 5}


def arguments(cast: Cast, name: str, _case: str) -> dict[str, Any] | None:
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    if name not in _OF_A_RELEASE + _OF_A_CITY:
        return None
    city = City.objects.create(slug="tianjin", names=Text.of("en", "Tianjin"))
    Post.objects.create(user=cast.people["administrator"], city=city, role=Role.BOARD)
    if name in _OF_A_RELEASE:
        Release.objects.create(
            pk=PK,
            city=city,
            kind="suppressed",
            week=date(2025, 11, 10),
            school_year=2025,
            table=_TABLE,
            as_of=timezone.now(),
        )
        return {"pk": PK} | ({"form": "csv"} if name.endswith("file") else {})
    if name.endswith("week"):
        return {"slug": "tianjin", "monday": publishing.weeks(city)[0]}
    return {"slug": "tianjin"}
