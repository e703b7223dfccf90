"""Keep the translations of bricks, faces and views complete: ``<language>.po`` beside the code.

``python -m tools.messages`` adds the texts that are missing and drops those that are gone, keeping
translations; ``--check`` changes nothing and fails when a text has no translation, or a doubtful
one. The English texts are the message ids, and they are found where they are used: in signatures,
docstrings, fields, and in the words a brick says while it runs.
"""

from __future__ import annotations

import argparse
import io
import string
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from citybricks.kernel.translation import LANGUAGES

_HEADER = """\
# Translations of the texts in this folder; `python -m tools.messages` keeps them complete.
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def languages() -> list[str]:
    """Return the languages that texts are translated into."""
    return [language for language in LANGUAGES if language != "en"]


def path_of(folder: Path, language: str) -> Path:
    """Return the file with the translations of the texts of a folder."""
    return folder / f"{language.replace('-', '_')}.po"


def load(path: Path) -> Catalog:
    """Read translations; there are none where there is no file."""
    if not path.exists():
        return Catalog()
    with path.open("rb") as file:
        return read_po(file, charset="utf-8")


def updated(known: Catalog, texts: Iterable[str]) -> Catalog:
    """Return a catalogue of exactly `texts`, with the translations that are known."""
    template = Catalog()
    for text in texts:
        template.add(text)
    known.update(template, update_creation_date=False)
    for message in known:
        message.locations = []
    return known


def written(catalogue: Catalog, locale: str) -> bytes:
    """Write a catalogue so that equal ones have equal bytes."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, omit_header=True, no_location=True, ignore_obsolete=True)
    return (_HEADER.format(locale=locale) + buffer.getvalue().decode().lstrip()).encode()


def faults(catalogue: Catalog, texts: Iterable[str]) -> Iterator[str]:
    """Yield what keeps a catalogue from being complete and right."""
    known = {str(message.id): message for message in catalogue if message.id}
    wanted = set(texts)
    yield from (f"obsolete: {text}" for text in known if text not in wanted)
    for text in texts:
        message = known.get(text)
        if message is None or not message.string:
            yield f"missing: {text}"
        elif message.fuzzy:
            yield f"fuzzy: {text}"
        elif _placeholders(text) != _placeholders(str(message.string)):
            yield f"other placeholders: {text}"


def _placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:  # a text with braces that is never filled in
        return set()


def check(folders: dict[Path, list[str]]) -> list[str]:
    """List what is wrong with the translations of each folder."""
    return [
        f"{path_of(folder, language)}: {fault}"
        for folder, texts in folders.items()
        for language in languages()
        for fault in faults(load(path_of(folder, language)), texts)
    ]


def update(folders: dict[Path, list[str]]) -> Iterator[Path]:
    """Write the translations of each folder anew; yield the files that changed."""
    for folder, texts in folders.items():
        for language in languages():
            path = path_of(folder, language)
            content = written(updated(load(path), texts), language.replace("-", "_"))
            if texts and (not path.exists() or path.read_bytes() != content):
                path.write_bytes(content)
                yield path


def main() -> int:
    """Update or check the translations."""
    sys.path.insert(0, str(Path(__file__).parent.parent))  # for `python tools/messages.py`
    from tools.texts import needed

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, fail when incomplete")
    if not parser.parse_args().check:
        for path in update(needed()):
            print(f"updated {path}")
        return 0
    found = check(needed())
    print("\n".join(found) or "every text is translated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
