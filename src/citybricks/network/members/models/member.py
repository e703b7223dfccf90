"""A city or an organisation of the network."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from ulid import ULID

from citybricks.network.content.field import TextColumn


def new_ulid() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


class Member(models.Model):
    """A city or an organisation in the network, or known to it."""

    class Kind(models.TextChoices):
        """What kind of member it is."""

        CITY = "city", _("City")
        ORGANISATION = "organisation", _("Organisation")
        INSTITUTE = "institute", _("Institute")
        ASSOCIATION = "association", _("Association")

    class State(models.TextChoices):
        """How it stands to the network."""

        APPLIED = "applied", _("Applied")
        IN_REVIEW = "in-review", _("In review")
        MEMBER = "member", _("Member")
        SUSPENDED = "suspended", _("Suspended")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        LISTED = "listed", _("Known to the network, not a member")

    PUBLIC = (State.MEMBER, State.LISTED, State.SUSPENDED)
    """States in which everybody sees its page."""

    ulid = models.CharField(max_length=26, unique=True, default=new_ulid, editable=False)
    slug = models.SlugField(_("short name"), unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.CITY)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.MEMBER)
    reason = models.TextField(_("reason of the state"), blank=True)
    names = models.JSONField(_("names"), default=dict, help_text=_("By language: en, zh-Hans, …"))

    # --- identity
    geonames_id = models.PositiveBigIntegerField(
        _("GeoNames id"), null=True, blank=True, unique=True
    )
    ror = models.CharField("ROR", max_length=9, null=True, blank=True, unique=True)
    lei = models.CharField("LEI", max_length=20, null=True, blank=True, unique=True)
    country = models.CharField(
        _("country or region"), max_length=2, blank=True, help_text="ISO 3166-1 alpha-2"
    )
    subdivision = models.CharField(_("province or state"), max_length=120, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    city = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="institutions",
        verbose_name=_("city it belongs to"),
    )

    # --- what it says of itself
    population = models.PositiveBigIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(
        _("year of the population"), null=True, blank=True
    )
    population_source = models.CharField(_("source of the population"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    story = TextColumn(_("story"))
    fields = models.JSONField(_("focus fields"), default=list, blank=True)
    groups = models.JSONField(_("groups"), default=list, blank=True)
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    joined = models.DateField(_("joined"), null=True, blank=True)
    quotes = models.JSONField(
        _("sentences it rests on"),
        default=list,
        blank=True,
        help_text=_("Of published sources: text, language, source, date, url."),
    )
    demonstration = models.BooleanField(_("demonstration"), default=False)

    quota = models.PositiveIntegerField(
        _("job quota"),
        null=True,
        blank=True,
        help_text=_("Unfinished jobs at once; empty: the hub's default."),
    )
    changed = models.DateTimeField(_("changed"), auto_now=True, db_index=True)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Staff", related_name="members"
    )
    history = HistoricalRecords(excluded_fields=["changed"])

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ("slug",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(population=None) | models.Q(population_year__isnull=False),
                name="population_has_a_year",
            ),
        )

    def __str__(self) -> str:
        return str(self.names.get("en") or next(iter(self.names.values()), "") or self.slug)

    def name_in(self, language: str) -> str:
        """Return the member's name in a language, or in English, or its short name."""
        return str(self.names.get(language) or self)

    @property
    def is_public(self) -> bool:
        """Whether everybody sees its page."""
        return self.state in self.PUBLIC
