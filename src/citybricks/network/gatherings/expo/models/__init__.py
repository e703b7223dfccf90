"""Rows of expos: halls and booths, what booths show, and what visitors do."""

from citybricks.network.gatherings.expo.models.booth import (
    MOST_CELLS,
    Booth,
    Hall,
    Placing,
    new_ulid,
)
from citybricks.network.gatherings.expo.models.showing import (
    Attendant,
    Captions,
    Document,
    Hours,
    Model3D,
    Picture,
    Tool,
    ToolFile,
    Video,
)
from citybricks.network.gatherings.expo.models.visiting import (
    Contact,
    Favourite,
    Presence,
    Tally,
    Trial,
)

__all__ = [
    "MOST_CELLS",
    "Attendant",
    "Booth",
    "Captions",
    "Contact",
    "Document",
    "Favourite",
    "Hall",
    "Hours",
    "Model3D",
    "Picture",
    "Placing",
    "Presence",
    "Tally",
    "Tool",
    "ToolFile",
    "Trial",
    "Video",
    "new_ulid",
]
