"""The form of a brick for many cities: a table, the files its cells name, and what all share."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import ValidationError

from citybricks.faces import many
from citybricks.faces.example import example_of
from citybricks.faces.form import read, value_at, written
from citybricks.faces.href import fetch
from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import Problem, problems
from citybricks.hub.lab.forms import Bound, Form, Kept, as_file, uploads
from citybricks.hub.ogc.inputs import limits
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import BrickError, NoSuchRun
from citybricks.kernel.registry import find
from citybricks.types import File, Model, Table
from citybricks.types.cities import Attachment, City, frame_of
from citybricks.types.files import CSV

ROWS, FILES = "many-rows", "many-files"
"""Names of the form's own fields; with their hyphen they are no input of any brick."""
_WEB = ("http://", "https://")


@dataclass(slots=True)
class ManyForm:
    """What a form for many cities holds."""

    brick: Brick[..., Any]
    language: str
    form: Form = field(init=False)
    rows: Kept | None = None
    files: list[Kept] = field(default_factory=list)
    found: list[Problem] = field(default_factory=list)
    check: many.Check | None = None

    def __post_init__(self) -> None:
        self.form = Form(self.brick, self.language)
        self.form.fill({})

    def fill(self, document: Mapping[str, Any]) -> None:
        """Fill it in from the inputs of an earlier run of `each`."""
        frame = Table(frame_of(document["rows"])).write(CSV)
        self.rows = Kept.keep(File(frame, CSV, "cities.csv"))
        self.files = [Kept.keep(Attachment(**each).file()) for each in document["files"]]
        self.form.fill(document["shared"])

    def fill_example(self) -> None:
        """Fill it in with the brick's example, in one row."""
        example = example_of(self.brick)
        if example is None:
            return
        self.rows = Kept.keep(File(many.template(self.brick), CSV, "cities.csv"))
        for path, names in many.example_files(self.brick).items():
            value = value_at(example.inputs, path)
            values = value if isinstance(value, list) and len(names) > 1 else [value]
            for name, each in zip(names, values, strict=True):
                self.files.append(Kept.keep(replace(as_file(path, each), name=name)))

    def take(self, request: HttpRequest) -> None:
        """Fill it in from what was sent; uploads are kept, whatever else is wrong."""
        self.form.texts |= {name: str(value) for name, value in request.POST.items()}
        held = list(self._held(request.POST.getlist(f"{ROWS}.kept")))
        fresh = [Kept.keep(file) for file in uploads(request.FILES, ROWS)]
        self.rows = next(iter([*fresh, *held]), None)
        files = [*self._held(request.POST.getlist(f"{FILES}.kept"))]
        files += [Kept.keep(file) for file in uploads(request.FILES, FILES)]
        self.files = list({kept.name: kept for kept in files}.values())

    def _held(self, tokens: list[str]) -> Iterator[Kept]:
        for token in filter(None, tokens):
            try:
                yield Kept.of_token(token)
            except signing.BadSignature:
                self._lost()

    def _lost(self) -> None:
        said = _("A file is not kept here any more; please choose it again.")
        self.found.append(Problem("", said))

    def shared(self) -> dict[str, Any]:
        """Return the inputs that are the same for all rows, where they are not the defaults."""
        fields = self.form.fields
        usual = read(fields, written(fields, {}), {})
        given = read(fields, self.form.texts, {})
        return {name: value for name, value in given.items() if value != usual.get(name)}

    def bound(self) -> list[Bound]:
        """Return the fields that all rows may share: those that take no file."""
        shapes = ("table", "tables")
        return [one for one in self.form.bound() if one.field.shape not in shapes]

    def validate(self) -> Model | None:
        """Check the table, and return the inputs of `each`; None when they are not whole."""
        table = self._table()
        if table is None:
            return None
        self._fetch(table)
        files = {file.name: file for file in self._files()}
        words = words_of(self.brick, self.language)
        self.check = many.check(self.brick, table, self.shared(), files, words)
        given = {
            "brick": self.brick.id,
            "rows": table,
            "shared": self.shared(),
            "files": [Attachment.fields_of(file) for file in files.values()],
        }
        each = find("each")
        try:
            inputs: Model = each.inputs.model_validate(given)
        except ValidationError as error:
            self.found += problems(error, words_of(each, self.language))
            return None
        return None if self.found or self.check.missing else inputs

    def _table(self) -> Table[City] | None:
        if self.rows is None:
            if not self.found:
                self.found.append(Problem("", _("Choose the table with a row for each city.")))
            return None
        try:
            return many.rows_of(self.rows.file(), self.brick)
        except NoSuchRun:
            self.rows = None
            self._lost()
        except BrickError as error:
            self.found += problems(error, words_of(self.brick, self.language))
        return None

    def _files(self) -> Iterator[File]:
        for kept in tuple(self.files):
            try:
                yield kept.file()
            except NoSuchRun:
                self.files.remove(kept)
                self._lost()

    def _fetch(self, table: Table[City]) -> None:
        """Keep the files whose addresses stand in cells; together they share one clock."""
        known = {kept.name for kept in self.files}
        allowed, begun = limits(), time.monotonic()
        words = words_of(self.brick, self.language)
        for name in many.named(self.brick, table):
            if name in known or not name.startswith(_WEB):
                continue
            left = allowed.seconds - (time.monotonic() - begun)
            try:
                found = fetch("", name, replace(allowed, seconds=max(left, 0.001)))
            except BrickError as error:
                self.found += problems(error, words)
                continue
            self.files.append(Kept.keep(replace(found, name=name)))
