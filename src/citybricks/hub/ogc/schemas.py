"""The documents of the API, as the OGC OpenAPI document 1.0 has them, with keys of 2.0 beside.

They are what views answer with and what the API definition is made from. Nulls are left out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

Slug = Annotated[str, WithJsonSchema({"type": "string", "format": "slug", "maxLength": 120})]
"""An id in kebab-case."""
Name = Annotated[str, WithJsonSchema({"type": "string", "maxLength": 120})]
"""A name in an address; one that is longer is the name of nothing."""


class Document(BaseModel):
    """A document that may be changed only by copying it."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, use_attribute_docstrings=True)


class Link(Document):
    """Where to go from here."""

    href: str
    rel: str
    type: str | None = None
    hreflang: str | None = None
    title: str | None = None


class LandingPage(Document):
    """What this API is and where its parts are."""

    title: str
    description: str
    links: list[Link]


class Conformance(Document):
    """The conformance classes that are implemented and tested."""

    conforms_to: list[str] = Field(alias="conformsTo")


class Metadata(Document):
    """A fact about a process: its city, theme, users, SDG indicators and sources."""

    role: str
    title: str
    value: str
    href: str | None = None


class ProcessSummary(Document):
    """A brick in the list of processes."""

    id: Slug
    version: str
    title: str
    description: str
    keywords: list[str]
    metadata: list[Metadata]
    job_control_options: list[Literal["sync-execute", "async-execute", "dismiss"]] = Field(
        alias="jobControlOptions"
    )
    output_transmission: list[Literal["value", "reference"]] = Field(alias="outputTransmission")
    links: list[Link] = []


class OutputDescription(Document):
    """An output of a process."""

    title: str
    description: str
    schema_: dict[str, Any] = Field(alias="schema")
    """A Schema Object of OpenAPI 3.0; of several forms the first is the default."""
    unit: str | None = Field(None, alias="x-ogc-unit")
    """UCUM code of the value."""
    unit_language: str | None = Field(None, alias="x-ogc-unitLang")


class InputDescription(OutputDescription):
    """An input of a process; one that may occur more than once is given as an array."""

    least: int = Field(alias="minOccurs")
    most: int | Literal["unbounded"] = Field(alias="maxOccurs")
    value_passing: list[Literal["byValue", "byReference"]] = Field(alias="valuePassing")
    default: list[Any] | None = None
    """Values taken when none are given, of an input that may occur more than once."""


class Process(ProcessSummary):
    """A brick with its inputs and outputs."""

    inputs: dict[str, InputDescription]
    outputs: dict[str, OutputDescription]


class ProcessList(Document):
    """The bricks of this hub."""

    processes: list[ProcessSummary]
    links: list[Link]


class InputProblem(Document):
    """What is wrong with one input."""

    input: str
    """Path of the input, such as `homes.0.residents`; empty when no single one is to blame."""
    message: str


class Problem(Document):
    """What went wrong (RFC 7807), in the reader's language."""

    type: str
    title: str
    status: int
    detail: str | None = None
    instance: str | None = None
    errors: list[InputProblem] | None = None


StatusCode = Literal["accepted", "running", "successful", "failed", "dismissed"]


class StatusInfo(Document):
    """Where a job stands."""

    job_id: str = Field(alias="jobID")
    id: str
    """The same as `jobID`, under its name in 2.0."""
    process_id: Slug = Field(alias="processID")
    type: Literal["process"] = "process"
    processing_entity: Literal["ogc-api-processes"] = Field(
        "ogc-api-processes", alias="processingEntityType"
    )
    status: StatusCode
    message: str | None = None
    progress: Annotated[int, Field(ge=0, le=100)]
    created: datetime
    started: datetime | None = None
    finished: datetime | None = None
    updated: datetime
    exception: Problem | None = None
    """Why the job failed."""
    links: list[Link]


class JobList(Document):
    """The jobs the caller may see, newest first."""

    jobs: list[StatusInfo]
    links: list[Link]


class Verdict(Document):
    """That a request would be accepted."""

    valid: Literal[True] = True


class Log(Document):
    """What a run wrote while it ran."""

    lines: list[str]
    links: list[Link]


class Request(BaseModel):
    """A part of an execute request: closed, and without silent coercion."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, use_attribute_docstrings=True
    )


class Format(Request):
    """How an output is to be written."""

    media_type: str | None = Field(None, alias="mediaType")
    """One of those that the description of the output lists."""
    encoding: str | None = None
    schema_: str | dict[str, Any] | None = Field(None, alias="schema")


class Output(Request):
    """How an output is wanted."""

    format: Format | None = None
    transmission_mode: Literal["value", "reference"] = Field("value", alias="transmissionMode")


class Subscriber(Request):
    """Addresses that are told how the job goes; public ones only."""

    success_uri: str | None = Field(None, alias="successUri", max_length=2000)
    """Gets the results."""
    success_url: str | None = Field(None, alias="successUrl", max_length=2000)
    """The same: 1.0 demands it under this name, by a slip in `subscriber.yaml`."""
    in_progress_uri: str | None = Field(None, alias="inProgressUri", max_length=2000)
    """Gets the status when the job starts to run."""
    failed_uri: str | None = Field(None, alias="failedUri", max_length=2000)
    """Gets the status when the job failed or was dismissed."""


class Execute(Request):
    """What to run: values inline, as `{"value": …, "mediaType": …}`, or as `{"href": …}`.

    An input may be a process, `{"process": …, "inputs": …, "outputs": {"name": {}}}`: what it
    yields is the value.
    """

    inputs: dict[str, Any] = {}
    """Values by the names in the process description."""
    outputs: dict[str, Output] | None = None
    """The outputs wanted; all when left out."""
    response: Literal["raw", "document"] | None = None
    """The outputs as they are, or one JSON document with all of them; by default `raw`."""
    subscriber: Subscriber | None = None
    visibility: Literal["private", "member", "public"] | None = None
    """Who may see the job; by default only you, or everybody when you are not signed in."""
    process: str | None = None
    """Ignored, as 2.0 demands: the address says which process it is."""
    open: dict[str, Any] = Field({}, alias="$inputs")
    """Values for what nested processes leave open as `{"$input": "name"}`."""
    own: dict[str, Any] = Field({}, alias="x-citybricks")
    """Names of steps, titles and defaults, in requests that were designed with citybricks."""
