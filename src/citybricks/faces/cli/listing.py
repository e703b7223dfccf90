"""`citybricks list` and `citybricks show`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from citybricks.faces.cli.ending import Say
from citybricks.faces.description import Description, description_of
from citybricks.kernel.brick import Brick


def described(about: Description, say: Say) -> str:
    """Return title, summary and users of a brick, for the help of its command."""
    users = say("For: {users}", users=about.users) if about.users else ""
    return "\n\n".join(part for part in (about.title, *about.summary, users) if part)


def list_all(language: str, say: Say) -> None:
    """Print a line for each brick."""
    from rich.table import Table

    from citybricks.kernel.registry import all_bricks

    table = Table(box=None, pad_edge=False)
    for heading in (say("Brick"), say("Title"), say("City"), say("Theme"), "SDG"):
        table.add_column(heading, overflow="fold")
    for brick in all_bricks().values():
        about = description_of(brick, language)
        table.add_row(brick.id, about.title, about.city, about.theme, ", ".join(about.sdg))
    screen().print(table)


def show(brick: Brick[..., Any], language: str, say: Say) -> None:
    """Print what a brick does, takes and returns, and where its methods come from."""
    console = screen()
    for line in _lines(brick, language, say):
        console.print(line, markup=False, highlight=False)


def _lines(brick: Brick[..., Any], language: str, say: Say) -> Iterator[str]:
    from citybricks.faces import form
    from citybricks.faces.cli import option
    from citybricks.faces.example import example_of
    from citybricks.faces.json_schema import words_of

    about = description_of(brick, language)
    yield described(about, say)
    facts = [about.city, about.theme, *(f"SDG {code}" for code in about.sdg)]
    yield f"\n{brick.id} {brick.version}: {', '.join(filter(None, facts))}"
    yield f"\n{say('Inputs')}"
    for leaf in form.leaves(form.fields(brick, language)):
        text = option.described(leaf, say).replace("\n", "\n  ")
        yield f"  {option.name_of(leaf.path)}: {text}"
    yield f"\n{say('Outcome')}"
    yield from _outputs(brick, language, say)
    if about.sources:
        yield f"\n{say('Sources')}"
        yield from (f"  [{at}] {text}" for at, text in enumerate(about.sources, 1))
    if example := example_of(brick):
        yield f"\n{say('Example')}"
        yield f"  {words_of(brick, language)(example.title)}"
        yield f"  {example.source}; {example.licence}"


def _outputs(brick: Brick[..., Any], language: str, say: Say) -> Iterator[str]:
    from citybricks.faces.cli.option import unit
    from citybricks.faces.json_schema import outputs_of

    for name, schema in outputs_of(brick, language).items():
        code = schema.get("x-ogc-unit", "")
        suffix = f" ({say('in {unit}', unit=unit(code, say))})" if code else ""
        yield f"  {name}: {schema.get('description', schema['title'])}{suffix}"


def screen() -> Any:
    """Return a console as wide as the terminal; wide enough for any line elsewhere."""
    import sys

    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=10_000)
