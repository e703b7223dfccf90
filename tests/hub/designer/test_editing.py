"""Edits of a document: what each does, what is refused, and that nothing breaks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citybricks.hub.designer.domain import editing
from citybricks.hub.designer.domain.content import VALUE_BYTES, checked, checked_value
from citybricks.hub.designer.domain.layout import columns
from citybricks.hub.designer.domain.naming import free, is_reserved, step_name_of, word_of
from citybricks.hub.designer.domain.parts import after, before, family_of, following, leading
from citybricks.hub.designer.domain.reduction import upto
from citybricks.hub.designer.domain.refusal import RefusedError
from citybricks.kernel.designed import designed
from citybricks.kernel.document import Constant, Document, FromInput, FromStep, graph_of
from citybricks.kernel.errors import WiringError
from citybricks.kernel.graph import CHOOSE
from citybricks.types import Features, Home, Indicator, Metres, Series, Stop, Table


def test_a_step_is_added_under_a_free_name() -> None:
    document, first = editing.added(Document(), "count-lamps")
    document, second = editing.added(document, "count-lamps")
    assert (first, second) == ("count-lamps", "count-lamps-2")
    assert document.steps[first].version == "1.2.0"


def test_a_brick_that_is_not_here_is_not_added() -> None:
    with pytest.raises(RefusedError, match="no brick"):
        editing.added(Document(), "flying-carpets")


def test_a_step_takes_its_wires_with_it(document: Document) -> None:
    left = editing.removed(document, "count")
    assert "count" not in left.steps
    assert "lamps" not in left.steps["again"].inputs
    assert left.inputs == {}  # it led nowhere else
    assert editing.removed(left, "again").outputs == {}


def test_wires_follow_a_step_to_its_new_name(document: Document) -> None:
    renamed = editing.renamed(document, "count", " All the lamps. ")
    assert list(renamed.steps) == ["All the lamps", "enough", "again"]
    assert renamed.steps["enough"].inputs["value"] == FromStep(step="All the lamps", output="hours")
    assert graph_of(renamed)[1] == []


@pytest.mark.parametrize(
    ("name", "why"), [(" ", "needs a name"), ("again", "already"), ("...", "needs a name")]
)
def test_a_step_is_not_renamed_to(document: Document, name: str, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        editing.renamed(document, "count", name)


def test_what_does_not_fit_is_not_wired(document: Document) -> None:
    with pytest.raises(WiringError) as refused:
        editing.wired(document, "enough", "limit", FromStep(step="count", output="lamps"))
    assert refused.value.input == "enough.limit"


def test_steps_do_not_go_round_in_a_circle(document: Document) -> None:
    with pytest.raises(RefusedError, match="circle"):
        editing.wired(document, "count", "lamps", FromStep(step="again", output="lamps"))
    with pytest.raises(RefusedError, match="circle"):
        editing.wired(document, "count", "lamps", FromStep(step="count", output="lamps"))


def test_a_constant_that_is_asked_for_is_the_default(document: Document) -> None:
    asked = editing.asked(document, "enough", "limit", "Hours at least")
    assert asked.inputs["Hours_at_least"].default == Constant(value=10)
    assert asked.steps["enough"].inputs["limit"] == FromInput(input="Hours_at_least")
    assert editing.asked(asked, "enough", "limit") == asked  # twice is once
    back = editing.input_removed(asked, "Hours_at_least")
    assert back.steps["enough"].inputs["limit"] == Constant(value=10)


def test_everything_that_is_missing_is_asked_for() -> None:
    document, step = editing.added(Document(), "compare")
    asked = editing.all_asked(document, step)
    assert list(asked.inputs) == ["value", "relation", "limit"]


def test_an_input_of_the_blueprint_that_leads_nowhere_goes(document: Document) -> None:
    assert editing.given(document, "count", "lamps", None).inputs == {}


def test_an_input_is_renamed_where_it_is_used(document: Document) -> None:
    renamed = editing.input_changed(document, "lamps", to="street lamps", description="All.")
    assert list(renamed.inputs) == ["street_lamps"]
    assert renamed.steps["count"].inputs["lamps"] == FromInput(input="street_lamps")


def test_outputs_are_named_once(document: Document) -> None:
    source = FromStep(step="again", output="share.value")
    returned = editing.returned(document, source)
    assert returned.outputs["share_value"] == source
    assert editing.returned(returned, source) == returned
    with pytest.raises(RefusedError, match="already"):
        editing.output_renamed(returned, "share", "share_value")
    with pytest.raises(RefusedError, match="yields no"):
        editing.returned(document, FromStep(step="again", output="nothing"))
    assert "share" not in editing.output_removed(returned, "share").outputs


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("Walking radius", "Walking_radius"),
        ("步行半径", "步行半径"),
        ("2 stops", "n2_stops"),
        ("class", "class_"),
        ("model_config", "model_config_"),
        ("copy", "copy_"),
        ("²", "n"),
        ("", "n"),
        ("__init__", "init"),
    ],
)
def test_a_name_is_made_of_what_was_typed(typed: str, word: str) -> None:
    made = word_of(typed)
    assert made == word
    Document.model_validate({"inputs": {made: {}}})


@given(st.text(max_size=200))
def test_any_text_makes_a_name(text: str) -> None:
    word = word_of(text)
    assert word.isidentifier()
    assert not is_reserved(word) or word.endswith("_")
    Document.model_validate({"inputs": {word: {}}})
    if step := step_name_of(text):
        Document.model_validate({"steps": {step: {"brick": "b"}}})


def test_a_free_name_is_no_longer_than_allowed() -> None:
    assert free("a" * 60, ["a" * 60]) == "a" * 58 + "_2"


def test_steps_stand_after_what_they_need(document: Document) -> None:
    assert columns(document) == [["count"], ["enough"], ["again"]]
    assert before(document, "again") == {"count", "enough"}
    assert after(document, "count") == {"enough", "again"}


def test_a_circle_is_drawn_all_the_same() -> None:
    steps = {
        "a": {"brick": "x", "inputs": {"i": {"step": "b", "output": "o"}}},
        "b": {"brick": "x", "inputs": {"i": {"step": "a", "output": "o"}}},
    }
    circle = Document.model_validate({"steps": steps})
    assert sorted(name for column in columns(circle) for name in column) == ["a", "b"]


def test_up_to_a_step_is_what_leads_to_it(document: Document) -> None:
    part = upto(document, "enough")
    assert list(part.steps) == ["count", "enough"]
    assert set(part.outputs) == {"holds", "difference"}
    designed(part)
    assert upto(document, "count").inputs.keys() == {"lamps"}
    with pytest.raises(RefusedError):
        upto(document, "nothing")


def test_up_to_a_branch_is_what_it_chooses(document: Document) -> None:
    steps = {
        **document.model_dump(mode="json")["steps"],
        "pick": {
            "brick": CHOOSE.id,
            "inputs": {
                "condition": {"step": "enough", "output": "holds"},
                "yes": {"value": 1},
                "no": {"value": 2},
            },
        },
    }
    made = Document.model_validate({**document.json_document(), "steps": steps})
    assert set(upto(made, "pick").outputs) == {"chosen"}


@pytest.mark.parametrize(
    ("hint", "family"),
    [
        (Features[Stop], "places"),
        (Features[Stop] | None, "places"),
        (list[Table[Home]], "table"),
        (Series[Home], "series"),
        (Indicator, "indicator"),
        (Metres, "number"),
        (int | None, "number"),
        (str, "other"),
    ],
)
def test_values_are_told_apart(hint: Any, family: str) -> None:
    assert family_of(hint) == family


def test_what_fits_next_and_before() -> None:
    takers = {brick.id: names for brick, names in following(Features[Stop])}
    assert "stops" in takers["service-area"]
    makers = {brick.id: paths for brick, paths in leading(Features[Stop])}
    assert "catchments" in makers["service-area"]


def test_a_large_table_is_no_part_of_a_blueprint() -> None:
    with pytest.raises(RefusedError, match="256 kB"):
        checked_value("x" * VALUE_BYTES)
    assert checked_value([1.5, float("inf"), "\0", "\ud800"]) == [1.5, "inf", "�", "?"]
    deep: Any = 1
    for _ in range(100):
        deep = [deep]
    with pytest.raises(RefusedError, match="deep"):
        checked_value(deep)


BRICKS = st.sampled_from(["count-lamps", "compare", "choose", "each", "service-area", "none"])
STEPS = st.sampled_from(
    ["count-lamps", "count-lamps-2", "compare", "choose", "each", "service-area", "一步", "x"]
)
INPUTS = st.sampled_from(["lamps", "hours", "value", "limit", "condition", "yes", "no", "x"])
OUTPUTS = st.sampled_from(["lamps", "hours", "share", "share.value", "holds", "chosen", "x"])
NAMES = st.sampled_from(["a", "class", "一", "a b", "", "model_x", "lamps", "value"])
VALUES = st.sampled_from([1, "text", True, None, [1], {"a": {}}, -5.5, "<"])
SOURCES = st.one_of(
    st.builds(FromStep, step=STEPS, output=OUTPUTS),
    st.builds(Constant, value=VALUES),
    st.builds(FromInput, input=st.sampled_from(["lamps", "value", "limit"])),
    st.none(),
)
WIRES = st.builds(FromStep, step=STEPS, output=OUTPUTS)
EDITS = st.one_of(
    st.tuples(st.just(lambda d, b: editing.added(d, b)[0]), BRICKS),
    st.tuples(st.just(editing.removed), STEPS),
    st.tuples(st.just(editing.renamed), STEPS, STEPS | NAMES),
    st.tuples(st.just(editing.given), STEPS, INPUTS, SOURCES),
    st.tuples(st.just(editing.wired), STEPS, INPUTS, WIRES),
    st.tuples(st.just(editing.asked), STEPS, INPUTS, NAMES),
    st.tuples(st.just(editing.all_asked), STEPS),
    st.tuples(st.just(editing.returned), WIRES, NAMES),
    st.tuples(st.just(editing.input_removed), INPUTS),
    st.tuples(st.just(editing.defaulted), INPUTS, st.builds(Constant, value=VALUES)),
    st.tuples(st.just(editing.output_renamed), NAMES, NAMES),
    st.tuples(st.just(editing.output_removed), NAMES),
    st.tuples(st.just(editing.titled), NAMES, NAMES),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(edits=st.lists(EDITS, max_size=25))
def test_after_any_edits_the_document_can_be_read(edits: list[tuple[Any, ...]]) -> None:
    document = Document()
    for edit, *arguments in edits:
        try:
            document = edit(document, *arguments)
        except (RefusedError, WiringError):
            continue
        assert Document.model_validate(checked(document)) == document
        graph_of(document)
        placed = [name for column in columns(document) for name in column]
        assert sorted(placed) == sorted(document.steps)
