"""Members for programs: read, write the profile, import many."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from citybricks.network.content.naming import reader_language
from citybricks.network.content.text import Text, Translation
from citybricks.network.intake.domain.checking import Checked
from citybricks.network.intake.domain.sheet import Sheet, UnreadableError, read
from citybricks.network.intake.domain.uploads import chosen
from citybricks.network.members.domain import changing, directory, enrolment
from citybricks.network.members.domain.enrolment import Enrolled
from citybricks.network.members.models import Fact, Member
from citybricks.network.members.pages.city import seen
from citybricks.network.members.permissions import is_secretariat
from citybricks.network.members.schemas import (
    FactIn,
    FactOut,
    ImportOut,
    MemberLine,
    MemberOut,
    MemberPage,
    MembersAsked,
    ProfileIn,
    RowOut,
    RowProblem,
    WordsIn,
)

router = Router(tags=["members"])
_TABLE = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            },
            "application/json": {
                "schema": {"type": "array", "items": {"type": "object"}},
                "example": [{"kind": "city", "name:en": "Kobe", "geonames_id": 1859171}],
            },
        },
    }
}


@router.get("/members", response=MemberPage, operation_id="listMembers")
def list_members(request: HttpRequest, asked: Query[MembersAsked]) -> MemberPage:
    """Return the members that everybody sees and that fit, a page at a time, in order of names."""
    search = directory.Search.of({name: str(value) for name, value in asked})
    lines = directory.found(search, reader_language()).lines
    end = asked.offset + asked.limit
    before = max(0, asked.offset - asked.limit)
    return MemberPage(
        total=len(lines),
        limit=asked.limit,
        offset=asked.offset,
        next=_address(request, asked, end) if end < len(lines) else None,
        prev=_address(request, asked, before) if asked.offset else None,
        items=[MemberLine.of(one) for one in directory.of_lines(lines[asked.offset : end])],
    )


def _address(request: HttpRequest, asked: MembersAsked, offset: int) -> str:
    given = asked.model_dump() | {"offset": offset}
    query = urlencode({name: value for name, value in given.items() if value != ""})
    return f"{request.path}?{query}"


@router.post(
    "/members/import",
    response={200: ImportOut, 201: ImportOut},
    operation_id="importMembers",
    openapi_extra=_TABLE,
)
def import_members(request: HttpRequest, preview: Query[bool] = False) -> Status[ImportOut]:
    """Take over a table of members, whole or not at all; `preview` says what it would become.

    For the secretariat. A table is a file (CSV, XLSX or JSON-LD), or a list of rows as JSON.
    """
    if not request.user.is_authenticated or not is_secretariat(request.user):
        raise PermissionDenied
    checked = enrolment.checked(_sheet(request))
    if preview:
        return Status(200, _told(checked, imported=False))
    if not checked.good:
        raise _refused(checked)
    try:
        enrolment.enrol(row for _number, row in checked.rows)
    except IntegrityError as error:
        said = _("Somebody has just entered one of these members; send the table again.")
        raise ValidationError({"file": said}) from error
    return Status(201, _told(checked, imported=True))


def _sheet(request: HttpRequest) -> Sheet:
    """Return the table that was sent.

    Raises
    ------
    ValidationError
        When there is none, or it cannot be read.
    """
    try:
        if not (request.content_type or "").startswith("multipart/"):
            return read("members.json", request.body)
        file = chosen(request.FILES, "file")
        return read(file.name or "", file.read())
    except UnreadableError as error:
        raise ValidationError({"file": str(error)}) from error


def _told(checked: Checked[Enrolled], *, imported: bool) -> ImportOut:
    return ImportOut(
        imported=imported,
        members=[
            RowOut(row=number, slug=row.member.slug, names=row.member.names)
            for number, row in checked.rows
        ],
        problems=[
            RowProblem(row=p.row, column=p.column, value=p.value, message=p.message, link=p.link)
            for p in checked.problems
        ],
        ignored=list(checked.ignored),
    )


def _refused(checked: Checked[Enrolled]) -> ValidationError:
    """Return what is wrong, by row and column."""
    said: dict[str, list[str]] = {}
    for problem in checked.problems:
        words = f"{problem.message} {problem.link}".strip()
        said.setdefault(f"{problem.row}.{problem.column}", []).append(words)
    return ValidationError(said)


@router.get("/members/{slug}", response=MemberOut, operation_id="getMember")
def get_member(request: HttpRequest, slug: str) -> MemberOut:
    """Return a member."""
    return MemberOut.of(seen(request, slug))


@router.patch("/members/{slug}", response=MemberOut, operation_id="changeMember")
def change_member(request: HttpRequest, slug: str, payload: ProfileIn) -> MemberOut:
    """Change a member's profile, or translate its story; what is left out stays."""
    member = _edited(request, slug)
    values = payload.model_dump(
        exclude_unset=True, exclude={"story", "translations"}, by_alias=True
    )
    story = None if payload.story is None else _text(payload.story)
    said = payload.translations or {}
    changing.change(member, values, story=story, translations=said, by=str(member))
    return MemberOut.of(member)


def _edited(request: HttpRequest, slug: str) -> Member:
    """Return a member for which the caller writes; one they only see is refused.

    Raises
    ------
    Http404
        When the caller does not see it.
    PermissionDenied
        When they see it, and do not write for it.
    """
    member = seen(request, slug)
    if not request.user.has_perm("members.edit", member):
        raise PermissionDenied
    return member


def _text(given: WordsIn) -> Text:
    others = {tag: Translation(text=said) for tag, said in given.translations.items()}
    return Text(language=given.language, text=given.text, translations=others)


@router.get("/members/{slug}/facts", response=list[FactOut], operation_id="listFacts")
def list_facts(request: HttpRequest, slug: str) -> list[FactOut]:
    """Return the facts of a member, each with its year and source."""
    return [FactOut.of(fact) for fact in seen(request, slug).facts.all()]


@router.post("/members/{slug}/facts", response={201: FactOut}, operation_id="addFact")
def add_fact(request: HttpRequest, slug: str, payload: FactIn) -> Status[FactOut]:
    """Add a fact to a member's profile."""
    member = _edited(request, slug)
    quote = Text() if payload.quote is None else _text(payload.quote)
    values = payload.model_dump(exclude={"label", "quote"})
    fact = changing.tell(member, _text(payload.label), quote, values)
    return Status(201, FactOut.of(fact))


@router.delete(
    "/members/{slug}/facts/{int:number}", response={204: None}, operation_id="removeFact"
)
def remove_fact(request: HttpRequest, slug: str, number: int) -> Status[None]:
    """Take a fact away; its history stays."""
    get_object_or_404(Fact, pk=number, member=_edited(request, slug)).delete()
    return Status(204, None)
