"""Files the browser loads, and what is embedded in saved pages."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
"""What the hub serves as static files: ``views.css``, ``map.js``, ``moving.js``, ``chart.js``."""


def stylesheet() -> str:
    """Return the styles of a page that stands alone: the colours of the hub and ``views.css``."""
    return "\n".join((FOLDER / name).read_text("utf-8") for name in ("tokens.css", "views.css"))


def vega_bundle() -> str:
    """Return the script that defines ``window.vegaEmbed``, with Vega and Vega-Lite in it.

    Takes a second to make and is the same until vl-convert is upgraded: keep it on disk.
    """
    import vl_convert

    script: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    # Its short names would otherwise be global, and Leaflet's `L` would be lost.
    return f"(() => {{\n{script}\n}})();\n"
