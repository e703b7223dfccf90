"""Where steps stand: in the column after everything that they need."""

from __future__ import annotations

from citybricks.kernel.document import Document, FromStep


def columns(document: Document) -> list[list[str]]:
    """Return the steps column by column, in the order of the document within each.

    Steps that go round in a circle stand after what leads into the circle.
    """
    depths: dict[str, int] = {}
    for name in document.steps:
        _depth(document, name, depths, set())
    width = max(depths.values(), default=-1) + 1
    return [[name for name in document.steps if depths[name] == at] for at in range(width)]


def _depth(document: Document, step: str, depths: dict[str, int], on_the_way: set[str]) -> int:
    if step in depths:
        return depths[step]
    needs = [
        source.step
        for source in document.steps[step].inputs.values()
        if isinstance(source, FromStep) and source.step in document.steps
    ]
    ways = on_the_way | {step}
    found = [_depth(document, name, depths, ways) for name in needs if name not in ways]
    depths[step] = 1 + max(found, default=-1)
    return depths[step]
