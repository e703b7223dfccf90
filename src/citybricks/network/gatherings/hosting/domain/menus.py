"""Tabs of a gathering, added by the apps that have pages for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from citybricks.network.gatherings.hosting.models import Gathering


@dataclass(frozen=True, slots=True)
class Tab:
    """A page that a gathering's menu leads to.

    Parameters
    ----------
    name
        By which pages say that they belong to it.
    title
        What readers see; a lazy translation.
    url_name
        Of an address that takes the gathering's ``slug``.
    part
        Shown where the gathering has it: ``fair``, ``forum``, ``expo``; empty: everywhere.
    order
        Smaller ones come first.
    shown
        Asked with the gathering and who looks, where not everybody is shown it.
    """

    name: str
    title: Any
    url_name: str
    part: str = ""
    order: int = 50
    shown: Callable[[Gathering, Any], bool] | None = None


_tabs: list[Tab] = []


def add(tab: Tab) -> None:
    """Have a page in the menu of gatherings; called when an app starts."""
    _tabs[:] = sorted([*(one for one in _tabs if one.name != tab.name), tab], key=lambda t: t.order)


def tabs(gathering: Gathering, user: Any, part: str = "") -> list[dict[str, Any]]:
    """Return the tabs that somebody is shown: name, title and address.

    Parameters
    ----------
    part
        Only those of this part of the gathering; empty for all.
    """
    return [
        {"name": tab.name, "title": tab.title, "url": reverse(tab.url_name, args=[gathering.slug])}
        for tab in _tabs
        if (not tab.part or gathering.has(tab.part))
        and part in ("", tab.part)
        and (tab.shown is None or tab.shown(gathering, user))
    ]
