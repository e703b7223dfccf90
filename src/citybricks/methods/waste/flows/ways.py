"""Every way that waste may take through the facilities."""

from __future__ import annotations

from collections.abc import Iterator

from citybricks.methods.waste.flows.checking import blend
from citybricks.methods.waste.flows.network import Facility, Network, Path

DEEPEST = 3
"""Facilities that residue comes through at most."""
MOST = 20_000
"""Ways that are looked at."""
_NOTHING = 1e-9


class NowhereError(ValueError):
    """Something has nowhere to go.

    Parameters
    ----------
    path
        What it is: a stream, and facilities it has come through.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{' → '.join(path)} has nowhere to go")


def residue(network: Network, path: Path, place: Facility) -> float:
    """Return the share of what has come a path that a facility leaves."""
    return sum(
        share * place.outcomes[material].residue for material, share in blend(network, path).items()
    )


def ways(network: Network) -> Iterator[tuple[Path, str]]:
    """Yield every way from a stream or a residue to a facility that takes it."""
    goods: list[Path] = [(stream.id,) for stream in network.streams]
    count = 0
    while goods:
        path = goods.pop(0)
        places = [place for place in network.facilities if _goes(network, path, place)]
        if not places:
            raise NowhereError(path)
        for place in places:
            yield path, place.id
            count += 1
            if count > MOST:
                return
            if residue(network, path, place) > _NOTHING:
                goods.append((*path, place.id))


def _goes(network: Network, path: Path, place: Facility) -> bool:
    if len(path) == 1:
        stream = network.stream(path[0])
        return path[0] in place.accepts and stream.purity >= place.purity - _NOTHING
    last = len(path) > DEEPEST
    ends = place.process == "landfill"
    return place.takes_residue and place.id not in path and (ends or not last)
