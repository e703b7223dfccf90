"""The secretariat's desk: members, people and their roles, with history."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from citybricks.network.members.models import AccessToken, Member, Staff, User


class StaffInline(admin.TabularInline):  # type: ignore[type-arg] # not generic at run time
    """Who acts for a member."""

    model = Staff
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Member)
class MemberAdmin(SimpleHistoryAdmin):
    """Members."""

    list_display = ["slug", "kind", "__str__", "quota"]
    list_filter = ["kind"]
    search_fields = ["slug", "names"]
    inlines = [StaffInline]


@admin.register(User)
class PersonAdmin(SimpleHistoryAdmin, UserAdmin):  # type: ignore[type-arg] # not generic at run time
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
class AccessTokenAdmin(SimpleHistoryAdmin):
    """Keys of people's programs; they can be revoked here, never read."""

    list_display = ["name", "user", "created", "used"]
    readonly_fields = ["name", "user", "created", "used"]

    def has_add_permission(self, request: object) -> bool:
        """Tokens are issued to people on their own page only."""
        del request
        return False
