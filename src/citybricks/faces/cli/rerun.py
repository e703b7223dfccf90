"""`citybricks rerun CRATE`: whether what another city ran comes out the same here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from citybricks.faces.cli.command import store
from citybricks.faces.cli.ending import Exit, Refused, Say
from citybricks.faces.cli.progress import watched
from citybricks.faces.problems import problems
from citybricks.kernel.errors import BrickError, NoSuchBrick
from citybricks.kernel.rerun import Comparison, rerun
from citybricks.types.media import shortened


def again(crate: Path, say: Say) -> Exit:
    """Run what `crate` holds once more and print what differs.

    Raises
    ------
    Refused
        When it is not the crate of a run, or of a brick that is not here.
    """
    if not crate.is_file():
        raise Refused(f"CRATE: {say('there is no file {path}', path=crate)}")
    try:
        with watched(crate.name, say) as run, run.active():
            found = rerun(crate, store())
    except (BrickError, ValidationError) as error:
        raise Refused(*(f"CRATE: {each.message}" for each in problems(error, say))) from error
    except NoSuchBrick as error:
        raise Refused(
            f"CRATE: {say('holds a run of a brick that is not installed here')}"
        ) from error
    return _told(found, say)


def _told(found: Comparison, say: Say) -> Exit:
    if found.version_then != found.version_now:
        then, now = found.version_then, found.version_now
        text = say(
            "{brick} was at version {then}, now {now}", brick=found.brick, then=then, now=now
        )
        print(text)  # noqa: T201 - what the command is asked for
    if not found.differences:
        print(say("The outcome is the same: {key}", key=found.key_now))  # noqa: T201 - likewise
        return Exit.DONE
    for step in found.steps:
        text = say("step {step} yields something else", step=step.step)
        if step.version_then != step.version_now:
            text += f" ({step.brick} {step.version_then} → {step.version_now})"
        print(text)  # noqa: T201 - likewise
    for each in found.differences:
        print(f"{each.field}: {_brief(each.then)} → {_brief(each.now)}")  # noqa: T201 - likewise
    return Exit.DIFFERS


def _brief(value: Any) -> str:
    return shortened(value, 200)
