"""Truths about running for many: rows keep their order, their columns and their problems."""

import base64
import json
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, box

from citybricks import BrickError
from citybricks.bricks.each.brick import Each, each
from citybricks.kernel.blueprint import Blueprint, draw
from citybricks.kernel.designed import designed
from citybricks.kernel.document import Document, document_of
from citybricks.kernel.execute import execute
from citybricks.kernel.registry import find
from citybricks.kernel.runner import Threads
from citybricks.kernel.store import Store
from citybricks.kernel.translation import translator
from citybricks.types import File, Table
from citybricks.types.cities import Cities, City
from citybricks.types.files import CSV, GEOJSON, PARQUET
from citybricks.views import page_of

COMPARE = find("compare")
ROWS: list[dict[str, Any]] = [
    {"city": "天津", "value": 3.0, "longitude": 117.2, "latitude": 39.1},
    {"city": "上海", "value": "warm", "longitude": 121.5, "latitude": 31.2},
    {"city": "深圳", "value": 9.5},
]
SHARED = {"relation": "<", "limit": 5.0}


def run(rows: Any = ROWS, **others: Any) -> Each:
    """Compare numbers, row by row."""
    return each.run({"brick": "compare", "rows": rows, "shared": SHARED} | others)


def test_each_row_has_what_its_own_run_would_have() -> None:
    results = run().results.frame
    assert results.city.tolist() == ["天津", "上海", "深圳"]
    for row in (0, 2):
        alone = COMPARE.run({"value": ROWS[row]["value"], **SHARED})
        assert results.holds[row] is alone.holds
        assert results.difference[row] == alone.difference


def test_a_row_that_cannot_be_run_stays_and_says_why() -> None:
    outcome = run()
    assert (outcome.done, outcome.failed) == (2, 1)
    assert outcome.results.frame.problem.tolist() == [
        "",
        "value: must be a number, not warm",
        "",
    ]
    assert outcome.problems.frame.row.tolist() == [2]
    assert pd.isna(outcome.results.frame.difference[1])


def test_rows_with_coordinates_are_on_the_map_and_others_are_not() -> None:
    outcome = run()
    assert outcome.places
    assert outcome.places.frame.city.tolist() == ["天津", "上海"]
    assert outcome.places.frame.geometry[0] == Point(117.2, 39.1)
    assert run([{"city": "天津", "value": 1.0}]).places is None


def test_numbers_come_with_units_and_indicators_with_their_goal() -> None:
    example = json.loads((find("service-area").folder / "example.json").read_text())["inputs"]
    files = [
        {"name": name, "media_type": GEOJSON, "content": encoded(json.dumps(example[name]))}
        for name in ("stops", "homes")
    ]
    rows = [
        {"city": "Porto Alegre", "stops": "stops", "homes": "homes", "radius": r}
        for r in (300, 500)
    ]
    outcome = each.run({"brick": "service-area", "rows": rows, "files": files})
    about = outcome.measures.frame.set_index("column")
    assert (about.unit["share"], about.sdg["share"]) == ("%", "11.2.1")
    assert outcome.drawn == "share"
    near, far = outcome.results.frame.share
    assert near < far
    assert far == find("service-area").run(example | {"radius": 500.0, "streets": None}).share.value


def encoded(text: str) -> str:
    """Return text in base64."""
    return base64.b64encode(text.encode()).decode()


def test_columns_called_alike_are_both_kept() -> None:
    outcome = run([{"value": 1.0, "holds": "a note", "problem": "none"}])
    assert outcome.results.frame.holds.tolist() == ["a note"]
    assert outcome.results.frame["outcome.holds"].tolist() == [True]
    assert outcome.results.frame.problem.tolist() == [""]


def test_a_file_that_is_not_there_is_a_problem_of_its_row() -> None:
    rows = [{"stops": "stops.csv", "homes": "homes.csv"}]
    outcome = each.run({"brick": "service-area", "rows": rows})
    assert outcome.failed == 1
    assert "names the file homes.csv" in outcome.results.frame.problem[0]


def test_a_file_that_is_not_in_base64_is_refused() -> None:
    with pytest.raises(BrickError) as caught:
        run(files=[{"name": "a.csv", "media_type": CSV, "content": "é"}])
    assert caught.value.input == "files.0.content"


@pytest.mark.parametrize(
    ("changes", "blamed"),
    [
        ({"brick": "no-such"}, "brick"),
        ({"shared": {"unit": "m"}}, "shared.unit"),
        ({"drawn": "colour"}, "drawn"),
    ],
)
def test_what_is_wrong_with_all_rows_is_said_once(changes: dict[str, Any], blamed: str) -> None:
    with pytest.raises(BrickError) as caught:
        run(**changes)
    assert caught.value.input == blamed


def test_what_to_draw_can_be_chosen() -> None:
    assert run().drawn == "difference"
    assert run(drawn="holds").drawn == "holds"


@pytest.mark.parametrize("media", [GEOJSON, PARQUET, CSV])
def test_places_are_rows_too(media: str) -> None:
    shapes = [Point(117.2, 39.1), box(121, 31, 122, 32)]
    frame = gpd.GeoDataFrame({"value": [1.0, 7.0]}, geometry=shapes, crs=4326)
    if media == PARQUET:
        content = bytes(_parquet(frame))
    elif media == GEOJSON:
        content = frame.to_json().encode()
    else:
        flat = pd.DataFrame(frame).assign(geometry=frame.geometry.to_wkt())
        content = flat.to_csv(index=False).encode()
    outcome = run(File(content, media))
    assert outcome.done == 2
    assert outcome.places
    assert outcome.places.frame.geometry.tolist() == [Point(117.2, 39.1), Point(121.5, 31.5)]


def _parquet(frame: gpd.GeoDataFrame) -> bytes:
    import io

    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    return buffer.getvalue()


def test_a_number_beyond_all_bounds_is_an_empty_cell() -> None:
    outcome = run([{"value": 1.0}, {"value": float("inf")}])
    assert outcome.results.frame.problem[1] == "value: is required and was not given"


@pytest.mark.parametrize(("language", "words"), [("en", "must be a number"), ("zh-Hans", "差值")])
def test_the_page_compares_in_the_readers_language(language: str, words: str) -> None:
    html = page_of(each, run()).document(translator(language, *each.texts), language)
    assert words in html
    assert html.count("<svg") >= 2


def test_threads_give_the_same_bytes(tmp_path: Any) -> None:
    inputs = each.inputs.model_validate(
        {"brick": "compare", "rows": [row | {"value": n / 7} for n in range(400) for row in ROWS],
         "shared": SHARED}
    )  # fmt: skip
    alone = execute(each, inputs, store=Store(tmp_path / "a"))
    spread_out = execute(each, inputs, store=Store(tmp_path / "b"), runner=Threads(2))
    assert alone.model_dump(mode="json") == spread_out.model_dump(mode="json")


def kept(cities: Cities, limit: float = 5.0) -> Each:
    """Hold the value of every city against a limit.

    Parameters
    ----------
    cities
        One row each.
    limit
        Of all of them.
    """
    return each("compare", cities, {"relation": "<", "limit": 5.0})


KEPT = Blueprint("kept", "1.0.0", kept)


def test_a_blueprint_is_drawn_with_its_rows_wired_and_gives_what_it_gives_when_called() -> None:
    (step,) = draw(KEPT).steps.values()
    assert step.brick is each
    assert {name: str(value) for name, value in step.given.items() if name != "shared"} == {
        "brick": "compare",
        "rows": "cities",
    }
    inputs = KEPT.inputs.model_validate({"cities": ROWS})
    drawn = execute(KEPT, inputs, runner=Threads(2))
    assert drawn.model_dump(mode="json") == KEPT.apply(inputs).model_dump(mode="json")


DRAWN = {
    "title": "Cities held against a limit",
    "inputs": {"cities": {}},
    "steps": {
        "all": {
            "brick": "each",
            "inputs": {
                "brick": {"value": "compare"},
                "rows": {"input": "cities"},
                "shared": {"value": SHARED},
            },
        }
    },
    "outputs": {"results": {"step": "all", "output": "results"},
                "failed": {"step": "all", "output": "failed"}},
}  # fmt: skip


def test_a_designed_blueprint_runs_a_brick_for_each_row() -> None:
    made = designed(Document.model_validate(DRAWN))
    outcome = made.run({"cities": ROWS})
    assert outcome.failed == 1
    assert outcome.results.frame.city.tolist() == ["天津", "上海", "深圳"]
    again = designed(
        Document.model_validate(document_of(made.graph, title=made.title).json_document())
    )
    assert again.run({"cities": ROWS}).results == outcome.results


def test_a_richer_table_fits_where_rows_are_asked_for() -> None:
    from citybricks.kernel.fitting import fits
    from citybricks.types import Features, Stop

    assert fits(Features[Stop], Cities)
    assert fits(Table[City], Cities)


def test_the_key_of_a_run_depends_on_the_brick_that_is_run(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from citybricks.kernel import store as stores

    inputs = each.inputs.model_validate({"brick": "compare", "rows": ROWS, "shared": SHARED})
    before = Store(tmp_path).accept(each, inputs)
    real = stores.code_digest
    monkeypatch.setattr(stores, "code_digest", lambda b: "other" if b is COMPARE else real(b))
    assert Store(tmp_path).accept(each, inputs) != before
