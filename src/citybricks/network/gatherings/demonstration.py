"""Gatherings held again as a demonstration: a forum, a matching fair, an expo.

What is said of them is what published reports say, and no more; people, requests, proposals and
booths are generated from a seed, and every row says that it is a demonstration. Plans are made and
published by the same code that organisers use.

References
----------
.. [1] Yuna US News, 31 December 2021: World Innovative Cities Forum held in Shenzhen.
.. [2] China Daily (chinadaily.com.cn), 2023: Shanghai boosts friendship with global cities.
.. [3] Shenzhen Daily, November 2022: report of a visit to Macao, with the BEYOND expo of that year.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.models import Gathering, Post
from citybricks.network.members.models import Member

SEED = 2026


HELD = Path(__file__).with_suffix(".json")
"""What is held again: who holds it, when, where, what of it, and which apps fill it."""


def hold_all(*, look: str = "", tell: Callable[[str], object] = print) -> int:
    """Hold what is not there yet, and return how many that were.

    Parameters
    ----------
    look
        E-mail address of who is to be organiser of them; nobody when empty.
    tell
        Told what is done.

    Raises
    ------
    LookupError
        When nobody has that address.
    """
    organiser = _account(look) if look else None
    count = 0
    for held in json.loads(HELD.read_text(encoding="utf-8")):
        if not Gathering.objects.filter(slug=held["slug"]).exists():
            tell(held["title"]["en"])
            hold(held)
            count += 1
        if organiser is not None:
            gathering = Gathering.objects.get(slug=held["slug"])
            Post.objects.get_or_create(gathering=gathering, user=organiser, role="organiser")
    return count


def _account(email: str) -> Any:
    found = get_user_model().objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise LookupError(f"nobody with the address {email} has an account here")
    return found


@transaction.atomic
def hold(held: dict[str, Any], seed: int = SEED) -> Gathering:
    """Write a gathering and have its apps fill it; all of it or nothing."""
    named = ("slug", "time_zone", "first_day", "last_day", "attendance", "parts")
    made = Gathering(
        **{name: held[name] for name in named},
        **{name: _text(held[name]) for name in ("title", "summary", "venue")},
        host=Member.objects.filter(slug=held["host"]).first(),
        city=Member.objects.filter(slug=held["city"]).first(),
        languages=["zh-Hans", "en"],
        state=Gathering.State.OPEN,
        demonstration=True,
    )
    made.save()
    made.refresh_from_db()  # days as days
    for app in held["built_by"]:
        importlib.import_module(f"{__package__}.{app}.demonstration").build(made, seed)
    return made


def _text(said: dict[str, str]) -> Text:
    return Text(language="en", text=said["en"]).translated(
        "zh-Hans", said["zh-Hans"], by="secretariat"
    )
