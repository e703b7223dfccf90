"""Declarations: drafted, opened for signature, signed; what is signed is never changed.

A signature keeps the digest of what was signed. The digest is the SHA-256 of the text as JSON
(RFC 8259) with sorted keys, no spaces, in UTF-8: `canonical` returns it, the page offers it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.text import Text
from citybricks.network.gatherings.proceedings.domain import telling
from citybricks.network.gatherings.proceedings.models import Declaration, Signature, Version
from citybricks.network.gatherings.proceedings.vocabulary import LANGUAGES, State
from citybricks.network.life import Life, NotPossibleError, Step
from citybricks.network.members.domain.people import posts_of

_DRAFT = "proceedings.draft"
LIFE = Life(
    {
        State.DRAFT: {"open": Step(State.OPEN, _DRAFT)},
        State.OPEN: {"close": Step(State.CLOSED, _DRAFT)},
        State.CLOSED: {"open": Step(State.OPEN, _DRAFT)},
    }
)
"""What can be done in each state, where it leads, and the permission it asks for."""
NAMES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "open": gettext_lazy("Open for signature"),
        "close": gettext_lazy("End the signing"),
    }
)


class UnsignableError(ValueError):
    """A declaration that a member cannot sign now; says why."""


class MissingError(ValueError):
    """Something is missing before a declaration can be opened; says what."""


def canonical(version: Version) -> bytes:
    """Return what the digest of a version is taken of."""
    text = {
        "declaration": version.declaration_id,
        "version": version.number,
        "title": _both(version.title),
        "preamble": _both(version.preamble),
        "clauses": [{tag: one.get(tag, "") for tag in LANGUAGES} for one in version.clauses],
        "prevails": version.prevails,
    }
    said = json.dumps(text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return said.encode()


def _both(text: Text) -> dict[str, str]:
    versions = text.versions()
    return {tag: versions.get(tag, "") for tag in LANGUAGES}


def digest_of(version: Version) -> str:
    """Return the digest of a version as it reads."""
    return hashlib.sha256(canonical(version)).hexdigest()


def current(declaration: Declaration) -> Version:
    """Return a declaration as it reads now."""
    found = declaration.versions.order_by("-number").first()
    return found or Version(declaration=declaration)


@transaction.atomic
def write(declaration: Declaration, by: Any, given: Mapping[str, Any]) -> Version:
    """Write a declaration's text; once it is signed, as a new version.

    Parameters
    ----------
    given
        ``title`` and ``preamble`` as texts, ``clauses`` by language, ``prevails``.

    Raises
    ------
    NotPossibleError
        When it is no longer signed.
    """
    if declaration.pk and Declaration.objects.filter(pk=declaration.pk).exists():
        fresh = Declaration.objects.select_for_update().get(pk=declaration.pk)
        if fresh.state == State.CLOSED:
            raise NotPossibleError("edit", fresh.state, ())
    declaration.save()
    version = current(declaration)
    before = version if version.pk else None
    signed = before is not None and before.signatures.exists()
    new = Version(declaration=declaration, number=before.number) if before else version
    new.pk, new.by = before.pk if before else None, by
    for name in ("title", "preamble", "clauses", "prevails"):
        setattr(new, name, given[name])
    new.digest = digest_of(new)
    if before is not None and new.digest == before.digest:
        return before
    if before is not None and signed:
        new.pk, new.number = None, before.number + 1
        new.digest = digest_of(new)
    new.save()
    if before is not None and signed:
        telling.rewritten(new, before)
    return new


@transaction.atomic
def move(declaration: Declaration, action: str, by: Any) -> Declaration:
    """Open a declaration for signature, or end the signing.

    Raises
    ------
    NotPossibleError
        When that cannot be done in its state.
    PermissionDenied
        When the person may not.
    MissingError
        When its text is not there in both languages.
    """
    rows = Declaration.objects.select_for_update(of=("self",)).select_related("gathering")
    fresh = rows.get(pk=declaration.pk)
    step = LIFE.step(fresh.state, action)
    if not by.has_perm(step.permission, fresh):
        raise PermissionDenied(f"{by} may not {action} {fresh.pk}")
    version = current(fresh)
    if action == "open":
        _complete(version)
    before, fresh.state = fresh.state, State(step.to)
    fresh.launched = fresh.launched or timezone.localdate()
    fresh.save()
    if action == "open" and before == State.DRAFT:
        telling.opened(fresh, version)
    return fresh


def _complete(version: Version) -> None:
    texts = [_both(version.title), *version.clauses]
    if version.preamble:
        texts.append(_both(version.preamble))
    if not version.clauses:
        raise MissingError(_("A declaration has one clause at least."))
    if not all(one.get(tag) for one in texts for tag in LANGUAGES):
        raise MissingError(
            _("Before it is signed, every part of it has to be there in Chinese and in English.")
        )


def signable_by(user: Any, version: Version) -> list[Any]:
    """Return the members a person can sign a version for."""
    if not user.is_authenticated or version.pk is None:
        return []
    posts = posts_of(user).filter(role__in=("officer", "admin"), member__state="member")
    done = version.signatures.values("member")
    free = posts.exclude(member__in=done).select_related("member").order_by("member__slug")
    return [post.member for post in free]


@transaction.atomic
def sign(declaration: Declaration, by: Any, slug: str, office: str, digest: str) -> Signature:
    """Sign a declaration for a member.

    Parameters
    ----------
    slug
        Short name of the member.
    digest
        Of the text that was shown to who signs.

    Raises
    ------
    UnsignableError
        When it is not open, the text is another by now, or the person cannot sign for the member.
    """
    fresh = Declaration.objects.select_for_update().get(pk=declaration.pk)
    version = current(fresh)
    if fresh.state != State.OPEN:
        raise UnsignableError(_("It is not open for signature."))
    if digest != version.digest or digest_of(version) != version.digest:
        raise UnsignableError(_("The text was changed meanwhile; read it again before you sign."))
    chosen = next((one for one in signable_by(by, version) if one.slug == slug), None)
    if chosen is None:
        raise UnsignableError(
            _("You cannot sign for this member, or it has signed this version already.")
        )
    return Signature.objects.create(
        version=version, member=chosen, by=by, name=str(by), office=office, digest=version.digest
    )


def signatures_of(declaration: Declaration) -> list[Signature]:
    """Return who signed, over all versions, in the order of signing."""
    rows = Signature.objects.filter(version__declaration=declaration)
    return list(rows.select_related("member", "version").order_by("at", "pk"))
