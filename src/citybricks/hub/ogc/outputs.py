"""The outputs of a run: which are wanted, and how they are written."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from citybricks.faces import ogc
from citybricks.hub.jobs.models import Job
from citybricks.hub.jobs.runs import brick_of, folder_of
from citybricks.hub.ogc.problem import invalid_inputs, no_such_output, not_available
from citybricks.hub.ogc.schemas import InputProblem, Output
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import NoSuchBrick, NoSuchRun
from citybricks.kernel.store import Folder
from citybricks.types import writing
from citybricks.types.files import CSV, GEOJSON, JSON, PARQUET

_BBOX = (4, 6)
"""How many numbers a bounding box has."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An output that is wanted, and how."""

    name: str
    media_type: str
    reference: bool = False


def chosen(brick: Brick[..., Any], wanted: Mapping[str, Output] | None) -> list[Choice]:
    """Return the outputs an execute request asks for; all when it names none.

    Raises
    ------
    RefusedError
        When an output does not exist, or cannot be had in the media type.
    """
    slots = ogc.outputs(brick)
    if wanted is None:
        return [Choice(name, slot.media_types[0]) for name, slot in slots.items()]
    faults = [fault for name, one in wanted.items() if (fault := _fault(name, one, slots))]
    if faults:
        raise invalid_inputs(faults)
    return [
        Choice(
            name,
            (one.format and one.format.media_type) or slots[name].media_types[0],
            one.transmission_mode == "reference",
        )
        for name, one in wanted.items()
    ]


def _fault(name: str, wanted: Output, slots: Mapping[str, ogc.Slot]) -> InputProblem | None:
    where = f"outputs.{name}"
    if name not in slots:
        said = _("is not an output of this process; its outputs are {names}")
        return InputProblem(input=where, message=said.format(names=", ".join(slots)))
    form = wanted.format
    kinds = slots[name].media_types
    if form and form.media_type and form.media_type not in kinds:
        said = _("cannot be had as {media_type}, only as {kinds}")
        said = said.format(media_type=form.media_type, kinds=", ".join(kinds))
        return InputProblem(input=f"{where}.format.mediaType", message=said)
    if form and form.encoding not in (None, "base64", "utf-8"):
        said = _("must be base64 or utf-8, not {encoding}").format(encoding=form.encoding)
        return InputProblem(input=f"{where}.format.encoding", message=said)
    return None


def remembered(choices: Iterable[Choice]) -> list[dict[str, Any]]:
    """Write choices as they are kept with the job; PostgreSQL keeps the order of lists only."""
    return [asdict(one) for one in choices]


@dataclass(frozen=True, slots=True)
class Results:
    """The outcome of a successful job, and how its caller wants it.

    Parameters
    ----------
    folder
        Files of the run.
    stored
        The outcome as the run store has it, tables by digest.
    slots
        How each output can be had.
    choices
        Outputs wanted, by name.
    address
        Address of the results.
    """

    folder: Folder
    stored: Mapping[str, Any]
    slots: Mapping[str, ogc.Slot]
    choices: Mapping[str, Choice]
    address: str

    @classmethod
    def of(cls, job: Job, address: str) -> Results:
        """Load the results of a successful job.

        Raises
        ------
        RefusedError
            When they are not in the run store any more.
        """
        folder = folder_of(job)
        try:
            stored = json.loads(folder.read("outcome.json"))
            slots = ogc.outputs(brick_of(job))
        except (NoSuchRun, NoSuchBrick) as error:
            raise not_available() from error
        return cls(folder, stored, slots, _kept(job, slots), f"{address}/jobs/{job.pk}/results")

    def choice(self, name: str) -> Choice:
        """Return how an output is wanted.

        Raises
        ------
        RefusedError
            When it was not asked for.
        """
        if name not in self.choices or name not in self.stored:
            raise no_such_output(name)
        return self.choices[name]

    def has(self, choice: Choice) -> bool:
        """Whether the run gave a value for an output that may be empty."""
        return self.stored[choice.name] is not None

    def is_table(self, name: str) -> bool:
        """Whether an output is a table, which may be large."""
        return _is_table(self.stored[name])

    def raw(self, choice: Choice) -> bytes:
        """Write an output as a file of its media type."""
        value, slot = self.stored[choice.name], self.slots[choice.name]
        if _is_table(value):
            return _file(value["table"], choice.media_type, self.folder)
        if slot.binary == choice.media_type and isinstance(value, str):
            return base64.b64decode(value)
        if choice.media_type == ogc.TEXT and isinstance(value, str):
            return value.encode()
        return json.dumps(_inline(value, self.folder), ensure_ascii=False).encode()

    def document(self, choices: Iterable[Choice]) -> dict[str, Any]:
        """Write outputs as one JSON document (``results.yaml``); empty ones are left out."""
        return {
            one.name: self.link(one) if one.reference else self._value(one)
            for one in choices
            if self.has(one)
        }

    def link(self, choice: Choice) -> dict[str, str]:
        """Write where an output can be had."""
        href = f"{self.address}/{choice.name}"
        return {"href": href, "rel": "item", "type": choice.media_type, "title": choice.name}

    def _value(self, choice: Choice) -> Any:
        """Write an output as ``inlineOrRefData.yaml`` has it: objects and files are qualified."""
        value, slot = self.stored[choice.name], self.slots[choice.name]
        if _is_table(value):
            return _qualified(value["table"], choice.media_type, self.folder)
        if slot.binary:
            return {"value": value, "encoding": "base64", "mediaType": slot.binary}
        inline = _inline(value, self.folder)
        if isinstance(inline, dict) and not _is_bbox(inline):
            return {"value": inline, "mediaType": JSON}
        return inline


def _kept(job: Job, slots: Mapping[str, ogc.Slot]) -> dict[str, Choice]:
    kept = job.request.get("outputs")
    if kept is None:
        return {name: Choice(name, slot.media_types[0]) for name, slot in slots.items()}
    return {one["name"]: Choice(**one) for one in kept if one["name"] in slots}


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"table"}


def _is_bbox(value: Mapping[str, Any]) -> bool:
    """Whether a value is a bounding box, which 1.0 wants bare."""
    corners = value.get("bbox")
    return isinstance(corners, list) and len(corners) in _BBOX


def _file(table: str, media_type: str, folder: Folder) -> bytes:
    if media_type == PARQUET:
        return folder.read(f"tables/{table}.parquet")
    return writing.write(folder.table(table), media_type)


def _qualified(table: str, media_type: str, folder: Folder) -> Any:
    """Write a table into a document."""
    if media_type == JSON:
        return _rows(table, folder)
    if media_type == GEOJSON:
        return {"value": _rows(table, folder), "mediaType": GEOJSON}
    content = _file(table, media_type, folder)
    if media_type == CSV:
        return {"value": content.decode(), "mediaType": CSV}
    value = base64.b64encode(content).decode()
    return {"value": value, "encoding": "base64", "mediaType": media_type}


def _rows(table: str, folder: Folder) -> Any:
    frame = folder.table(table)
    return writing.collection(frame) if "geometry" in frame.columns else writing.records(frame)


def _inline(value: Any, folder: Folder) -> Any:
    """Put the rows of tables where the run store has their digest."""
    if _is_table(value):
        return _rows(value["table"], folder)
    if isinstance(value, dict):
        return {name: _inline(inner, folder) for name, inner in value.items()}
    return [_inline(inner, folder) for inner in value] if isinstance(value, list) else value
