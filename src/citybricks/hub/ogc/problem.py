"""What goes wrong, as problem documents (RFC 7807) with the types of the OGC."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from citybricks.faces.problems import Problem as Fault
from citybricks.hub.jobs.models import Job
from citybricks.hub.ogc.schemas import InputProblem, Problem

_BAD_REQUEST, _CONFLICT = 400, 409
EXCEPTION = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/"


class RefusedError(Exception):
    """A request that is answered with a problem document."""

    def __init__(self, problem: Problem, **headers: str) -> None:
        super().__init__(problem.title)
        self.problem = problem
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def refused(
    status: int,
    title: str,
    *,
    kind: str = "",
    detail: str = "",
    errors: list[InputProblem] | None = None,
    **headers: str,
) -> RefusedError:
    """Make a refusal; `kind` is the last part of an OGC exception's address."""
    problem = Problem(
        type=EXCEPTION + kind if kind else "about:blank",
        title=title,
        status=status,
        detail=detail or None,
        errors=errors or None,
    )
    return RefusedError(problem, **headers)


def no_such_process(name: str) -> RefusedError:
    """Refuse the name of no brick."""
    detail = _("No process is called “{name}”.").format(name=name)
    return refused(404, _("No such process"), kind="no-such-process", detail=detail)


def no_such_job(name: str) -> RefusedError:
    """Refuse the id of no job, or of one that the caller may not see."""
    detail = _("There is no job “{name}” that you may see.").format(name=name)
    return refused(404, _("No such job"), kind="no-such-job", detail=detail)


def no_such_output(name: str) -> RefusedError:
    """Refuse the name of no output, or of one that was not asked for."""
    detail = _("The job has no output “{name}”.").format(name=name)
    return refused(404, _("No such output"), kind="no-such-output", detail=detail)


def not_ready(job: Job) -> RefusedError:
    """Say that a job is not finished yet."""
    detail = _("The job is {percent} % done.").format(percent=int(100 * job.progress))
    title = _("The result is not ready yet")
    return refused(404, title, kind="result-not-ready", detail=detail, Retry_After="1")


def not_available() -> RefusedError:
    """Say that a job has no results: it was dismissed, or none were asked for."""
    title = _("There is no result")
    return refused(404, title, kind="result-not-available")


def invalid_inputs(faults: Iterable[Fault | InputProblem]) -> RefusedError:
    """Refuse inputs, and say for each what is wrong and what is allowed."""
    errors = [InputProblem(input=fault.input, message=fault.message) for fault in faults]
    title = _("Some inputs do not fit")
    detail = "; ".join(f"{e.input}: {e.message}" if e.input else e.message for e in errors[:3])
    kind = "invalid-parameter-value"
    return refused(400, title, kind=kind, detail=detail, errors=errors)


def no_results(job: Job, language: str) -> RefusedError:
    """Refuse the results of a failed job.

    Inputs that were at fault are not at fault in this request: what it asks for is in conflict
    with how the job stands.
    """
    problem = failure(job, language)
    refusing = problem.status == _BAD_REQUEST
    return RefusedError(problem.model_copy(update={"status": _CONFLICT}) if refusing else problem)


def failure(job: Job, language: str) -> Problem:
    """Say why a job failed: its inputs (400), or this server (500)."""
    said = job.problems.get(language) or job.problems.get("en") or []
    if any(one.get("kind") == "server" for one in said):
        detail = " ".join(one["message"] for one in said)
        return refused(500, _("The run did not finish"), detail=detail).problem
    faults = [InputProblem(input=one["input"], message=one["message"]) for one in said]
    return invalid_inputs(faults).problem
