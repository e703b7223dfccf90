"""Apply for a city or an organisation: who is meant is found first, and found only once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from citybricks.network.content.collation import folded
from citybricks.network.members.domain import cells, identity, life, profile, telling
from citybricks.network.members.models import Application, Member, User

MOST_OPEN = 5
"""Applications a person may have under way at once."""
_State = Application.State
OPEN = (_State.SENT, _State.IN_REVIEW, _State.RETURNED)
"""States of applications that are under way."""
_LONGEST_SLUG = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person applies with; everything is checked already.

    Parameters
    ----------
    names
        By language.
    geonames_id
        Of a city; organisations have none.
    """

    kind: str
    office: str
    message: str = ""
    names: dict[str, str] = field(default_factory=dict)
    geonames_id: int | None = None
    ror: str | None = None
    lei: str | None = None
    country: str = ""
    website: str = ""


class TakenError(ValueError):
    """Somebody is that already, or applies for it.

    Parameters
    ----------
    field
        What tells so: ``geonames_id``, ``ror``, ``lei`` or ``name``.
    record
        The member, or who will be it.
    url
        Path of its page, or of one's own application for it; empty when one may not see it.
    """

    def __init__(self, field: str, record: Member, words: str, url: str = "") -> None:
        self.field, self.record, self.url = field, record, url
        self.message = format_html(words, name=record, open=_opened(url), close=_closed(url))
        super().__init__(str(record))


def _opened(url: str) -> str:
    return format_html('<a href="{}">', url) if url else ""


def _closed(url: str) -> SafeString:
    return SafeString("</a>" if url else "")


class TooManyError(ValueError):
    """A person has too many applications under way."""

    def __init__(self) -> None:
        said = _("You have %(most)s applications under way; wait for answers, or take one back.")
        super().__init__(said % {"most": MOST_OPEN})


def known(wish: Wish) -> tuple[str, Member] | None:
    """Return the record that a wish is about if there is one, and what tells so."""
    for name in ("geonames_id", "ror", "lei"):
        value = getattr(wish, name)
        found = value and Member.objects.filter(**{name: value}).first()
        if found:
            return name, found
    return _of_the_same_name(wish) if wish.geonames_id is None else None


def _of_the_same_name(wish: Wish) -> tuple[str, Member] | None:
    wished = {folded(name) for name in wish.names.values()}
    there = Member.objects.filter(country=wish.country).exclude(kind=Member.Kind.CITY)
    for member in there:
        if wished & {folded(name) for name in member.names.values()}:
            return "name", member
    return None


def apply(by: User, wish: Wish) -> Application:
    """Send an application; for a record that is listed already, it is for that record.

    Raises
    ------
    UnknownPlaceError
        When no city has the GeoNames id.
    TakenError
        When it is a member already, or an application for it is under way.
    TooManyError
        When the person has too many under way.
    """
    if by.applications.filter(state__in=OPEN).count() >= MOST_OPEN:
        raise TooManyError
    try:
        with transaction.atomic():
            return _applied(by, wish)
    except IntegrityError as error:  # somebody else was faster
        found = known(wish)
        if found is None:
            raise
        raise _taken(*found, by) from error


def _applied(by: User, wish: Wish) -> Application:
    found = known(wish)
    member = _reused(*found, by) if found else _made(wish)
    profile.keep(member)
    application = Application.objects.create(
        applicant=by, member=member, office=wish.office, message=wish.message
    )
    telling.answered(application, "apply")
    return application


def _reused(name: str, found: Member, by: User) -> Member:
    """Return a record that can be applied for; what it says is left as it is."""
    member = Member.objects.select_for_update().get(pk=found.pk)
    open_ones = member.applications.filter(state__in=OPEN)
    if "apply" not in life.MEMBER.actions(member.state) or open_ones.exists():
        raise _taken(name, member, by)
    member.state = life.MEMBER.step(member.state, "apply").to
    member.reason = "" if member.state == Member.State.APPLIED else member.reason
    return member


def _taken(name: str, member: Member, by: User) -> TakenError:
    own = member.applications.filter(applicant=by, state__in=OPEN).first()
    if own:
        words = _("You have applied for it already: {open}{name}{close}.")
        return TakenError(name, member, words, reverse("member-application", args=[own.ulid]))
    url = reverse("member", args=[member.slug]) if member.is_public else ""
    if member.state in (Member.State.MEMBER, Member.State.SUSPENDED):
        words = _("It is in the network already: {open}{name}{close}.")
    else:
        words = _("Somebody applies for it already: {open}{name}{close}. Ask the secretariat.")
    return TakenError(name, member, words, url)


def _made(wish: Wish) -> Member:
    member = Member(kind=wish.kind, state=Member.State.APPLIED, names=dict(wish.names))
    if wish.geonames_id is not None:
        _locate(member, identity.city(wish.geonames_id))
    else:
        member.country, member.ror, member.lei = wish.country, wish.ror, wish.lei
    member.website = wish.website
    member.slug = free_slug(member)
    return member


def _locate(member: Member, place: identity.City) -> None:
    """Take where a city is, and what it is called, from GeoNames."""
    member.geonames_id, member.country = place.geonames_id, place.country
    member.latitude, member.longitude = place.latitude, place.longitude
    member.time_zone = place.time_zone
    member.names = {"en": place.name} | member.names


def free_slug(member: Member) -> str:
    """Return a short name that nobody has, made of the member's name where it can be."""
    start = slugify(str(member)) or f"{member.kind}-{member.ulid[-8:].lower()}"
    return next(slug for slug in _slugs(start[:_LONGEST_SLUG]) if _is_free(slug))


def _is_free(slug: str) -> bool:
    return slug not in cells.RESERVED and not Member.objects.filter(slug=slug).exists()


def _slugs(start: str) -> Iterator[str]:
    yield start
    number = 2
    while True:
        end = f"-{number}"
        yield start[: _LONGEST_SLUG - len(end)] + end
        number += 1
