"""How missing lamps look: which streets are dark, and where lamps would light them."""

from citybricks.bricks.missing_lamps.brick import MissingLamps
from citybricks.views import Card, Layer, Map, Page, Table


def show(outcome: MissingLamps) -> Page:
    """Show how much is lit, a map of dark and lit streets, and the lamps with the most to light."""
    return Page(
        Card(outcome.share, description="Length of street near a lamp or declared lit."),
        Card(outcome.dark_length, "Dark streets", unit="km"),
        Card(outcome.count, "Missing lamps", unit="{pole}"),
        *_nothing_missing(outcome),
        Map(
            Layer(outcome.places, "Missing lamps"),
            Layer(outcome.dark, "Dark streets"),
            Layer(outcome.lit, "Lit streets"),
            title="Dark streets and the lamps they miss",
        ),
        Table(outcome.places, "Missing lamps", folded=True),
        Table(outcome.dark, "Dark streets", folded=True),
        title="Missing lamps",
    )


def _nothing_missing(outcome: MissingLamps) -> list[Page]:
    if outcome.count:
        return []
    return [Page("Every street is lit; no lamp is missing.")]
