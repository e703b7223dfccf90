"""The form of a brick as it stands: what was filled in, what is kept, what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from pydantic import ValidationError

from citybricks.faces.form import Field, Shape, fields, leaves, read, value_at, written
from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import Problem, problems
from citybricks.hub.jobs.runs import store
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import NoSuchRun
from citybricks.types import File, Model
from citybricks.types.files import GEOJSON, JSON

KEPT_SECONDS = 7 * 24 * 3600
"""How long a token stands for its file."""
_SALT = "kept-file"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was uploaded, or came with the example, and waits in the run store."""

    name: str
    media_type: str
    digest: str
    size: int

    @classmethod
    def keep(cls, file: File) -> Kept:
        """Put a file into the run store."""
        name = store().keep_file(file.content)
        return cls(file.name, file.media_type, name, len(file.content))

    @classmethod
    def of_token(cls, token: str) -> Kept:
        """Read a token; it names the file and proves that its holder may read it.

        Raises
        ------
        django.core.signing.BadSignature
            When the token was not made by this hub, or too long ago.
        """
        said = signing.loads(token, salt=_SALT, max_age=KEPT_SECONDS)
        try:
            return cls(**said)
        except TypeError as error:  # an earlier version of the hub said something else
            raise signing.BadSignature(str(error)) from error

    @property
    def token(self) -> str:
        """What stands for the file in a form."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return signing.dumps(values, salt=_SALT, compress=True)

    def file(self) -> File:
        """Return the file itself.

        Raises
        ------
        NoSuchRun
            When it is kept no more.
        """
        return File(store().file(self.digest), self.media_type, self.name)


@dataclass(frozen=True, slots=True)
class Bound:
    """One field with what is in it."""

    field: Field
    text: str = ""
    kept: tuple[Kept, ...] = ()
    problems: tuple[str, ...] = ()
    fields: tuple[Bound, ...] = ()

    @property
    def id(self) -> str:
        """Its id on the page."""
        return "f-" + self.field.path.replace(".", "-").replace("_", "-")

    @property
    def is_open(self) -> bool:
        """Whether a group is shown opened: when something in it is wrong."""
        return any(one.problems or one.is_open for one in self.fields)


def every(bound: Iterable[Bound]) -> Iterator[Bound]:
    """Yield fields and, where they are groups, those inside."""
    for one in bound:
        yield one
        yield from every(one.fields)


@dataclass(slots=True)
class Form:
    """The form of a brick."""

    brick: Brick[..., Any]
    language: str
    texts: dict[str, str] = field(default_factory=dict)
    kept: dict[str, list[Kept]] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    found: list[Problem] = field(default_factory=list)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its fields."""
        return fields(self.brick, self.language)

    def fill(self, document: Mapping[str, Any]) -> None:
        """Fill it in from a JSON document, such as the example."""
        self.texts |= written(self.fields, document)
        for one in leaves(self.fields):
            value = value_at(document, one.path)
            if one.shape in ("table", "tables") and value:
                many = value if one.shape == "tables" else [value]
                self.kept[one.path] = [
                    Kept.keep(as_file(f"{one.path}-{at}" if at else one.path, each))
                    for at, each in enumerate(many)
                ]

    def take(self, request: HttpRequest) -> None:
        """Fill it in from what was sent; uploads are kept, whatever else is wrong."""
        self.texts |= {name: str(value) for name, value in request.POST.items()}
        for one in leaves(self.fields):
            if one.shape not in ("table", "tables"):
                continue
            held = list(self._held(one.path, request.POST.getlist(f"{one.path}.kept")))
            fresh = [Kept.keep(file) for file in uploads(request.FILES, one.path)]
            self.kept[one.path] = (held + fresh) if one.shape == "tables" else (fresh or held)
            if fresh and one.shape == "table":
                self.lost.discard(one.path)

    def _held(self, path: str, tokens: Iterable[str]) -> Iterator[Kept]:
        for token in filter(None, tokens):
            try:
                yield Kept.of_token(token)
            except signing.BadSignature:
                self.lost.add(path)

    def document(self) -> dict[str, Any]:
        """Return what it holds as a JSON document, with files for its tables."""
        tables: dict[str, Any] = {}
        for one in leaves(self.fields):
            files = self._files(one.path)
            if files:
                tables[one.path] = files[0] if one.shape == "table" else files
        return read(self.fields, self.texts, tables)

    def _files(self, path: str) -> list[File]:
        files = []
        for kept in tuple(self.kept.get(path, ())):
            try:
                files.append(kept.file())
            except NoSuchRun:
                self.kept[path].remove(kept)
                self.lost.add(path)
        return files

    def validate(self) -> Model | None:
        """Return the inputs, or None when something is wrong; `found` says what."""
        document = self.document()
        said = _("The file is not kept here any more; please choose it again.")
        self.found = [Problem(path, said) for path in sorted(self.lost)]
        try:
            inputs = self.brick.inputs.model_validate(document)
        except ValidationError as error:
            others = problems(error, words_of(self.brick, self.language))
            self.found += [problem for problem in others if problem.input not in self.lost]
            return None
        return None if self.found else inputs

    def bound(self, within: Sequence[Field] | None = None) -> list[Bound]:
        """Return the fields with what is in them, for a template."""
        return [
            Bound(
                field=one,
                text=self.texts.get(one.path, ""),
                kept=tuple(self.kept.get(one.path, ())),
                problems=tuple(self._said(one)),
                fields=tuple(self.bound(one.fields)) if one.shape == "group" else (),
            )
            for one in (self.fields if within is None else within)
        ]

    def _said(self, one: Field) -> Iterable[str]:
        for problem in self.found:
            if problem.input == one.path:
                yield problem.message
            elif problem.input.startswith(f"{one.path}.") and one.shape != "group":
                place = placed(problem.input.removeprefix(f"{one.path}."), one.shape)
                yield _("%(place)s: %(message)s") % {"place": place, "message": problem.message}

    def general(self) -> list[Problem]:
        """Return what is wrong with no field of the form in particular."""
        paths = [one.path for one in leaves(self.fields)]
        return [
            problem
            for problem in self.found
            if not any((problem.input + ".").startswith(f"{path}.") for path in paths)
        ]


def placed(rest: str, shape: Shape) -> str:
    """Say where in a field something is wrong: ``3.residents`` is "row 4 · residents"."""
    counted = {
        "table": [_("row %(number)s")],
        "tables": [_("file %(number)s"), _("row %(number)s")],
    }.get(shape, [_("item %(number)s")])
    parts = rest.split(".")
    for at, (part, name) in enumerate(zip(parts, counted, strict=False)):
        if part.isdecimal():
            parts[at] = name % {"number": int(part) + 1}
    return " · ".join(parts)


def uploads(files: MultiValueDict[str, UploadedFile[bytes]], path: str) -> list[File]:
    """Return the files that were uploaded for a field."""
    return [File.named(str(file.name), file.read()) for file in files.getlist(path) if file]


def as_file(name: str, value: Any) -> File:
    """Return the value of a table as a file; its name gets an extension."""
    if isinstance(value, File):
        return value
    located = isinstance(value, dict) and value.get("type") == "FeatureCollection"
    content = json.dumps(value, ensure_ascii=False).encode()
    suffix, media = ("geojson", GEOJSON) if located else ("json", JSON)
    return File(content, media, f"{name}.{suffix}")
