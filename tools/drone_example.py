"""Make the example of the brick drone-delivery: a demo town, a dozen orders, a windy morning.

``python -m tools.drone_example`` writes it anew; equal code writes equal bytes.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import citybricks
from citybricks.methods.towns import making, writing, zones
from citybricks.methods.towns.orders import orders

PATH = Path(citybricks.__file__).parent / "bricks" / "drone_delivery" / "example.json"
START = datetime.fromisoformat("2026-11-24T09:00:00+09:00")
_SEED, _COUNT = 4, 12


def example() -> dict[str, Any]:
    """Return the example."""
    town = making.town(_SEED)
    areas = zones.zones(town)
    asked = orders(town, _COUNT, zones=areas)
    depot = writing.depot(town)
    depot["features"][0]["properties"] = {"id": "depot", "drones": 3}
    return {
        "title": "A dozen orders on a windy morning in a made-up town like Tsukuba",
        "source": "Made by tools/drone_example.py; nobody lives there",
        "licence": "CC0-1.0",
        "inputs": {
            "depots": depot,
            "orders": writing.orders(town, asked, START),
            "start": START.isoformat(),
            "objective": "waiting",
            "zones": writing.zones(town, areas),
            "time_zone": "Asia/Tokyo",
            "homes": writing.homes(town),
            "streets": writing.streets(town),
            "wind_from": 310.0,
            "wind_speed": 5.0,
            "ground_lowest": 18.0,
            "ground_highest": 32.0,
            "geoid": 40.0,
            "within": 15.0,
        },
    }


def written() -> str:
    """Return the example as the file has it."""
    return json.dumps(example(), ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    PATH.write_text(written(), encoding="utf-8")
