"""Compile the hub's translations when the package is built or installed for development."""

from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from opencc import OpenCC


class CompileMessages(BuildHookInterface):
    """Write ``django.mo`` beside each ``django.po``; Django reads nothing else."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before every build, editable ones included."""
        del version, build_data
        for source in Path(self.root, "src").rglob("LC_MESSAGES/*.po"):
            with source.open("rb") as po:
                catalogue = read_po(po)
            _write(source.with_suffix(".mo"), catalogue)
            if source.parts[-3] == "zh_Hans":
                _write(_beside(source, "zh_Hant").with_suffix(".mo"), _traditional(catalogue))


def _write(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


def _beside(source: Path, locale: str) -> Path:
    return source.parents[2] / locale / source.parent.name / source.name


def _traditional(catalogue: Catalog) -> Catalog:
    """Write simplified Chinese in the characters and words of Hong Kong and Macao."""
    convert = OpenCC("s2hk").convert
    for message in catalogue:
        said = message.string
        message.string = convert(said) if isinstance(said, str) else tuple(map(convert, said))
    return catalogue
