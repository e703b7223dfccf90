"""The command line refuses: each problem is a line that names its option, and has its code."""

from pathlib import Path

import pytest

from citybricks.faces.cli.ending import Exit
from tests.faces.command import Command


@pytest.mark.parametrize(
    ("tokens", "lines"),
    [
        ([], ["--stops: is required and was not given"]),
        (["--radius", "-5"], ["--radius: must be at least 0, not -5"]),
        (["--radius=-5"], ["--radius: must be at least 0, not -5"]),
        (["--radius", "abc"], ["--radius: must be a number, not abc"]),
        (["--count", "1.5"], ["--count: must be a whole number, not 1.5"]),
        (["--kind", "zug"], ["--kind: must be one of bus, tram, not zug"]),
        (["--lamp.peak-power", "0"], ["--lamp.peak-power: must be more than 0, not 0"]),
        (["--tilts", "5", "x"], ["--tilts, item 2: must be a number, not x"]),
        (["--day", "soon"], ["--day: must be a date such as 2026-11-21, not soon"]),
        (["--weights", "[1]"], ["--weights: must be an object with named fields, not [1]"]),
        (["--stops", "none.csv"], ["--stops: there is no file none.csv"]),
        (["--stops", "."], ["--stops: . cannot be read: Is a directory"]),
        (["--stops", "a\0b"], ["--stops: a\0b cannot be read: embedded null byte"]),
        (
            ["--stops", "none.csv", "--homes", "none.geojson"],
            ["--stops: there is no file none.csv", "--homes: there is no file none.geojson"],
        ),
        (["--stops", "bad.csv"], ["--stops, row 2, name: is required and was not given"]),
        (
            ["--hours", "hours.csv", "bad.csv"],
            ["--hours, file 2, light: column is missing; the table has: lat, lon, name"],
        ),
        (
            ["--stops", "sheet.ods"],
            ["--stops: cannot be read from .ods; allowed: GeoJSON (application/geo+json), CSV"],
        ),
        (["--raduis", "5"], ["--raduis: is not an option; did you mean --radius?"]),
        (["--radius"], ["--radius: needs a value"]),
        (["--radius", "1", "--radius", "2"], ["--radius: is given more than once"]),
        (["extra"], ["extra: is not expected here"]),
        (["--loud=perhaps"], ["--loud: cannot be perhaps"]),
        (
            ["--stops", "http://127.0.0.1/s.csv"],
            ["--stops: http://127.0.0.1/s.csv is not a public"],
        ),
        (["--language", "fr"], ["--language: must be one of zh-Hans, en, not fr"]),
    ],
)
def test_each_problem_is_a_line_that_names_its_option(
    command: Command, tokens: list[str], lines: list[str]
) -> None:
    Path("bad.csv").write_text("name,lon,lat\na,1,2\n,1,2\n")
    Path("sheet.ods").write_bytes(b"PK")
    rest = [] if not tokens or "--stops" in tokens else ["--stops", "stops.geojson"]
    code, out, err = command("run", "every-shape", *tokens, *rest)
    assert (code, out) == (Exit.INVALID, "")
    assert len(err.splitlines()) == len(lines)
    for said, wanted in zip(err.splitlines(), lines, strict=True):
        assert said.startswith(wanted)


def test_a_problem_is_said_in_chinese(command: Command) -> None:
    code, _, err = command(
        "run", "every-shape", "--language", "zh-Hans", "--radius", "-5", "--tilts", "1", "x"
    )
    assert code == Exit.INVALID
    assert "--radius: 必须大于或等于 0，而不是 -5" in err
    assert "--tilts, 第 2 项: 必须是数字，而不是 x" in err
    assert "--stops: 为必填项，但没有给出" in err


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        (["run", "evry-shape"], "evry-shape: there is no such brick; did you mean every-shape?"),
        (["run", "qqqqqq"], "there is no such brick; `citybricks list` names those there are"),
        (["show", "servicearea"], "did you mean service-area?"),
        (["shwo"], "shwo: is not a command; did you mean show?"),
        (["show"], "BRICK: is required and was not given"),
        (["rerun", "none.zip"], "CRATE: there is no file none.zip"),
        (["rerun", "stops.geojson"], "CRATE: stops.geojson is not the crate of a run"),
        (["--frobnicate"], "--frobnicate: is not "),
        (["list", "--frobnicate"], "--frobnicate: is not an option"),
    ],
)
def test_a_command_that_is_mistyped_is_told_with_the_closest(
    command: Command, tokens: list[str], words: str
) -> None:
    code, _, err = command(*tokens)
    assert code == Exit.INVALID
    assert words in err
    assert len(err.splitlines()) == 1


def test_a_brick_that_refuses_an_input_names_its_option(command: Command) -> None:
    code, _, err = command("run", "every-shape", "--stops", "stops.geojson", "--name", "refuse")
    assert (code, err) == (Exit.INVALID, "--tilts: no lamp can be tilted by 2 angles\n")


def test_a_brick_that_fails_without_blaming_an_input_has_a_code_of_its_own(
    command: Command,
) -> None:
    code, _, err = command("run", "every-shape", "--stops", "stops.geojson", "--name", "refuse all")
    assert (code, err) == (Exit.FAILED, "no street can be lit\n")


@pytest.mark.parametrize("option", ["CITYBRICKS_HOME", "--out"])
def test_a_folder_that_cannot_be_written_is_named(
    command: Command, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    tokens = ["--out", "stops.geojson/x"] if option == "--out" else []
    if not tokens:
        monkeypatch.setenv(option, "stops.geojson/x")
    code, _, err = command("run", "service-area", "--example", *tokens)
    assert code != Exit.DONE
    assert err == f"{option}: stops.geojson/x cannot be written: Not a directory\n"
