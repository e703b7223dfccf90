"""The secretariat's desk: members, people and their roles, with history."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from citybricks.network.content.desk import Desk
from citybricks.network.content.looking import LookedAt
from citybricks.network.members.domain.profile import keep
from citybricks.network.members.models import (
    AccessToken,
    Adoption,
    Application,
    Fact,
    Member,
    Picture,
    Place,
    Relation,
    Staff,
    User,
)


class StaffInline(admin.TabularInline):  # type: ignore[type-arg] # not generic at run time
    """Who acts for a member."""

    model = Staff
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Member)
class MemberAdmin(Desk):
    """Members: their identity, and what members do not say of themselves.

    How a member stands is changed on its page, where it is told why; what it wrote is its own.
    """

    list_display = ["slug", "kind", "state", "__str__", "country", "quota"]
    list_filter = ["state", "kind", "demonstration"]
    search_fields = ["slug", "names"]
    autocomplete_fields = ["city"]
    readonly_fields = ["ulid", "state", "reason", "told", "quotes"]
    exclude = ["story"]
    inlines = [StaffInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Member | None = None) -> list[str]:
        """Return what is shown only; a short name is an address, and stays."""
        del request
        return [*self.readonly_fields, "slug"] if obj else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: Member, form: Any, change: bool) -> None:
        """Save a member; the search index follows."""
        del request, form, change
        for empty in ("ror", "lei"):  # two members may have none, and no two the same
            setattr(obj, empty, getattr(obj, empty) or None)
        keep(obj)

    @admin.display(description=_("story"))
    def told(self, member: Member) -> str:
        """Show what a member says of itself."""
        return str(member.story)


class Known(LookedAt, Desk):
    """What is known of members; it is written on their pages, where the rules are."""

    list_select_related = True


@admin.register(Fact)
class FactAdmin(Known):
    """Facts."""

    list_display = ["label", "value", "unit", "year", "member", "source"]
    search_fields = ["label", "source", "member__slug"]


@admin.register(Place)
class PlaceAdmin(Known):
    """Laboratories and parks."""

    list_display = ["__str__", "kind", "member", "source"]
    list_filter = ["kind"]
    search_fields = ["names", "member__slug"]


@admin.register(Relation)
class RelationAdmin(Known):
    """Relations."""

    list_display = ["a", "b", "kind", "since", "reported"]
    list_filter = ["kind", "reported"]
    search_fields = ["a__slug", "b__slug", "label"]


@admin.register(Adoption)
class AdoptionAdmin(Known):
    """Bricks that members run."""

    list_display = ["brick", "member", "since"]
    search_fields = ["brick", "member__slug"]


@admin.register(Application)
class ApplicationAdmin(Known):
    """Applications."""

    list_display = ["member", "applicant", "state", "sent"]
    list_filter = ["state"]
    search_fields = ["member__slug", "applicant__email"]


@admin.register(Picture)
class PictureAdmin(Known):
    """Pictures."""

    list_display = ["member", "alt", "width", "height", "credit"]
    exclude = ["content", "small"]
    search_fields = ["member__slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        """Return the pictures without their megabytes."""
        rows: QuerySet[Picture] = super().get_queryset(request)
        return rows.defer("content", "small")


@admin.register(User)
class PersonAdmin(Desk, UserAdmin):  # type: ignore[type-arg] # not generic at run time
    """People."""

    ordering = ["email"]
    list_display = ["email", "name", "is_active", "is_staff"]
    search_fields = ["email", "name"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("Role"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "password1", "password2"]})]


@admin.register(AccessToken)
class AccessTokenAdmin(Desk):
    """Keys of people's programs; they can be revoked here, never read."""

    list_display = ["name", "user", "created", "used"]
    readonly_fields = ["name", "user", "created", "used"]

    def has_add_permission(self, request: object) -> bool:
        """Tokens are issued to people on their own page only."""
        del request
        return False
