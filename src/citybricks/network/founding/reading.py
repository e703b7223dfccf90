"""Read the files of the founding network, and check that they hold together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from pydantic import RootModel, model_validator

from citybricks.network.founding.records import (
    Belonging,
    Entry,
    Fact,
    FocusField,
    Group,
    Member,
    Quote,
    Relation,
    Source,
)
from citybricks.types.model import Model

DATA = Path(__file__).parent / "data"


class Network(Model):
    """The founding network."""

    sources: tuple[Source, ...]
    fields: tuple[FocusField, ...]
    groups: tuple[Group, ...]
    members: tuple[Member, ...]
    relations: tuple[Relation, ...]
    offers: tuple[Entry, ...]
    needs: tuple[Entry, ...]

    @model_validator(mode="after")
    def _joined(self) -> Self:
        members = _unique("members", (member.slug for member in self.members))
        _unique("relations", (relation.slug for relation in self.relations))
        _unique("offers and needs", (entry.slug for entry in self.entries))
        _known("member", (slug for _, slug in _named(self)), members)
        sources = _unique("sources", (source.id for source in self.sources))
        _known("source", (quote.source for _, quote in self.quotes()), sources)
        fields = _unique("fields", (field.key for field in self.fields))
        _known("field", (key for member in self.members for key in member.fields), fields)
        _known("field", (key for entry in self.entries for key in entry.fields), fields)
        groups = _unique("groups", (group.key for group in self.groups))
        _known("group", (held.group for member in self.members for held in member.groups), groups)
        for side, entries in (("offer", self.offers), ("need", self.needs)):
            _known("side", (entry.side for entry in entries), {side})
        return self

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Offers, then needs."""
        return (*self.offers, *self.needs)

    def quotes(self) -> Iterator[tuple[str, Quote]]:
        """Yield every quoted sentence with the name of the record that rests on it."""
        for group in self.groups:
            yield from _quoted(group.key, group, *group.facts)
        for member in self.members:
            yield from _quoted(member.slug, member, *member.groups, *member.facts)
        for relation in self.relations:
            yield from _quoted(relation.slug, relation)
        for entry in self.entries:
            yield from _quoted(entry.slug, entry)


def _quoted(
    name: str, *records: Group | Member | Relation | Entry | Fact | Belonging
) -> Iterator[tuple[str, Quote]]:
    return ((name, quote) for record in records for quote in record.quotes)


def _named(network: Network) -> Iterator[tuple[str, str]]:
    """Yield each record that names a member, with the member."""
    for relation in network.relations:
        yield from ((relation.slug, slug) for slug in relation.members)
    for entry in network.entries:
        yield from ((entry.slug, slug) for slug in (entry.member, *entry.partners))
    for member in network.members:
        whole = (member.part_of,) if member.part_of else ()
        yield from ((member.slug, slug) for slug in (*whole, *member.laboratories))


def _unique(what: str, names: Iterable[str]) -> set[str]:
    counts = Counter(names)
    if twice := [name for name, count in counts.items() if count > 1]:
        raise ValueError(f"{what} that are there twice: {', '.join(twice)}")
    return set(counts)


def _known(what: str, names: Iterable[str], known: set[str]) -> None:
    if unknown := set(names) - known:
        raise ValueError(f"no {what} is called {', '.join(sorted(unknown))}")


def read(folder: Path = DATA) -> Network:
    """Read the founding network from the files of a folder.

    Raises
    ------
    pydantic.ValidationError
        When a file is not as described here, or a record names one that is not there.
    """
    parts = {
        name: RootModel[kind].model_validate_json((folder / f"{name}.json").read_bytes()).root  # type: ignore[valid-type]
        for name, kind in _FILES.items()
    }
    return Network(**parts)


_FILES = {name: field.annotation for name, field in Network.model_fields.items()}
