"""What speaks for and against a pair besides its words, and what somebody insists on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from citybricks.methods.matching.documents import Facets, Item, Kind
from citybricks.methods.matching.languages import primary

OPPOSITE: Mapping[Kind, frozenset[Kind]] = MappingProxyType(
    {
        "need": frozenset({"offer", "brick"}),
        "offer": frozenset({"need"}),
        "brick": frozenset({"need"}),
        "member": frozenset({"member"}),
    }
)
"""Which kinds of item may serve, or be served by, a kind."""
_MOST_SHARED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something fits or does not: a kind and its arguments, to be worded by who shows it."""

    kind: str
    arguments: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What somebody insists on; empty where everything is welcome.

    Parameters
    ----------
    kinds
        Kinds of item to be found; by default those that may serve the kind that seeks.
    types, targets, fields, partnerships, languages
        One of them must be among those of what is found.
    countries
        ISO 3166-1 alpha-2 codes; what is found must be in one of them.
    trl
        Least and greatest technology readiness level; ranges must overlap.
    """

    kinds: frozenset[Kind] = frozenset()
    types: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    partnerships: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    trl: tuple[int, int] | None = None


def refused(other: Item, wishes: Wishes) -> Reason | None:
    """Return which wish an item does not meet, or nothing where it meets all."""
    for name in ("types", "targets", "fields", "countries", "partnerships", "languages"):
        wished, has = getattr(wishes, name), getattr(other.facets, name)
        if name == "languages":
            wished, has = _primaries(wished), _primaries(has)
        if wished and not wished & has:
            return Reason(kind=name, arguments={"wished": sorted(wished), "has": sorted(has)})
    if wishes.trl and (other.facets.trl is None or _gap(wishes.trl, other.facets.trl)):
        return Reason(kind="trl", arguments={"wished": wishes.trl, "has": other.facets.trl})
    return None


def features(one: Facets, other: Facets) -> dict[str, float]:
    """Return what is alike about two items, by facet: from -1 (against) over 0 (not known) up."""
    found = {name: measure(one, other) for name, measure in _MEASURES.items()}
    return {name: value for name, value in found.items() if value}


def shared(one: Facets, other: Facets) -> list[Reason]:
    """Return what two items have in common."""
    both = {
        name: getattr(one, name) & getattr(other, name)
        for name in ("types", "targets", "fields", "partnerships")
    }
    both["languages"] = _primaries(one.languages) & _primaries(other.languages)
    both["regions"] = (one.regions & other.countries) | (other.regions & one.countries)
    reasons = [
        Reason(kind=name, arguments={"shared": sorted(values)})
        for name, values in both.items()
        if values
    ]
    if one.trl and other.trl and not _gap(one.trl, other.trl):
        reasons.append(Reason(kind="trl", arguments={"one": one.trl, "other": other.trl}))
    return reasons


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how many are shared, up to two; -1 where both are known and nothing is."""
    if not one or not other:
        return 0.0
    return float(min(len(one & other), _MOST_SHARED)) or -1.0


def _targets(one: Facets, other: Facets) -> float:
    """Return the overlap of targets; that of their goals counts half."""
    exact = _overlap(one.targets, other.targets)
    goals = _overlap(_goals(one.targets), _goals(other.targets))
    return exact if exact >= 0 else goals / 2


def _regions(one: Facets, other: Facets) -> float:
    """Return whether each is where the other seeks; the mean of those that say where."""
    asked = [(one.regions, other.countries), (other.regions, one.countries)]
    known = [1.0 if want & has else -1.0 for want, has in asked if want and has]
    return sum(known) / len(known) if known else 0.0


def _trl(one: Facets, other: Facets) -> float:
    """Return one for ranges that overlap, less by half for each level between them."""
    if not one.trl or not other.trl:
        return 0.0
    return max(1 - _gap(one.trl, other.trl) / 2, -2.0)


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, one[0] - other[1], other[0] - one[1])


def _goals(targets: Iterable[str]) -> frozenset[str]:
    return frozenset(target.split(".")[0] for target in targets)


def _primaries(tags: Iterable[str]) -> frozenset[str]:
    return frozenset(primary(tag) for tag in tags)


_MEASURES: dict[str, Callable[[Facets, Facets], float]] = {
    "types": lambda one, other: _overlap(one.types, other.types),
    "targets": _targets,
    "fields": lambda one, other: _overlap(one.fields, other.fields),
    "regions": _regions,
    "trl": _trl,
    "partnerships": lambda one, other: _overlap(one.partnerships, other.partnerships),
    "languages": lambda one, other: _overlap(
        _primaries(one.languages), _primaries(other.languages)
    ),
}
