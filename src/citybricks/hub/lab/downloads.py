"""What can be taken home from a run: tables, pictures, the page, the crate."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from citybricks.faces.json_schema import label, words_of
from citybricks.hub.jobs.models import Job
from citybricks.hub.jobs.runs import brick_of, folder_of, outcome_of
from citybricks.kernel.provenance import Account, write_crate
from citybricks.types import Model, Table
from citybricks.types.files import CSV, GEOJSON, JSON, PARQUET
from citybricks.views import page_of

FORMATS = {
    "csv": (CSV, "CSV"),
    "geojson": (GEOJSON, "GeoJSON"),
    "json": (JSON, "JSON"),
    "parquet": (PARQUET, "GeoParquet"),
}
"""File extension, media type and name of what a table can be had as."""


@dataclass(frozen=True, slots=True)
class Download:
    """A table of an outcome and the formats it can be had in."""

    path: str
    label: str
    rows: int
    formats: tuple[tuple[str, str], ...]


def tables_of(value: Any, path: str = "") -> Iterator[tuple[str, Table[Any]]]:
    """Yield every table in an outcome with its dotted path."""
    if isinstance(value, Table):
        yield path, value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from tables_of(getattr(value, name), f"{path}.{name}".lstrip("."))
    elif isinstance(value, list | tuple):
        for at, item in enumerate(value):
            yield from tables_of(item, f"{path}.{at}")


def downloads(job: Job, outcome: Model, language: str) -> list[Download]:
    """List the tables of a run."""
    translate = words_of(brick_of(job), language)
    listed = []
    for path, table in tables_of(outcome):
        formats = [
            (
                extension,
                "Parquet" if extension == "parquet" and GEOJSON not in table.media_types else name,
            )
            for extension, (media, name) in FORMATS.items()
            if media in table.media_types
        ]
        named = translate(label(path.rpartition(".")[2]))
        listed.append(Download(path, named, len(table), tuple(formats)))
    return listed


def attached(response: HttpResponse, name: str) -> HttpResponse:
    """Let the browser save a response under a name."""
    header = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = header or "attachment"
    return response


def table_file(job: Job, path: str, extension: str) -> HttpResponse:
    """Return a table of a run as a file.

    Raises
    ------
    LookupError
        When the run has no such table, or it cannot be had in that format.
    """
    tables = dict(tables_of(outcome_of(job)))
    media, _ = FORMATS[extension]
    response = HttpResponse(tables[path].write(media), content_type=media)
    return attached(response, f"{job.brick}-{path}.{extension}")


def page_file(job: Job, language: str) -> HttpResponse:
    """Return the page of a run as one HTML file that needs nothing else."""
    brick = brick_of(job)
    translate = words_of(brick, language)
    page = page_of(brick, outcome_of(job))
    document = page.document(translate, language, title=translate(brick.title))
    return attached(HttpResponse(document), f"{job.brick}.html")


def outcome_file(job: Job) -> HttpResponse:
    """Return the whole outcome as JSON, tables inline."""
    document = outcome_of(job).model_dump(mode="json")
    content = json.dumps(document, ensure_ascii=False)
    return attached(HttpResponse(content, content_type=JSON), f"{job.brick}.json")


def crate_file(job: Job) -> HttpResponse:
    """Return a run as a Process Run Crate; persons are named by their member only."""
    agent = str(job.member) if job.member else ""
    account = Account(job.started or job.created, job.ended or job.created, agent, job.log)
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "crate.zip"
        write_crate(brick_of(job), folder_of(job), account, target)
        content = target.read_bytes()
    response = HttpResponse(content, content_type="application/zip")
    return attached(response, f"{job.brick}-{job.key[:8]}.crate.zip")
