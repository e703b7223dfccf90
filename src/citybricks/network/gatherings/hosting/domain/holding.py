"""Hold a gathering: make it, open and close it, say who helps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.domain.access import organisers_of, participants_of
from citybricks.network.gatherings.hosting.models import Gathering, Post
from citybricks.network.life import Life, Step
from citybricks.network.members.domain.people import posts_of
from citybricks.network.members.models import Member
from citybricks.network.members.permissions import is_secretariat

LIFE = Life(
    {
        "draft": {"open": Step("open", "gatherings.organise")},
        "open": {
            "close": Step("closed", "gatherings.organise"),
            "withdraw": Step("draft", "gatherings.organise"),
        },
        "closed": {"open": Step("open", "gatherings.organise")},
    }
)
"""A gathering is prepared, open, over; who has made a mistake goes back."""


@transaction.atomic
def make(by: Any, *, title: Text, slug: str, **values: Any) -> Gathering:
    """Make a gathering; whoever makes it is its first organiser."""
    made = Gathering.objects.create(title=title, slug=slug, **values)
    Post.objects.create(gathering=made, user=by, role=Post.Role.ORGANISER)
    return made


@transaction.atomic
def move(gathering: Gathering, action: str, by: Any) -> Gathering:
    """Open or close it, or take it back.

    Raises
    ------
    NotPossibleError
        When this cannot be done as it stands.
    PermissionDenied
        When the person may not.
    ValidationError
        When somebody has registered and it would be taken back.
    """
    kept = Gathering.objects.select_for_update().get(pk=gathering.pk)
    step = LIFE.step(kept.state, action)
    if not by.has_perm(step.permission, kept):
        raise PermissionDenied
    if action == "withdraw" and (count := participants_of(kept).count()):
        said = _("%(count)s people have registered: close it, or let them cancel first.")
        raise ValidationError(said % {"count": count})
    kept.state = step.to
    kept.save()
    return kept


@transaction.atomic
def appoint(gathering: Gathering, email: str, role: str) -> Post:
    """Give somebody with an account a role.

    Raises
    ------
    ValidationError
        When nobody has this address.
    """
    user = get_user_model().objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        said = _("Nobody has an account with the address %(email)s; they have to sign up first.")
        raise ValidationError({"email": said % {"email": email}})
    return Post.objects.get_or_create(gathering=gathering, user=user, role=role)[0]


@transaction.atomic
def release(post: Post) -> None:
    """Take a role back.

    Raises
    ------
    ValidationError
        When it is the only organiser's.
    """
    Gathering.objects.select_for_update().get(pk=post.gathering_id)
    if post.role == Post.Role.ORGANISER and organisers_of(post.gathering).count() == 1:
        raise ValidationError(_("A gathering keeps one organiser at least."))
    post.delete()


def is_over(gathering: Gathering, today: date) -> bool:
    """Whether its last day has passed, or it was closed."""
    return gathering.state == Gathering.State.CLOSED or gathering.last_day < today


def hosts_of(by: Any) -> dict[str, Any]:
    """Return the members in whose name a person can hold a gathering, by short name."""
    if not by.is_authenticated:
        return {}
    if is_secretariat(by):
        public = Member.objects.filter(state=Member.State.MEMBER)
        return {member.slug: member for member in public.order_by("slug")}
    posts = posts_of(by).filter(role__in=("officer", "admin"), member__state=Member.State.MEMBER)
    members = [post.member for post in posts.select_related("member__city")]
    return {member.slug: member for member in sorted(members, key=lambda one: one.slug)}
