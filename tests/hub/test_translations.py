"""Every text of the hub is in Chinese, and nothing else is.

``make messages`` brings the files up to date; then somebody translates.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[2] / "src"
FILES = "citybricks/**/locale/zh_Hans/LC_MESSAGES/django.po"
STARTED = "citybricks/**/locale/[!z]*/LC_MESSAGES/django.po"


def catalogues(source: Path, files: str = FILES) -> dict[str, Catalog]:
    """Read the translations of each Django app."""
    found = {}
    for path in sorted(source.glob(files)):
        with path.open("rb") as file:
            found[str(path.relative_to(source))] = read_po(file)
    return found


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Catalog]:
    """The translations as they are after the texts have been collected from the code."""
    if not shutil.which("xgettext"):
        pytest.skip("gettext is not installed: apt-get install gettext")
    copy = tmp_path_factory.mktemp("source")
    kept = shutil.ignore_patterns("__pycache__", "*.mo", "test_*", "*.json", "*.csv", ".*")
    shutil.copytree(SOURCE / "citybricks", copy / "citybricks", ignore=kept)
    command = "django", "makemessages", "-l", "zh_Hans", "--no-location", "--no-wrap"
    subprocess.run(
        [sys.executable, "-P", "-m", *command],  # -P: our `types` is not Python's
        cwd=copy / "citybricks",
        env=os.environ | {"PYTHONPATH": str(copy), "CITYBRICKS_HOME": str(copy / "home")},
        check=True,
        capture_output=True,
    )
    return catalogues(copy)


def test_every_text_is_translated(wanted: dict[str, Catalog]) -> None:
    missing = [
        f"{path}: {message.id}"
        for path, catalogue in wanted.items()
        for message in catalogue
        if message.id and (not message.string or message.fuzzy)
    ]
    assert not missing, "\n".join(missing)


def test_no_translation_is_left_over(wanted: dict[str, Catalog]) -> None:
    left = [
        f"{path}: {message.id}"
        for path, catalogue in wanted.items()
        for message in catalogue.obsolete.values()
    ]
    assert not left, "\n".join(left)


def test_every_app_with_texts_has_its_translations(wanted: dict[str, Catalog]) -> None:
    assert wanted.keys() == catalogues(SOURCE).keys()


def test_languages_that_are_started_translate_what_there_is(wanted: dict[str, Catalog]) -> None:
    known = {message.id for catalogue in wanted.values() for message in catalogue}
    started = catalogues(SOURCE, STARTED)
    assert {Path(path).parts[-3] for path in started} >= {"pt", "ru", "ja"}
    wrong = [
        f"{path}: {message.id}"
        for path, catalogue in started.items()
        for message in catalogue
        if message.id
        and (
            message.id not in known
            or not message.string
            or message.fuzzy
            or placeholders(message.id) != placeholders(message.string)
        )
    ]
    assert not wrong, "\n".join(wrong)


def placeholders(texts: str | Iterable[str]) -> set[str]:
    """Return what is filled in, by name."""
    whole = texts if isinstance(texts, str) else "\n".join(texts)
    return set(re.findall(r"%\(\w+\)[sd]|\{\w+\}", whole))


def test_the_same_is_filled_in_in_both_languages() -> None:
    other = [
        f"{path}: {message.id}"
        for path, catalogue in catalogues(SOURCE).items()
        for message in catalogue
        if message.id and placeholders(message.id) != placeholders(message.string)
    ]
    assert not other, "\n".join(other)
