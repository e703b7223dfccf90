"""Who may do what with papers, declarations and certificates; registered when the app starts.

Papers are seen by everybody who sees the gathering once their session is over, and before by who
gives the talk and by organisers, who write them. Drafts of declarations are the organisers'; a
member's officers and administrators sign. A certificate is its holder's; its code is for everybody.
"""

from __future__ import annotations

from typing import Any

from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.network.gatherings.proceedings.domain.papers import is_out
from citybricks.network.gatherings.proceedings.models import Certificate, Declaration
from citybricks.network.gatherings.proceedings.vocabulary import State
from citybricks.network.members.domain.people import posts_of

SIGNERS = ("officer", "admin")
"""Roles that sign for a member."""


def _organises(user: Any, gathering: Any) -> bool:
    return bool(user.has_perm("gatherings.organise", gathering))


def _sees(user: Any, gathering: Any) -> bool:
    return bool(user.has_perm("gatherings.see", gathering))


@predicate
def is_over(user: Any, talk: Any) -> bool:
    """Whether the talk is over and its paper shown, to who sees the gathering."""
    return talk is not None and _sees(user, talk.gathering) and is_out(talk)


@predicate
def gives_it(user: Any, talk: Any) -> bool:
    """Whether the person gives the talk."""
    if talk is None or user.pk is None:
        return False
    return bool(talk.speakers.filter(user_id=user.pk).exists())


@predicate
def organises_talk(user: Any, talk: Any) -> bool:
    """Whether the person organises the gathering of the talk."""
    return talk is not None and _organises(user, talk.gathering)


@predicate
def is_public(user: Any, declaration: Declaration | None) -> bool:
    """Whether everybody who sees the gathering sees the declaration."""
    return declaration is not None and declaration.is_public and _sees(user, declaration.gathering)


@predicate
def organises_declaration(user: Any, declaration: Declaration | None) -> bool:
    """Whether the person organises the gathering of the declaration."""
    return declaration is not None and _organises(user, declaration.gathering)


@predicate
def may_sign(user: Any, declaration: Declaration | None) -> bool:
    """Whether the person signs for a member, and the declaration is open for signature."""
    if declaration is None or declaration.state != State.OPEN or not user.is_authenticated:
        return False
    return posts_of(user).filter(role__in=SIGNERS, member__state="member").exists()


@predicate
def holds(user: Any, certificate: Certificate | None) -> bool:
    """Whether the certificate is the person's."""
    return certificate is not None and user.pk is not None and certificate.user_id == user.pk


@predicate
def organises_certificate(user: Any, certificate: Certificate | None) -> bool:
    """Whether the person organises the gathering of the certificate."""
    return certificate is not None and _organises(user, certificate.gathering)


add_perm("proceedings.see", is_over | gives_it | organises_talk)
add_perm("proceedings.write", gives_it | organises_talk)
add_perm("proceedings.see_declaration", is_public | organises_declaration)
add_perm("proceedings.draft", organises_declaration)
add_perm("proceedings.sign", is_public & may_sign)
add_perm("proceedings.hold", holds | organises_certificate)
