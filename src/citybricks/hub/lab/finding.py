"""Bricks as things to be found beside members, offers and needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from citybricks.faces.form import fields, leaves
from citybricks.hub.lab.catalogue import entry_of
from citybricks.hub.lab.signature import outputs
from citybricks.kernel.brick import Brick
from citybricks.kernel.registry import all_bricks
from citybricks.kernel.translation import LANGUAGES
from citybricks.methods.matching.documents import Document, Facets, Item
from citybricks.network.content.text import Text
from citybricks.network.finding.domain import entries


def put_bricks() -> None:
    """Let every brick of the registry be found, and those that are no more, not."""
    bricks = all_bricks()
    for brick in bricks.values():
        _put(brick)
    entries.drop_others("brick", {f"brick:{name}" for name in bricks})


def _said(brick: Brick[..., Any], language: str) -> Iterator[str]:
    """Yield what a brick says of its inputs and its outcome."""
    for given in leaves(fields(brick, language)):
        yield f"{given.label}: {given.description}"
    for made in outputs(brick, language):
        yield f"{made.label}: {made.description}"


def _types(brick: Brick[..., Any]) -> frozenset[str]:
    """Return what kind of exchange a brick is; one that only serves others is none."""
    return frozenset({"technology"} if brick.theme else ())


def _put(brick: Brick[..., Any]) -> None:
    shown = {language: entry_of(brick, language) for language in LANGUAGES}
    english = shown["en"]
    chinese = {tag.replace("-", "_"): entry for tag, entry in shown.items() if tag != "en"}
    documents = tuple(
        Document(
            key=f"brick:{brick.id}/{language}",
            language=language,
            title=entry.title,
            summary=entry.summary,
            body="\n".join([entry.users, entry.city, *_said(brick, language)]),
        )
        for language, entry in shown.items()
    )
    entries.put(
        Item(
            key=f"brick:{brick.id}",
            kind="brick",
            owner="",
            documents=documents,
            facets=Facets(targets=frozenset(brick.sdg), types=_types(brick)),
        ),
        url=reverse("brick", args=[brick.id]),
        title=Text.of("en", english.title, **{tag: each.title for tag, each in chinese.items()}),
        summary=Text.of(
            "en", english.summary, **{tag: each.summary for tag, each in chinese.items()}
        ),
    )
