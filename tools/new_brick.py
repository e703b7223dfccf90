"""Make the folder of a new brick that runs and passes every test: `make new-brick NAME=…`.

Its author then replaces what the template computes, and its texts, by what a city does. With
``--blueprint`` it is a blueprint, which joins two bricks: `make new-blueprint NAME=…`.
"""

from __future__ import annotations

import argparse
import keyword
import sys
from pathlib import Path
from string import Template

ROOT = Path(__file__).parent.parent
TEMPLATE = Path(__file__).parent / "template"
BLUEPRINT = TEMPLATE / "blueprint"
BRICKS = ROOT / "src" / "citybricks" / "bricks"
BLUEPRINTS = ROOT / "src" / "citybricks" / "blueprints"
FILES = {
    "__init__.py": "__init__.py.txt",
    "brick.py": "brick.py.txt",
    "example.json": "example.json",
    "test_$name.py": "test_brick.py.txt",
    "zh_Hans.po": "zh_Hans.po",
}
"""What the folder holds, and which template each file is made from."""


def snake(name: str) -> str:
    """Return the name of a brick as a Python name.

    Raises
    ------
    ValueError
        When it is none: words in lower case, joined by ``_`` or ``-``.
    """
    words = name.replace("-", "_")
    if not words.isidentifier() or keyword.iskeyword(words) or words != words.lower():
        raise ValueError(f"{name!r} is not a name such as quiet_streets: lower case, words joined")
    return words


def create(name: str, bricks: Path = BRICKS, template: Path = TEMPLATE) -> Path:
    """Write the folder of the brick `name` and return it.

    Parameters
    ----------
    name
        What the brick does, such as ``quiet_streets``.
    bricks
        The folder of all bricks, or of all blueprints.
    template
        What the files are made from: `TEMPLATE` or `BLUEPRINT`.

    Raises
    ------
    ValueError
        When the name is not one a brick can have.
    FileExistsError
        When there is such a folder already.
    """
    words = snake(name)
    title = words.replace("_", " ").capitalize()
    values = {
        "name": words,
        "id": words.replace("_", "-"),
        "title": title,
        "outcome": words.title().replace("_", ""),
    }
    folder = bricks / words
    folder.mkdir(parents=True)
    for target, source in FILES.items():
        text = (template / source).read_text(encoding="utf-8")
        path = folder / Template(target).substitute(values)
        path.write_text(Template(text).safe_substitute(values), encoding="utf-8")
    return folder


def main() -> int:
    """Make the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="what the brick does, such as quiet_streets")
    parser.add_argument("--blueprint", action="store_true", help="join bricks that there are")
    said = parser.parse_args()
    where = (BLUEPRINTS, BLUEPRINT) if said.blueprint else (BRICKS, TEMPLATE)
    try:
        folder = create(said.name, *where)
    except (ValueError, FileExistsError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    files = ", ".join(sorted(path.name for path in folder.iterdir()))
    print(f"{folder}: {files}\nTry it: citybricks run {folder.name.replace('_', '-')} --example")
    return 0


if __name__ == "__main__":
    sys.exit(main())
