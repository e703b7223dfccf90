"""`citybricks run BRICK`: the command that follows from a brick's signature."""

from __future__ import annotations

import inspect
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from pydantic import ValidationError

from citybricks.faces import form
from citybricks.faces.cli import option, output
from citybricks.faces.cli.ending import Exit, Refused, Say, speaker
from citybricks.faces.cli.progress import mention, watched
from citybricks.faces.example import example_of
from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import problems
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import BrickError
from citybricks.kernel.perform import perform
from citybricks.kernel.provenance import Account, write_crate
from citybricks.kernel.store import Folder, Store
from citybricks.types import Model

RESERVED = frozenset({"example", "each", "validate_only", "out", "json", "on", "language", "help"})
"""Names no brick may give its inputs: they are options of the command itself."""
_ACCOUNT = "account.json"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of the command, besides the inputs of the brick."""

    example: bool = False
    each: str = ""
    validate_only: bool = False
    out: Path | None = None
    json: bool = False
    on: str = ""


def home() -> Path:
    """Return the folder that citybricks keeps its data in: the setting CITYBRICKS_HOME."""
    return Path(os.environ.get("CITYBRICKS_HOME") or "~/.citybricks").expanduser()


def store() -> Store:
    """Return the store of this machine's runs."""
    return Store(f"{home()}/store")


def command_of(brick: Brick[..., Any], language: str) -> Callable[..., Exit]:
    """Return a function whose signature is the brick's, as options of the command line."""
    say = speaker(language, words_of(brick, language))
    fields = form.fields(brick, language)

    def command(**given: Any) -> Exit:
        wishes = Wishes(**{name: given.pop(name) for name in _WISHES if name in given})
        job = Job(brick, fields, language, say)
        return job.for_each(given, wishes) if wishes.each else job.do(given, wishes)

    parameters = [*option.parameters(fields, say), *_options(say)]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # read by cyclopts
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command


_WISHES = {
    "example": "fill in the example; other options override it",
    "each": "run for each row of this table, one city each; other options hold for all rows",
    "validate_only": "check the inputs and do not run",
    "out": "write the outcome to this folder: JSON, tables, a page, and the run as a crate",
    "json": "print the outcome as JSON",
    "on": "run here, in threads, or on a cluster: inline, threads, or tcp://host:8786",
}


_KINDS: dict[str, tuple[Any, str]] = {
    "out": (Path | None, "DIR"),
    "on": (str, "WHERE"),
    "each": (str, "FILE"),
}


def _options(say: Say) -> list[inspect.Parameter]:
    made = []
    for name in _WISHES:  # noqa: PLC0206 - texts are found by where they are said
        kind, metavar = _KINDS.get(name, (bool, None))
        clothes = Parameter(
            name=option.name_of(name),
            help=say(_WISHES[name]),
            show_default=False,
            negative="",
            metavar=metavar,
        )
        made.append(
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default={bool: False, str: ""}.get(kind),
                annotation=Annotated[kind, clothes],
            )
        )
    return made


@dataclass(frozen=True, slots=True)
class Job:
    """One run of a brick, asked for on the command line."""

    brick: Brick[..., Any]
    fields: tuple[form.Field, ...]
    language: str
    say: Say

    def do(self, given: Mapping[str, Any], wishes: Wishes) -> Exit:
        """Run the brick and show what came out."""
        try:
            inputs = self.brick.inputs.model_validate(self.document(given, wishes))
        except ValidationError as error:
            raise self.refused(error) from error
        if wishes.validate_only:
            mention(self.say("The inputs are valid."))
            return Exit.DONE
        folder = self.perform(inputs, wishes)
        outcome = folder.get("outcome", self.brick.outputs)
        self.write(folder, outcome, wishes)
        if not wishes.json and not wishes.out:
            for name, value in output.summary(self.brick, outcome, self.language, self.say):
                print(f"{name}: {value}")  # noqa: T201 - what the command is asked for
        return Exit.DONE

    def for_each(self, given: Mapping[str, Any], wishes: Wishes) -> Exit:
        """Run the brick for each row of a table."""
        from citybricks.faces.cli import many

        return many.run(self, self.document(given, wishes), wishes)

    def document(self, given: Mapping[str, Any], wishes: Wishes) -> dict[str, Any]:
        """Return the inputs that the options hold, as a JSON document with files for tables.

        Raises
        ------
        Refused
            When a file cannot be read, or an example is asked for and there is none.
        """
        texts, tables = option.read(self.fields, given, self.say)
        if wishes.example:
            example = example_of(self.brick)
            if example is None:
                raise Refused(f"--example: {self.say('the author of this brick ships none')}")
            shown_texts, shown_tables = option.example(self.fields, example.inputs)
            texts, tables = shown_texts | texts, shown_tables | tables
        return form.read(self.fields, texts, tables)

    def refused(self, error: ValidationError | BrickError) -> Refused:
        """Return what ends the command, a line for each problem."""
        found = problems(error, self.say)
        lines = [option.line(problem, self.fields, self.say) for problem in found]
        named = isinstance(error, ValidationError) or error.input
        return Refused(*lines, code=Exit.INVALID if named else Exit.FAILED)

    def perform(self, inputs: Model, wishes: Wishes) -> Folder:
        """Run the brick on inputs never seen before; find the run again otherwise.

        Raises
        ------
        Refused
            When the brick cannot answer, or a folder cannot be written.
        """
        if wishes.out:
            _make_folder(wishes.out, self.say)
        try:
            runs = store()
            key = runs.accept(self.brick, inputs)
        except OSError as error:
            message = self.say(
                "{path} cannot be written: {reason}", path=home(), reason=error.strerror
            )
            raise Refused(f"CITYBRICKS_HOME: {message}", code=Exit.FAILED) from error
        folder = runs.run(key)
        if folder.exists():
            mention(self.say("This was run before; the outcome is from the store."))
            return folder
        started = datetime.now(UTC)
        try:
            with watched(self.say(self.brick.title), self.say) as run:
                perform(self.brick, key, runs, run, where=wishes.on or "inline")
        except BrickError as error:
            raise self.refused(error) from error
        times = {"started": started.isoformat(), "ended": datetime.now(UTC).isoformat()}
        folder.write(_ACCOUNT, json.dumps(times).encode())
        return folder

    def write(self, folder: Folder, outcome: Model, wishes: Wishes) -> None:
        """Write the outcome where it was asked for."""
        if wishes.out:
            (wishes.out / "outcome.json").write_text(output.write_json(outcome), encoding="utf-8")
            output.write_tables(outcome, wishes.out)
            output.write_page(self.brick, outcome, self.language, wishes.out / "page.html")
            write_crate(self.brick, folder, _account(folder), wishes.out / "crate.zip")
            mention(self.say("The outcome is in {path}.", path=wishes.out))
        if wishes.json:
            print(output.write_json(outcome))  # noqa: T201 - what the command is asked for


def _make_folder(path: Path, say: Say) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = say("{path} cannot be written: {reason}", path=path, reason=error.strerror)
        raise Refused(f"--out: {message}") from error


def _account(folder: Folder) -> Account:
    """Return when the run happened; one kept by the hub says so elsewhere."""
    if not folder.exists(_ACCOUNT):
        now = datetime.now(UTC)
        return Account(now, now)
    times = json.loads(folder.read(_ACCOUNT))
    started, ended = (datetime.fromisoformat(times[name]) for name in ("started", "ended"))
    return Account(started, ended)
