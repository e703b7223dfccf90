"""The command line: its commands, and how it starts and ends."""

import difflib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, CycloptsError, Group, Parameter
from cyclopts import exceptions as wrong

from citybricks.faces.cli import language as tongue
from citybricks.faces.cli.ending import Exit, Refused, Say, speaker
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import NoSuchBrick
from citybricks.kernel.run import Cancelled

Extend = Callable[[App, Say], None]
_ENDINGS = """\
Exit codes: 0 done; 1 the brick failed; 2 the inputs are not valid; 3 a rerun differs; \
4 some rows of a table could not be run; 130 interrupted.

Every command takes --language zh-Hans or --language en. Runs are kept in the folder that \
CITYBRICKS_HOME names, ~/.citybricks by default."""


def main(tokens: Sequence[str], extend: Extend) -> int:
    """Carry out a command and return its exit code.

    Parameters
    ----------
    tokens
        The arguments of the command line.
    extend
        Adds the commands of the hub, which stands above the faces.
    """
    say = speaker(tongue.of_environment(os.environ))
    try:
        language, rest = tongue.split(tokens, os.environ)
        say = speaker(language)
        app = make(language, rest, say)
        extend(app, say)
        ended = app(rest, exit_on_error=False, print_error=False, result_action="return_value")
        return int(ended or Exit.DONE)
    except Refused as error:
        return _stop(error.code, *error.lines)
    except CycloptsError as error:
        return _stop(Exit.INVALID, complaint(error, say))
    except (Cancelled, KeyboardInterrupt):
        return _stop(Exit.INTERRUPTED, say("Interrupted."))
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE


def _stop(code: Exit, *lines: str) -> int:
    sys.stderr.writelines(f"{line}\n" for line in lines)
    return code


def make(language: str, tokens: Sequence[str], say: Say) -> App:
    """Return the commands; `run` knows the one brick that `tokens` name, or all of them."""
    app = App(
        name="citybricks",
        help=say("City bricks: software that one city writes and every city can run."),
        help_epilogue=say(_ENDINGS),
        help_format="plaintext",
        version=_version,
        group_commands=Group(say("Commands")),
        group_parameters=Group(say("Options"), sort_key=1),
        group_arguments=Group(say("Arguments")),
        suppress_keyboard_interrupt=False,
    )
    app["--help"].help = say("show what a command does and takes")
    app["--version"].help = say("show the version of citybricks")
    run = App(name="run", help=say("Run a brick on your own data."), sort_key=3)
    app.command(run)
    if list(tokens[:1]) == ["run"]:
        _add_bricks(run, tokens[1:], language, say)
    _add_reading(app, language, say)
    return app


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("citybricks")
    except PackageNotFoundError:  # run from its source
        return "citybricks"


def _add_bricks(run: App, tokens: Sequence[str], language: str, say: Say) -> None:
    from citybricks.faces.cli.command import command_of
    from citybricks.faces.cli.listing import described
    from citybricks.faces.description import description_of
    from citybricks.kernel.registry import all_bricks

    named = next(iter(tokens), "-")
    bricks: Iterable[Brick[..., Any]] = (
        all_bricks().values() if named.startswith("-") else [brick_named(named, say)]
    )
    for brick in bricks:
        names = {brick.id, named} - {"-", "--help", "-h"}
        usage = f"citybricks run {brick.id} [OPTIONS]"
        said = described(description_of(brick, language), say)
        run.command(command_of(brick, language), name=sorted(names), help=said, usage=usage)


def _add_reading(app: App, language: str, say: Say) -> None:
    from citybricks.faces.cli import listing

    named = Parameter(help=say("Id of a brick, such as solar-street."))
    packed = Parameter(help=say("The file crate.zip of a run."))

    def list_() -> None:
        listing.list_all(language, say)

    def show(brick: Annotated[str, named], /) -> None:
        listing.show(brick_named(brick, say), language, say)

    def rerun(crate: Annotated[Path, packed], /) -> Exit:
        from citybricks.faces.cli.rerun import again

        return again(crate, say)

    app.command(list_, name="list", help=say("List the bricks there are."), sort_key=1)
    app.command(show, help=say("Show what a brick does, takes and returns."), sort_key=2)
    said = say("Run what a crate holds once more, and compare the outcomes.")
    app.command(rerun, help=said, sort_key=4)


def brick_named(name: str, say: Say) -> Brick[..., Any]:
    """Return the brick called `name`, in kebab-case or snake_case.

    Raises
    ------
    Refused
        When there is none; names the closest.
    """
    from citybricks.kernel.registry import all_bricks, find

    try:
        return find(name.replace("_", "-"))
    except NoSuchBrick as error:
        close = difflib.get_close_matches(name, all_bricks(), n=1, cutoff=0.5)
        advice = (
            say("did you mean {closest}?", closest=close[0])
            if close
            else say("`citybricks list` names those there are")
        )
        said = say("there is no such brick")
        raise Refused(f"{name}: {said}{say('; ')}{advice}") from error


def complaint(error: CycloptsError, say: Say) -> str:  # noqa: PLR0911 - a line for each kind
    """Say in one line what is wrong with the command as typed."""
    unused = (error.unused_tokens or [""])[0]
    option = error.argument.name if error.argument else ""
    match error:
        case wrong.UnknownOptionError():
            typed = error.token.keyword or error.token.value
            known = [name for each in error.argument_collection for name in each.names]
            return f"{typed}: {_lacking(say('is not an option'), typed, known, say)}"
        case wrong.UnknownCommandError():
            known = [name for name in (error.app or ()) if not name.startswith("-")]
            return f"{unused}: {_lacking(say('is not a command'), unused, known, say)}"
        case wrong.MissingArgumentError() if option.startswith("--"):
            return f"{option}: {say('needs a value')}"
        case wrong.MissingArgumentError():
            return f"{option}: {say('is required and was not given')}"
        case wrong.RepeatArgumentError():
            return f"{error.token.keyword}: {say('is given more than once')}"
        case wrong.UnusedCliTokensError():
            return f"{unused}: {say('is not expected here')}"
        case wrong.CoercionError() if error.token:
            return f"{option}: {say('cannot be {input}', input=error.token.value)}"
        case wrong.ValidationError() if error.argument and error.argument.tokens:
            return f"{option}: {say('cannot be {input}', input=error.argument.tokens[-1].value)}"
    return str(error)


def _lacking(said: str, typed: str, known: Iterable[str], say: Say) -> str:
    close = difflib.get_close_matches(typed, list(known), n=1)
    if not close:
        return said
    return f"{said}{say('; ')}{say('did you mean {closest}?', closest=close[0])}"
