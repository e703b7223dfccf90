"""Rows: people, whom they act for, and the keys of their programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from rules.permissions import has_perm
from simple_history.models import HistoricalRecords

from citybricks.network.members.models.member import Member


class Changes(HistoricalRecords):  # type: ignore[misc] # it has no types
    """History of changes; a save of nothing but what it leaves out, as by a sign-in, is none."""

    def post_save(
        self, instance: models.Model, created: bool, using: str | None = None, **signal: Any
    ) -> None:
        """Write a row of history."""
        touched = signal.get("update_fields")
        if not touched or set(touched) - set(self.excluded_fields):
            super().post_save(instance, created, using=using, **signal)


class UserManager(BaseUserManager["User"]):
    """Makes accounts that are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an account."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an account of the secretariat that may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person with an account; `is_staff` marks the network's secretariat."""

    username = None  # type: ignore[assignment] # people are known by their e-mail address
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)

    acting_for: Member | None = None
    """The only member the person acts for while their program's access token says so; no row."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment] # as Django documents it
    history = Changes(excluded_fields=["password", "last_login"])

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.email

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Whether the person may; with a token for one member, nobody may do everything."""
        if self.acting_for is None:
            return super().has_perm(perm, obj)
        return obj is not None and bool(has_perm(perm, self, obj))


class Staff(models.Model):
    """A person who acts for a member."""

    class Role(models.TextChoices):
        """What the person may do for the member."""

        OBSERVER = "observer", _("Observer")
        DELEGATE = "delegate", _("Delegate")
        OFFICER = "officer", _("Officer")
        ADMIN = "admin", _("Administrator")

    user = models.ForeignKey(User, models.CASCADE, related_name="posts")
    member = models.ForeignKey(Member, models.CASCADE, related_name="staff")
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.OFFICER)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("staff")
        verbose_name_plural = _("staff")
        constraints = (models.UniqueConstraint(fields=["user", "member"], name="one_post_each"),)

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()}, {self.member})"


class AccessToken(models.Model):
    """A key with which a person's programs act for them; only its digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    member = models.ForeignKey(
        Member,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("acts for"),
        help_text=_("Empty: for every member the person acts for."),
    )
    name = models.CharField(_("name"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    used = models.DateTimeField(_("last used"), null=True, blank=True)
    history = Changes(excluded_fields=["used"])

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        ordering = ("-created",)

    def __str__(self) -> str:
        return self.name
