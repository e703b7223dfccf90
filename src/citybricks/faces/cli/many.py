"""`citybricks run BRICK --each TABLE`: one run for each row, and one table of what came out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from citybricks.faces import form, many
from citybricks.faces.cli import option
from citybricks.faces.cli.command import Job, Wishes
from citybricks.faces.cli.ending import Exit, Refused, Say, speaker
from citybricks.faces.cli.listing import screen
from citybricks.faces.cli.progress import mention
from citybricks.faces.json_schema import words_of
from citybricks.kernel.columns import inputs_of
from citybricks.kernel.errors import BrickError
from citybricks.kernel.registry import find
from citybricks.types import File, Table
from citybricks.types.cities import Attachment, City
from citybricks.views.reader import Reader

_WEB = ("http://", "https://")


def run(job: Job, shared: Mapping[str, Any], wishes: Wishes) -> Exit:
    """Run a brick for each row of the table that is wished for.

    Parameters
    ----------
    job
        The brick, and in which language it speaks.
    shared
        Inputs that are the same for all rows, with files for tables.
    wishes
        What is asked of the command.

    Raises
    ------
    Refused
        When the table or the inputs that all rows share cannot be used.
    """
    table = _rows(job, wishes.each)
    files = dict(_files(job, table, wishes.each))
    plain = _named(shared, files)
    if wishes.validate_only:
        return _checked(job, table, plain, files)
    each = find("each")
    of_each = Job(each, form.fields(each, job.language), job.language, _speaker(job))
    given = {
        "brick": job.brick.id,
        "rows": table,
        "shared": plain,
        "files": [Attachment.fields_of(replace(file, name=n)) for n, file in files.items()],
    }
    try:
        inputs = each.inputs.model_validate(given)
    except ValidationError as error:
        raise of_each.refused(error) from error
    folder = of_each.perform(inputs, wishes)
    outcome = folder.get("outcome", each.outputs)
    of_each.write(folder, outcome, wishes)
    if not wishes.json and not wishes.out:
        _print(job, outcome)
    if not outcome.failed:
        return Exit.DONE
    mention(
        job.say("{failed} of {rows} rows could not be run.", failed=outcome.failed, rows=len(table))
    )
    return Exit.PARTLY


def _rows(job: Job, path: str) -> Table[City]:
    try:
        return many.rows_of(option.file_at("each", path, job.say), job.brick)
    except BrickError as error:
        raise Refused(f"--each: {job.say(error.message, **error.values)}") from error


def _files(job: Job, table: Table[City], path: str) -> Iterator[tuple[str, File]]:
    """Yield the files that cells name, beside the table or on the web, as far as they are there."""
    beside = Path() if path.startswith(_WEB) else Path(path).parent
    for name in many.named(job.brick, table):
        at = name if name.startswith(_WEB) else str(beside / name)
        try:
            yield name, option.file_at("each", at, job.say)
        except Refused as error:
            mention(*error.lines)


def _named(shared: Mapping[str, Any], files: dict[str, File]) -> dict[str, Any]:
    """Return a document in which names stand for its files, which are put among the others."""
    plain: dict[str, Any] = {}
    for path, value in shared.items():
        several = isinstance(value, list) and any(isinstance(each, File) for each in value)
        given = value if several else [value]
        if not isinstance(given[0], File):
            plain[path] = value
            continue
        names = [f"{path}-{at}-{file.name}" for at, file in enumerate(given)]
        files |= zip(names, given, strict=True)
        plain[path] = ";".join(names)
    return plain


def _checked(
    job: Job, table: Table[City], shared: Mapping[str, Any], files: Mapping[str, File]
) -> Exit:
    """Say what the table holds, and what is wrong with its rows."""
    found = many.check(job.brick, table, shared, files, words_of(job.brick, job.language))
    listed = Reader(language=job.language).listed
    mention(job.say("columns that are inputs: {names}", names=listed(*found.used) or "–"))
    mention(job.say("other columns, kept: {names}", names=listed(*found.kept) or "–"))
    if found.missing:
        mention(job.say("needed, and in no column: {names}", names=listed(*found.missing)))
    for row in found.wrong:
        where = job.say("row {number}", number=row.number)
        for problem in row.problems:
            mention(f"{where} {row.name}: {problem}" if row.name else f"{where}: {problem}")
    if not found.fits:
        return Exit.INVALID
    mention(job.say("The inputs are valid."))
    return Exit.DONE


def _print(job: Job, outcome: Any) -> None:
    """Print the results as a table."""
    from rich.table import Table as Grid

    from citybricks.bricks.each.views import Dressed, speaking
    from citybricks.views.columns import columns

    words = words_of(find("each"), job.language)
    reader = speaking(job.brick.id, Reader(words, job.language))
    dressed = Dressed(outcome)
    known = inputs_of(job.brick.inputs)
    shown = [
        each
        for each in columns(dressed.results(dressed.problems(reader)))
        if each.name == dressed.named or each.name not in known or each.name in dressed.measured
    ]
    grid = Grid(box=None, pad_edge=False, header_style="")
    for each in shown:
        grid.add_column(each.heading(reader), justify="right" if each.numeric else "left")
    for row in zip(*(each.texts(reader) for each in shown), strict=True):
        grid.add_row(*row)
    screen().print(grid, markup=False, highlight=False)


def _speaker(job: Job) -> Say:
    """Return what speaks of both, the brick `each` and the one it runs."""
    own, inner = words_of(find("each"), job.language), words_of(job.brick, job.language)
    return speaker(job.language, lambda text: inner(text) if own(text) == text else own(text))
