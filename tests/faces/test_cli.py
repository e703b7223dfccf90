"""The command line: a brick's options are its parameters, and every ending has its code."""

import json
import shlex
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from citybricks.faces.cli.ending import Exit
from citybricks.faces.cli.language import of_environment
from citybricks.kernel.brick import bricks
from citybricks.kernel.errors import BrickError
from tests.faces.command import Command
from tests.faces.samples import EVERY, STOPS
from tests.faces.server import serving


def test_help_names_every_command_and_exit_code(command: Command) -> None:
    code, out, _ = command("--help")
    assert code == Exit.DONE
    assert all(name in out for name in ("list", "show", "run", "rerun", "CITYBRICKS_HOME"))
    assert all(str(int(each)) in out for each in Exit)


def test_list_names_each_brick_with_its_city_theme_and_goal(command: Command) -> None:
    code, out, _ = command("list")
    (line,) = (line for line in out.splitlines() if line.startswith("service-area"))
    assert code == Exit.DONE
    assert all(word in line for word in ("Shanghai", "mobility", "11.2.1"))


def test_list_speaks_chinese(command: Command) -> None:
    _, out, _ = command("list", "--language", "zh-Hans")
    assert "上海" in out
    assert "出行" in out


@pytest.mark.parametrize("name", ["service-area", "service_area"])
def test_show_says_what_a_brick_takes_and_returns(command: Command, name: str) -> None:
    code, out, _ = command("show", name)
    assert code == Exit.DONE
    for words in ("--radius", "in m", "at least 0", "by default 500", "share", "UN-Habitat", "r5r"):
        assert words in out


def test_the_help_of_a_brick_is_its_signature_and_docstring(command: Command) -> None:
    code, out, _ = command("run", "every-shape", "--help")
    plain = " ".join(out.replace("│", " ").split())
    assert code == Exit.DONE
    for words in (
        "Every shape of input",
        "For: Those who test",
        "--lamp.peak-power NUMBER",
        "in W; more than 0; less than 1000; by default 40",
        "--lamp.cover.locked --lamp.cover.no-locked",
        "one of bus, tram",
        "mode may be left out.",
        "--tilts LIST",
        "by default 30, 45",
        "--example",
        "Exit codes",
    ):
        assert words in plain


def test_the_help_of_a_brick_speaks_chinese(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    _, out, _ = command("run", "every-shape", "--help")
    assert "必填" in out
    assert "默认 500" in out
    assert "退出码" in out


def test_run_alone_lists_the_bricks_there_are(command: Command) -> None:
    _, out, _ = command("run", "--help")
    assert "every-shape" in out
    assert "service-area" in out


OPTIONS = shlex.split(
    "--lamp.peak-power=50 --lamp.cover.locked --hours hours.csv hours.csv --radius 400 --count 9"
    " --kind tram --level 2 --name A --day 2026-11-21 --seen 2026-11-21T08:00:00Z --loud"
    " --tilts 10 20.5 --words a b --seed 7"
)


def test_every_option_arrives_as_its_type(command: Command) -> None:
    weights = ["--weights", '{"a": 1.5}']
    code, out, err = command(
        "run", "every-shape", "--stops", "stops.geojson", "--json", *OPTIONS, *weights
    )
    assert (code, err) == (Exit.DONE, "")
    outcome = json.loads(out)
    assert outcome["note"] == (
        "tram 2 2026-11-21 2026-11-21 08:00:00+00:00 None True ['a', 'b'] {'a': 1.5} 7"
    )
    assert outcome["share"]["value"] == 430.5
    assert outcome["length"] == 50
    assert outcome["hours"] == [[{"light": 5.0}, {"light": 6.0}]] * 2
    assert outcome["near"]["features"][0]["properties"]["residents"] == 9


def test_a_summary_names_indicators_numbers_and_tables(command: Command) -> None:
    code, out, _ = command("run", "every-shape", "--stops", "stops.geojson", *OPTIONS)
    assert code == Exit.DONE
    assert "Share: 430.5 % (SDG 11.2.1)" in out
    assert "Length: 50 m" in out
    assert "Near: 1 rows: residents, geometry" in out
    assert "Hours › 2: 2 rows: light" in out


def test_the_example_is_filled_in_and_other_options_override_it(command: Command) -> None:
    _, plain, _ = command("run", "service-area", "--example", "--json")
    code, near, _ = command("run", "service-area", "--example", "--radius", "0", "--json")
    assert code == Exit.DONE
    assert json.loads(near)["share"]["value"] < json.loads(plain)["share"]["value"]


def test_a_brick_without_an_example_says_so(command: Command) -> None:
    code, _, err = command("run", "every-shape", "--example")
    assert (code, err) == (Exit.INVALID, "--example: the author of this brick ships none\n")


def test_validating_only_runs_nothing(command: Command) -> None:
    code, out, err = command("run", "service-area", "--example", "--validate-only")
    assert (code, out, err) == (Exit.DONE, "", "The inputs are valid.\n")
    assert not Path("home").exists()


def test_equal_runs_are_found_again(command: Command) -> None:
    first = command("run", "every-shape", "--stops", "stops.geojson")
    again = command("run", "every-shape", "--stops", "stops.geojson", "--radius", "500.0")
    assert "run before" not in first[2]
    assert "This was run before" in again[2]
    assert first[1] == again[1]


def test_where_it_runs_is_an_option_and_changes_nothing(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = command("run", "every-shape", "--stops", "stops.geojson", "--json")
    monkeypatch.setenv("CITYBRICKS_HOME", str(Path("other").resolve()))
    beside = command("run", "every-shape", "--stops", "stops.geojson", "--json", "--on", "threads")
    assert beside[0] == Exit.DONE
    assert beside[1] == here[1]
    assert "run before" not in beside[2]


def test_a_place_to_run_that_is_none_is_named(command: Command) -> None:
    code, _, err = command("run", "every-shape", "--stops", "stops.geojson", "--on", "the moon")
    assert code == Exit.FAILED
    assert "the moon is no place to run: inline, threads, or an address such as tcp://" in err


def test_out_holds_the_outcome_in_every_open_format(command: Command) -> None:
    code, out, err = command(
        "run", "every-shape", "--stops", "stops.geojson", "--out", "o", *OPTIONS
    )
    assert (code, out) == (Exit.DONE, "")
    assert "The outcome is in o." in err
    names = {path.name for path in Path("o").iterdir()}
    tables = {f"hours.{at}.{kind}" for at in (1, 2) for kind in ("csv", "parquet")}
    places = {f"near.{kind}" for kind in ("csv", "geojson", "parquet")}
    assert names == tables | places | {"outcome.json", "page.html", "crate.zip"}
    assert json.loads(Path("o/outcome.json").read_text())["length"] == 50
    assert pd.read_csv("o/hours.1.csv").light.tolist() == [5, 6]
    assert gpd.read_file("o/near.geojson").residents.tolist() == [9]
    assert zipfile.ZipFile("o/crate.zip").testzip() is None


def test_the_page_is_in_the_language_asked_for_and_needs_no_network(command: Command) -> None:
    command("run", "service-area", "--example", "--out", "o", "--language=zh-Hans")
    page = Path("o/page.html").read_text()
    assert '<html lang="zh-Hans">' in page
    assert 'src="http' not in page
    assert "url(http" not in page


def test_a_crate_runs_again_and_is_the_same(command: Command) -> None:
    command("run", "service-area", "--example", "--out", "o")
    code, out, _ = command("rerun", "o/crate.zip")
    assert code == Exit.DONE
    assert "The outcome is the same" in out


def test_a_crate_whose_brick_changed_is_told_and_has_its_own_code(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    command("run", "every-shape", "--stops", "stops.geojson", "--out", "o")

    def other(*args: Any, **options: Any) -> Any:
        return EVERY.function(*args, **options).model_copy(update={"length": 3.0})

    other.__annotations__ = EVERY.function.__annotations__
    other.__signature__ = __import__("inspect").signature(EVERY.function)  # type: ignore[attr-defined] # read by the kernel
    monkeypatch.setitem(bricks, "every-shape", replace(EVERY, version="2.1.0", function=other))
    code, out, _ = command("rerun", "o/crate.zip")
    assert code == Exit.DIFFERS
    assert "every-shape was at version 2.0.0, now 2.1.0" in out
    assert "length: 40.0 → 3.0" in out


def test_an_address_is_fetched_like_a_file(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from citybricks.faces import href

    near = href.Limits(allow_private=True)
    monkeypatch.setattr(href, "Limits", lambda: near)
    with serving() as address:
        code, out, err = command("run", "every-shape", "--stops", f"{address}/stops.csv")
    assert (code, err) == (Exit.DONE, "")
    assert "Near: 1 rows" in out


def test_a_table_may_come_in_any_of_its_formats(command: Command) -> None:
    frame = gpd.GeoDataFrame.from_features(STOPS["features"], crs=4326)
    frame.to_parquet("stops.parquet")
    Path("gb.csv").write_bytes("name,经度,纬度\n天津站,117.2,39.13\n".encode("gb18030"))
    for name in ("stops.parquet", "gb.csv"):
        assert command("run", "every-shape", "--stops", name)[0] == Exit.DONE


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB", "LC_ALL": "", "LC_MESSAGES": "zh_TW"}, "zh-Hans"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "fr_FR"}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(
    environment: dict[str, str], language: str
) -> None:
    assert of_environment(environment) == language


def test_a_command_speaks_english_to_all_whose_language_it_lacks(command: Command) -> None:
    with pytest.raises(BrickError):
        EVERY.run({"stops": STOPS, "name": "refuse"})
    assert command("list", "--language", "en")[0] == Exit.DONE
