"""Who acts for the health of pupils in a city."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from citybricks.services.schoolhealth.schools.models import City, Post, School, SchoolClass
from citybricks.services.schoolhealth.schools.vocabulary import OF_A_CLASS, OF_A_SCHOOL, Role


class PostError(ValueError):
    """A person cannot have a post, or cannot give it up; it says why, and in which field.

    Parameters
    ----------
    field
        Of the form.
    """

    def __init__(self, field: str, text: str) -> None:
        self.field = field
        super().__init__(text)


@transaction.atomic
def appoint(
    city: City,
    email: str,
    role: str,
    school: School | None = None,
    school_class: SchoolClass | None = None,
) -> Post:
    """Give a person, who has an account, a post.

    Raises
    ------
    PostError
        When nobody has the address, or the role asks for a school or a class that is not named.
    """
    user = get_user_model().objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise PostError(
            "email",
            _("Nobody with the address “%(email)s” has an account here; they sign up first.")
            % {"email": email[:120]},
        )
    if role in OF_A_CLASS and school_class is None:
        raise PostError("school_class", _("Say of which class."))
    if role in OF_A_SCHOOL and school is None:
        raise PostError("school", _("Say of which school."))
    post, _made = Post.objects.get_or_create(
        user=user,
        city=city,
        role=role,
        school=school if role in OF_A_SCHOOL else None,
        school_class=school_class if role in OF_A_CLASS else None,
    )
    return post


@transaction.atomic
def release(post: Post) -> None:
    """End a person's post.

    Raises
    ------
    PostError
        When nobody would be left who administers the city.
    """
    left = Post.objects.select_for_update().filter(city=post.city, role=Role.ADMINISTRATOR)
    if post.role == Role.ADMINISTRATOR and {one.pk for one in left} == {post.pk}:
        raise PostError("", _("Somebody has to administer it; appoint another person first."))
    post.delete()
