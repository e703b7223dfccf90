"""Rows: halls by theme, and the booths in their cells."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from ulid import ULID

from citybricks.network.content.field import TextColumn
from citybricks.network.content.text import Text
from citybricks.network.gatherings.expo.vocabulary import CELLS, Size, State, Theme

MOST_CELLS = 60
"""Rows or columns of a hall."""
_SIDE = [MinValueValidator(1), MaxValueValidator(MOST_CELLS)]


def new_ulid() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


def south() -> list[str]:
    """Return where a hall has its entrance when nothing is said."""
    return ["south"]


class Hall(models.Model):
    """A hall of a gathering's expo: cells of 3 m × 3 m for booths of a theme, and aisles."""

    gathering = models.ForeignKey(
        "gatherings_hosting.Gathering", models.CASCADE, related_name="halls"
    )
    code = models.SlugField(_("code"), max_length=8, help_text=_("As on signs: A, B, C1."))
    name = TextColumn(_("name"))
    theme = models.CharField(_("theme"), max_length=16, choices=Theme, blank=True)
    rows = models.PositiveSmallIntegerField(_("rows of cells"), default=9, validators=_SIDE)
    columns = models.PositiveSmallIntegerField(_("columns of cells"), default=12, validators=_SIDE)
    entrances = models.JSONField(
        _("walls with an entrance"), default=south, help_text=_("north, east, south, west")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("hall")
        verbose_name_plural = _("halls")
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=["gathering", "code"], name="one_hall_of_a_code"),
            models.CheckConstraint(
                condition=Q(rows__range=(1, MOST_CELLS), columns__range=(1, MOST_CELLS)),
                name="a_hall_has_cells",
            ),
        )

    def __str__(self) -> str:
        return self.name.shown("en").text or self.code


class Booth(models.Model):
    """What an exhibitor shows: a member, or an organisation that is named."""

    ulid = models.CharField(max_length=26, primary_key=True, default=new_ulid, editable=False)
    gathering = models.ForeignKey(
        "gatherings_hosting.Gathering", models.CASCADE, related_name="booths"
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    returned = models.TextField(_("reason of sending back"), blank=True)

    # --- who
    member = models.ForeignKey(
        "members.Member",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="booths",
        verbose_name=_("member"),
    )
    organisation = TextColumn(
        _("exhibitor"), help_text=_("Name of the exhibitor; that of the member when it is one.")
    )
    country = models.CharField(
        _("country or region"), max_length=2, blank=True, help_text="ISO 3166-1 alpha-2"
    )
    website = models.URLField(_("website"), blank=True)

    # --- where
    size = models.CharField(_("size"), max_length=1, choices=Size, default=Size.S)
    hall = models.ForeignKey(
        Hall, models.SET_NULL, null=True, blank=True, related_name="booths", verbose_name=_("hall")
    )
    row = models.PositiveSmallIntegerField(
        _("row"), null=True, blank=True, help_text=_("Of its first cell, from 1; aisles count.")
    )
    column = models.PositiveSmallIntegerField(
        _("column"), null=True, blank=True, help_text=_("Of its first cell, from 1; aisles count.")
    )
    fixed = models.BooleanField(
        _("stays where it is"), default=False, help_text=_("When booths are placed anew.")
    )

    # --- what
    theme = models.CharField(_("theme"), max_length=16, choices=Theme, blank=True)
    fields = models.JSONField(_("fields"), default=list, blank=True)
    title = TextColumn(_("title"), help_text=_("What the booth shows, in a line."))
    summary = TextColumn(_("summary"))
    description = TextColumn(_("description"))
    offers = models.JSONField(
        _("offers and needs"), default=list, blank=True, help_text=_("ULIDs of the exchange.")
    )
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    words = models.TextField(editable=False, blank=True, help_text=_("What searches look in."))
    shows = models.JSONField(editable=False, default=list, blank=True)

    demonstration = models.BooleanField(_("demonstration"), default=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    changed = models.DateTimeField(_("changed"), auto_now=True)
    published = models.DateTimeField(_("published"), null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["changed", "words", "shows"])

    class Meta:
        verbose_name = _("booth")
        verbose_name_plural = _("booths")
        ordering = ("hall__code", "row", "column", "ulid")
        constraints = (
            models.UniqueConstraint(
                fields=["hall", "row", "column"], name="one_booth_begins_in_a_cell"
            ),
            models.CheckConstraint(
                condition=Q(hall=None, row=None, column=None)
                | Q(row__isnull=False, column__isnull=False),
                name="a_booth_in_a_hall_has_a_cell",
            ),
        )
        indexes = (models.Index(fields=["gathering", "state"], name="booth_of_gathering"),)

    def __str__(self) -> str:
        return self.exhibitor.shown("en").text or self.ulid

    @property
    def exhibitor(self) -> Text:
        """The exhibitor's name in its languages."""
        name: Text = self.organisation
        return name

    @property
    def is_public(self) -> bool:
        """Whether visitors see it."""
        return self.state == State.PUBLISHED

    @property
    def cells(self) -> frozenset[tuple[int, int]]:
        """Rows and columns of the cells it takes; none when it has no place."""
        if self.row is None or self.column is None:
            return frozenset()
        rows, columns = CELLS[self.size]
        return frozenset(
            (self.row + down, self.column + right)
            for down in range(rows)
            for right in range(columns)
        )

    @property
    def code(self) -> str:
        """Its sign: hall, row and column, as ``A3-07``; empty without a place."""
        if self.hall is None or self.row is None or self.column is None:
            return ""
        return f"{self.hall.code.upper()}{self.row}-{self.column:02d}"


class Placing(models.Model):
    """Where the booths would go: a plan that the organiser takes over or discards."""

    class State(models.TextChoices):
        """How it stands."""

        PROPOSED = "proposed", _("Proposed")
        TAKEN = "taken", _("Taken over")
        DISCARDED = "discarded", _("Discarded")

    planning = models.OneToOneField(
        "gatherings_hosting.Planning", models.CASCADE, related_name="placing"
    )
    gathering = models.ForeignKey(
        "gatherings_hosting.Gathering", models.CASCADE, related_name="placings"
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PROPOSED)
    score = models.FloatField(_("score"))
    random_score = models.FloatField(_("score of a random plan"))
    alphabetical_score = models.FloatField(_("score of the alphabetical plan"))
    places = models.JSONField(
        _("places"), default=dict, help_text=_("By booth: hall, row and column.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    created = models.DateTimeField(_("made"), auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["places"])

    class Meta:
        verbose_name = _("placing of booths")
        verbose_name_plural = _("placings of booths")
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"{self.gathering}: {self.get_state_display()}"
