"""Forms keep what was filled in and say what is wrong with it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core import signing
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation

from citybricks.hub.jobs.runs import store
from citybricks.hub.lab.forms import KEPT_SECONDS, Form, Kept, every, placed
from citybricks.kernel.brick import Brick
from citybricks.types.files import CSV, File
from tests.hub.data import CSV_LAMPS, LAMPS, READINGS, upload

AnyBrick = Brick[..., Any]


def sent(data: dict[str, Any]) -> HttpRequest:
    return RequestFactory().post("/", data)


def filled(brick: AnyBrick, document: dict[str, Any], language: str = "en") -> Form:
    form = Form(brick, language)
    form.fill(document)
    return form


def taken(brick: AnyBrick, data: dict[str, Any], language: str = "en") -> Form:
    form = Form(brick, language)
    form.take(sent(data))
    return form


def again(form: Form) -> dict[str, Any]:
    """Return what a browser sends of a form it was shown."""
    data: dict[str, Any] = {}
    for one in every(form.bound()):
        if one.field.shape in ("table", "tables"):
            data[f"{one.field.path}.kept"] = [each.token for each in one.kept]
        elif one.field.shape != "group":
            data[one.field.path] = one.text
    return data


def said(form: Form) -> dict[str, tuple[str, ...]]:
    """Return what is wrong, by field."""
    return {one.field.path: one.problems for one in every(form.bound()) if one.problems}


def test_what_is_shown_can_be_sent_back_unchanged(lamps: AnyBrick) -> None:
    document = {
        "lamps": LAMPS,
        "readings": [READINGS, READINGS[:1]],
        "hours": 9.5,
        "most": 7,
        "season": "summer",
        "dimmed": False,
        "dimming": {"share": 12.5, "early": False},
        "steps": [0.25, 1.0],
        "since": "2026-03-01",
        "at": "2026-03-01T10:00:00Z",
        "labels": {"a": 1.5},
        "note": "灯",
    }
    inputs = lamps.inputs.model_validate(document)
    form = taken(lamps, again(filled(lamps, document)))
    back = form.validate()
    assert back is not None, form.found
    assert back.model_dump(mode="json") == inputs.model_dump(mode="json")


def test_an_untouched_form_holds_the_defaults(lamps: AnyBrick) -> None:
    back = taken(lamps, again(filled(lamps, {"lamps": LAMPS}))).validate()
    assert back is not None
    assert back.model_dump(exclude={"lamps"}) == {
        "readings": [],
        "hours": 11.0,
        "floor": 20.0,
        "most": 100,
        "season": "winter",
        "dimmed": True,
        "dimming": {"share": 50.0, "early": True},
        "steps": [0.5, 1.0],
        "since": None,
        "at": None,
        "labels": {},
        "note": "",
    }


def test_an_unticked_box_is_a_no(lamps: AnyBrick) -> None:
    # browsers leave unticked boxes out; the hidden field before each says no for them
    data = again(filled(lamps, {"lamps": LAMPS})) | {"dimmed": ["false"]}
    unticked = taken(lamps, data).validate()
    ticked = taken(lamps, data | {"dimmed": ["false", "true"]}).validate()
    assert unticked is not None
    assert ticked is not None
    assert (unticked.dimmed, ticked.dimmed) == (False, True)  # type: ignore[attr-defined]


def test_an_upload_is_kept_whatever_else_is_wrong(lamps: AnyBrick) -> None:
    form = taken(lamps, {"lamps": upload(CSV_LAMPS), "hours": "long"})
    assert form.validate() is None
    (kept,) = form.kept["lamps"]
    assert (kept.name, kept.media_type, kept.size) == ("lamps.csv", CSV, len(CSV_LAMPS))
    assert said(form) == {"hours": ("must be a number, not long",)}
    corrected = taken(lamps, again(form) | {"hours": "10"})
    back = corrected.validate()
    assert back is not None
    assert list(back.lamps.frame["watts"]) == [30.0, 70.0]  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_tables_are_read_in_the_encodings_cities_use(lamps: AnyBrick, encoding: str) -> None:
    text = "longitude,latitude,watts,街道\n117.2,39.1,30,解放北路\n"
    back = taken(lamps, {"lamps": upload(text, encoding=encoding)}).validate()
    assert back is not None
    assert list(back.lamps.frame["街道"]) == ["解放北路"]  # type: ignore[attr-defined]


def test_a_new_upload_takes_the_place_of_the_kept_one(lamps: AnyBrick) -> None:
    first = taken(lamps, {"lamps": upload(CSV_LAMPS)})
    again_sent = again(first) | {"lamps": upload(CSV_LAMPS.replace("30", "31"), "new.csv")}
    second = taken(lamps, again_sent)
    assert [kept.name for kept in second.kept["lamps"]] == ["new.csv"]


def test_a_field_of_several_tables_collects_them(lamps: AnyBrick) -> None:
    reading = upload("hour,load\n1,0.5\n", "one.csv")
    first = taken(lamps, again(filled(lamps, {"lamps": LAMPS})) | {"readings": reading})
    more = [upload("hour,load\n2,0.5\n", "two.csv"), upload("hour,load\n3,0.5\n", "three.csv")]
    second = taken(lamps, again(first) | {"readings": more})
    assert [each.name for each in second.kept["readings"]] == ["one.csv", "two.csv", "three.csv"]
    back = second.validate()
    assert back is not None
    assert [int(each.frame["hour"][0]) for each in back.readings] == [1, 2, 3]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "token",
    [
        "forged",
        "a:b:c",
        "\0",
        signing.dumps({"name": "x"}, salt="other"),
        signing.dumps({"name": "x"}, salt="kept-file"),
    ],
    ids=["a word", "parts", "nul", "for something else", "with other fields"],
)
def test_a_forged_token_stands_for_nothing(lamps: AnyBrick, token: str) -> None:
    with pytest.raises(signing.BadSignature):
        Kept.of_token(token)
    form = taken(lamps, {"lamps.kept": token})
    assert form.validate() is None
    assert said(form) == {"lamps": ("The file is not kept here any more; please choose it again.",)}


def test_an_optional_table_that_is_lost_is_not_left_out_in_silence(lamps: AnyBrick) -> None:
    form = taken(lamps, again(filled(lamps, {"lamps": LAMPS})) | {"readings.kept": "forged"})
    assert form.validate() is None
    assert list(said(form)) == ["readings"]
    assert taken(lamps, again(form)).validate() is not None  # the reader has seen it, and goes on


def test_a_token_expires(lamps: AnyBrick, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept.keep(File(CSV_LAMPS.encode(), CSV, "lamps.csv"))
    token = kept.token
    assert Kept.of_token(token) == kept
    later = signing.time.time() + KEPT_SECONDS + 1
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert taken(lamps, {"lamps.kept": token}).validate() is None


def test_a_file_that_was_swept_is_asked_for_again(lamps: AnyBrick) -> None:
    gone = Kept("lamps.csv", CSV, "0" * 32, 10)
    form = taken(lamps, {"lamps.kept": gone.token})
    assert form.validate() is None
    assert list(said(form)) == ["lamps"]
    assert form.kept["lamps"] == []


def test_problems_stand_at_their_fields_and_count_rows_as_people_do(lamps: AnyBrick) -> None:
    data = {
        "lamps": upload("longitude,latitude,watts,kind\n117.2,39.1,-3,LED\n117.2,39.2,4,gas\n"),
        "readings": [upload("hour,load\n1,0.5\n2,x\n", "meter.csv")],
        "steps": "0.5, half",
        "dimming.share": "120",
        "floor": "101",
    }
    form = taken(lamps, data)
    assert form.validate() is None
    found = said(form)
    assert found["lamps"][0].startswith("row 1 · watts: must be at least 0, not -3")
    assert found["lamps"][1].startswith("row 2 · kind: must be one of LED, sodium, not gas")
    assert found["readings"][0].startswith("file 1 · row 2 · load: ")
    assert found["steps"][0].startswith("item 2: ")
    assert found["dimming.share"] == ("must be at most 100, not 120",)
    assert found["floor"] == ("must be at most 100, not 101",)
    (group,) = (one for one in form.bound() if one.field.shape == "group")
    assert group.is_open
    assert form.general() == []


def test_problems_are_in_the_readers_language(lamps: AnyBrick) -> None:
    with translation.override("zh-hans"):
        form = taken(lamps, {"lamps": upload(CSV_LAMPS), "floor": "101"}, "zh-Hans")
        assert form.validate() is None
        (message,) = said(form)["floor"]
    assert "100" in message
    assert not any(word in message for word in ("must", "not"))


@pytest.mark.parametrize(
    ("rest", "shape", "place"),
    [
        ("3.residents", "table", "row 4 · residents"),
        ("residents", "table", "residents"),  # the whole column
        ("1.3.load", "tables", "file 2 · row 4 · load"),
        ("1.load", "tables", "file 2 · load"),
        ("0", "list", "item 1"),
        ("a.0", "json", "a · 0"),
    ],
)
def test_places_in_words(rest: str, shape: Any, place: str) -> None:
    assert placed(rest, shape) == place


def test_what_no_field_is_to_blame_for_is_said_above(lamps: AnyBrick) -> None:
    from citybricks.faces.problems import Problem

    form = filled(lamps, {"lamps": LAMPS})
    form.found = [Problem("", "these lamps do not add up"), Problem("floor", "too high")]
    assert [problem.message for problem in form.general()] == ["these lamps do not add up"]


def test_the_same_example_is_kept_once(lamps: AnyBrick) -> None:
    tokens = [filled(lamps, {"lamps": LAMPS}).kept["lamps"][0].digest for _ in range(2)]
    assert tokens[0] == tokens[1]
    assert json.loads(store().file(tokens[0])) == LAMPS


def test_a_file_is_what_its_name_says(lamps: AnyBrick) -> None:
    form = taken(lamps, {"lamps": upload(CSV_LAMPS, "lamps.ods")})
    assert form.validate() is None
    assert "lamps" in said(form)


@pytest.mark.parametrize("text", ["[" * 50_000, "{", "nan", "[1, 2]"])
def test_json_that_is_none_is_refused(lamps: AnyBrick, text: str) -> None:
    form = taken(lamps, {"lamps": upload(CSV_LAMPS), "labels": text})
    assert form.validate() is None
    assert list(said(form)) == ["labels"]
