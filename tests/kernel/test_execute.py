"""A blueprint is run step by step, with one result wherever its steps run."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from citybricks import BrickError, Outcome, Run
from citybricks.kernel import runner as runners
from citybricks.kernel.blueprint import Blueprint, choose
from citybricks.kernel.brick import Brick
from citybricks.kernel.designed import designed
from citybricks.kernel.document import Document, document_of
from citybricks.kernel.execute import Account, StepTask, execute
from citybricks.kernel.runner import Threads, note
from citybricks.kernel.store import Store
from citybricks.types import Home, Metres, Model, People, Row, Table
from tests.kernel.joined import CALLED, DISTRICT, EITHER, GROW, PAIR, SPAN, TELL, Length
from tests.kernel.samples import homes, table


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget how long bricks took, and which were called."""
    monkeypatch.setattr(runners, "_took", {})
    CALLED.clear()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a run store of one's own."""
    return Store(tmp_path / "store")


def said(outcome: Model) -> str:
    """Return an outcome as JSON."""
    return json.dumps(outcome.model_dump(mode="json"))


def accounts(brick: Brick[..., Any], given: dict[str, Any], **how: Any) -> list[Account]:
    """Execute a brick and return the accounts of its steps."""
    told: list[Account] = []
    execute(brick, brick.inputs.model_validate(given), tell=told.append, **how)
    return told


GIVEN: list[tuple[Blueprint[..., Any], dict[str, Any]]] = [
    (DISTRICT, {"homes": homes(1, 2), "radius": 700.0}),
    (DISTRICT, {"homes": homes(5)}),
    (PAIR, {"homes": homes(1, 2)}),
    (EITHER, {"far": True, "start": 1.0}),
    (EITHER, {"far": False, "start": 1.0}),
]


@pytest.mark.parametrize(("blueprint", "given"), GIVEN)
@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
def test_called_executed_designed_and_in_threads_it_returns_the_same_bytes(
    blueprint: Blueprint[..., Any], given: dict[str, Any], store: Store, *, large: bool
) -> None:
    inputs = blueprint.inputs.model_validate(given)
    called = said(blueprint(**dict(inputs)))
    if large:
        for brick in (SPAN, GROW):
            note(store, brick, 1.0)
    assert said(execute(blueprint, inputs)) == called
    assert said(execute(blueprint, inputs, runner=Threads(2))) == called
    assert said(execute(blueprint, inputs, store=store, runner=Threads(2))) == called
    assert said(execute(blueprint, inputs, store=store)) == called
    same = designed(document_of(blueprint.graph))
    assert json.loads(said(execute(same, same.inputs(**dict(inputs))))) == json.loads(called)


@pytest.mark.parametrize(("far", "length"), [(True, 1001.5), (False, 2.5)])
def test_of_two_branches_only_the_chosen_one_is_run(*, far: bool, length: float) -> None:
    told = accounts(EITHER, {"far": far, "start": 1.0})
    assert CALLED == ["span", "span"]
    assert [one.step for one in told] == [
        "sample-span" if far else "sample-span-2",
        "sample-span-3",
    ]
    assert execute(EITHER, EITHER.inputs(far=far, start=1.0)).length == length


def test_a_branch_may_hang_on_what_a_step_yields() -> None:
    def near_or_far(start: Metres) -> Length:
        """Add to what is short."""
        first = SPAN(start)
        return Length(length=choose(first.long, first.length, lambda: SPAN(5000.0).length))

    made = Blueprint("near-or-far", "1.0.0", near_or_far)
    assert execute(made, made.inputs(start=2000.0)).length == 2001.0
    assert CALLED == ["span"]
    assert execute(made, made.inputs(start=1.0)).length == 5001.0


def test_what_leads_to_no_output_is_not_run() -> None:
    def idle(start: Metres) -> Length:
        """Ask for more than is used."""
        SPAN(start, right=8.0)
        return Length(length=SPAN(start).length)

    accounts(Blueprint("idle", "1.0.0", idle), {"start": 1.0})
    assert CALLED == ["span"]


def chain(middle: float) -> Blueprint[..., Any]:
    """Return a design with a step before, at and after a constant, and one beside it."""
    return designed(
        Document.model_validate(
            {
                "inputs": {"start": {}},
                "steps": {
                    "before": _span({"input": "start"}, 1.0),
                    "at": _span({"step": "before", "output": "length"}, middle),
                    "after": _span({"step": "at", "output": "length"}, 3.0),
                    "beside": _span({"step": "before", "output": "length"}, 4.0),
                },
                "outputs": {
                    "length": {"step": "after", "output": "length"},
                    "other": {"step": "beside", "output": "length"},
                },
            }
        )
    )


def _span(left: dict[str, Any], right: float) -> dict[str, Any]:
    return {"brick": "sample-span", "inputs": {"left": left, "right": {"value": right}}}


def test_after_a_change_only_the_steps_behind_it_are_run_again(store: Store) -> None:
    first = accounts(chain(2.0), {"start": 0.0}, store=store)
    assert len(CALLED) == 4
    assert not any(one.kept for one in first)
    CALLED.clear()
    known = {one.key for one in first}
    again = accounts(chain(2.5), {"start": 0.0}, store=store, known=known)
    assert {one.step: one.kept for one in again} == {
        "before": True,
        "at": False,
        "after": False,
        "beside": True,
    }
    assert len(CALLED) == 2
    CALLED.clear()
    same = accounts(chain(2.0), {"start": 0.0}, store=store, known=known)
    assert all(one.kept for one in same)
    assert CALLED == []


def test_equal_steps_of_two_who_ask_are_computed_once_and_nobody_hears_of_the_other(
    store: Store,
) -> None:
    given = {"homes": homes(1, 2)}
    first = accounts(DISTRICT, given, store=store)
    done = list(CALLED)
    second = accounts(DISTRICT, given, store=store)
    assert done == CALLED
    assert [one.step for one in second] == [one.step for one in first]
    assert [one.key for one in second] == [one.key for one in first]
    assert not any(one.kept for one in second)
    for one in second:
        assert 0 < one.seconds < 5
        assert one.ended > first[-1].ended


def test_a_blueprint_inside_tells_of_its_steps_to_whoever_asks(store: Store) -> None:
    given = {"homes": homes(1)}
    first = accounts(DISTRICT, given, store=store)
    inner = ["sample-pair/sample-span", "sample-pair/sample-grow"]
    assert sorted(one.step for one in first) == sorted(
        [*inner, "sample-pair", "sample-grow", "sample-span"]
    )
    known = {one.key for one in first if one.step == "sample-pair"}
    third = accounts(DISTRICT, given, store=store, known=known)
    assert {one.step: one.kept for one in third} == {
        "sample-pair": True,
        "sample-grow": False,
        "sample-span": False,
    }


def test_progress_goes_from_nothing_to_all(store: Store) -> None:
    heard: list[tuple[float, str]] = []
    run = Run(report=lambda share, message: heard.append((share, message)))
    execute(DISTRICT, DISTRICT.inputs.model_validate({"homes": homes(1)}), run, store=store)
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert heard[-1][1] in {GROW.title, SPAN.title}


def test_a_refusal_names_the_step_and_its_input() -> None:
    def crowded(homes: Table[Home]) -> Crowd:
        """Let the second step refuse."""
        return Crowd(residents=GROW(GROW(homes).homes, by=10**9).residents)

    made = Blueprint("crowded", "1.0.0", crowded)
    with pytest.raises(BrickError, match=r"^sample-grow-2\.homes: 1000000002 residents are too"):
        execute(made, made.inputs(homes=table(1)))
    with pytest.raises(BrickError, match=r"^homes: 1000000000001 residents are too many$"):
        execute(made, made.inputs(homes=table(10**12)))


class Crowd(Outcome):
    """How many."""

    residents: People
    """All of them."""


def test_a_table_without_rows_is_refused_between_steps_in_words() -> None:
    def emptied(homes: Table[Home]) -> Crowd:
        """Hand on nobody."""
        return Crowd(residents=GROW(TELL(homes, at_most=5).kept).residents)

    made = Blueprint("emptied", "1.0.0", emptied)
    assert execute(made, made.inputs(homes=table(3, 9))).residents == 4
    with pytest.raises(BrickError) as error:
        execute(made, made.inputs(homes=table(9)))
    assert str(error.value) == "sample-grow.homes: has no rows; at least one is needed"


class Noted(Row):
    """A row with a column that has a default."""

    residents: People
    """All of them."""
    note: str = "none"
    """What is said of them."""


def read_notes(homes: Table[Noted] | None = None) -> Crowd:
    """Read a column that a poorer table does not have."""
    assert homes is not None
    return Crowd(residents=int((homes.frame["note"] == "none").sum()))


NOTES = Brick("read-notes", "1.0.0", read_notes)


def test_columns_with_a_default_are_filled_in_between_steps() -> None:
    def noted(homes: Table[Home]) -> Crowd:
        """Hand over a table without the column."""
        return Crowd(residents=NOTES(GROW(homes).homes).residents)  # type: ignore[arg-type] # fits

    made = Blueprint("noted", "1.0.0", noted)
    assert execute(made, made.inputs(homes=table(1, 2))).residents == 2


class Whatever(Outcome):
    """A value of any type."""

    value: Any
    """It."""


def whatever(start: Metres) -> Whatever:
    """Yield a negative number as anything."""
    return Whatever(value=-start)


def test_what_the_next_step_does_not_take_is_refused_by_step_and_input() -> None:
    anything = Brick("anything", "1.0.0", whatever)

    def negative(start: Metres) -> Length:
        """Hand on what does not fit."""
        return Length(length=SPAN(anything(start).value).length)

    made = Blueprint("negative", "1.0.0", negative)
    with pytest.raises(ValidationError) as error:
        execute(made, made.inputs(start=5.0))
    (problem,) = error.value.errors()
    assert problem["loc"] == ("sample-span", "left")


def test_a_brick_that_is_no_blueprint_is_run_as_it_is(store: Store) -> None:
    told: list[Account] = []
    inputs = SPAN.inputs(left=1.0)
    assert execute(SPAN, inputs, tell=told.append).length == 2.0
    assert execute(SPAN, inputs, runner=Threads(1), store=store, tell=told.append).length == 2.0
    assert told == []
    with pytest.raises(BrickError, match=r"^homes: 1000000001 residents are too many$"):
        execute(GROW, GROW.inputs(homes=table(10**9)), runner=Threads(1))


def test_a_task_that_is_sent_away_finds_its_inputs_and_leaves_its_outcome(store: Store) -> None:
    inputs = SPAN.inputs(left=1.0)
    key = store.accept(SPAN, inputs)
    task = StepTask("one", SPAN, inputs, key, store)
    for _ in range(2):
        task.away()(Run())
    assert CALLED == ["span"]
    assert store.run(key).get("outcome", SPAN.outputs).length == 2.0
    with pytest.raises(ValueError, match="only with a run store"):
        StepTask("one", SPAN, inputs, "", None).away()


class Counting:
    """Does tasks here, and counts them."""

    size = 1

    def __init__(self) -> None:
        self.names: list[str] = []

    def start(self, task: Any, run: Run, ended: Any) -> None:
        self.names.append(task.name)
        ended(runners.Ended(task.name, 0.0, task.here(run)))

    def stop(self) -> None:
        """Nothing is left."""


@pytest.mark.parametrize(("seconds", "sent"), [(None, []), (0.05, []), (0.051, ["sample-span"])])
def test_only_a_step_that_took_more_than_fifty_milliseconds_is_a_task_of_its_own(
    monkeypatch: pytest.MonkeyPatch, seconds: float | None, sent: list[str]
) -> None:
    monkeypatch.setattr(runners, "_took", {})
    if seconds is not None:
        note(None, SPAN, seconds)
    counting = Counting()
    inputs = PAIR.inputs.model_validate({"homes": homes(1, 2)})
    execute(PAIR, inputs, runner=counting)
    assert counting.names == sent
