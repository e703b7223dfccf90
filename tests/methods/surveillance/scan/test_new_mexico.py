"""Brain cancer in New Mexico, 1986 to 1989: a cluster in space and time."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from citybricks.methods.surveillance.scan import circles, poisson_scan


def test_los_alamos_and_santa_fe_are_found_for_four_years() -> None:
    folder = Path(os.environ.get("CITYBRICKS_DATA", "/nowhere")) / "health" / "scan"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here; CITYBRICKS_DATA says where the data folder is")
    told = pd.read_csv(folder / "NM_popcas_scanstatistics.csv")
    told = told[told["year"].between(1986, 1989)]
    cases = told.pivot_table(index="county", columns="year", values="count")
    people = told.pivot_table(index="county", columns="year", values="population")
    places = pd.read_csv(folder / "NM_geo_scanstatistics.csv").set_index("county").loc[cases.index]
    zones = circles(
        places[["seat_long", "seat_lat"]].to_numpy(), people[1989].to_numpy(), geographic=True
    )
    first = poisson_scan(cases.to_numpy(int), people.to_numpy(float), zones, most_times=4)[0]
    assert {cases.index[member] for member in first.members} == {"losalamos", "santafe"}
    assert first.days == 4
    assert first.p < 0.05
