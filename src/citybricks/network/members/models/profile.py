"""What is known of a member: facts, places, relations, bricks it runs, its picture."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from citybricks.network.content.field import TextColumn
from citybricks.network.members.models.member import Member


class Sourced(models.Model):
    """Something that was published, with the words it was published in."""

    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("address of the source"), blank=True)
    quote = TextColumn(_("sentence of the source"))
    quote_date = models.CharField(
        _("date of the source"),
        max_length=10,
        blank=True,
        help_text=_("Day, month or year as far as known: 2026-11-22, 2026-11, 2026."),
    )

    class Meta:
        abstract = True


class Fact(Sourced):
    """A number that tells something of a member, in a year, from a source."""

    class Bound(models.TextChoices):
        """Whether the value is exact."""

        EXACT = "=", _("exactly")
        MORE = ">", _("more than")
        LESS = "<", _("less than")

    member = models.ForeignKey(Member, models.CASCADE, related_name="facts")
    label = TextColumn(_("what is counted or measured"), blank=False)
    bound = models.CharField(_("bound"), max_length=1, choices=Bound, default=Bound.EXACT)
    value = models.FloatField(_("value"))
    unit = models.CharField(_("unit"), max_length=40, blank=True, help_text="UCUM")
    year = models.PositiveSmallIntegerField(_("year"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~models.Q(source=""), name="fact_has_a_source"),
        )

    def __str__(self) -> str:
        return f"{self.label}: {self.value:g} {self.unit} ({self.year})"


class Place(Sourced):
    """A laboratory or a park of a member."""

    class Kind(models.TextChoices):
        """What kind of place it is."""

        LABORATORY = "laboratory", _("Laboratory")
        PARK = "park", _("Park")

    member = models.ForeignKey(Member, models.CASCADE, related_name="places")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    names = models.JSONField(_("names"), default=dict)
    field = models.CharField(_("focus field"), max_length=40, blank=True)
    url = models.URLField(_("website"), blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("laboratory or park")
        verbose_name_plural = _("laboratories and parks")
        ordering = ("kind", "pk")

    def __str__(self) -> str:
        return str(self.names.get("en") or next(iter(self.names.values()), self.pk))


class Relation(Sourced):
    """What two members have with each other; `reported` is what others say of them."""

    class Kind(models.TextChoices):
        """What they have."""

        FRIENDSHIP = "friendship", _("Friendship cities")
        SISTER = "sister", _("Sister cities")
        EXCHANGE = "exchange", pgettext_lazy("kind of relation", "Exchange")
        CORRIDOR = "corridor", _("Corridor")
        COOPERATION = "cooperation", _("Cooperation")
        PUBLICATION = "publication", _("Joint publication")
        DIALOGUE = "dialogue", _("Dialogue")

    a = models.ForeignKey(Member, models.CASCADE, related_name="relations_from")
    b = models.ForeignKey(Member, models.CASCADE, related_name="relations_to")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    label = TextColumn(_("what it is called"))
    since = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    until = models.PositiveSmallIntegerField(_("until"), null=True, blank=True)
    reported = models.BooleanField(_("reported by others"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ("since", "pk")
        constraints = (
            models.CheckConstraint(condition=~models.Q(a=models.F("b")), name="related_to_another"),
        )

    def __str__(self) -> str:
        return f"{self.a} – {self.b}: {self.get_kind_display()}"

    def other(self, member: Member) -> Member:
        """Return the other side."""
        return self.b if self.a_id == member.pk else self.a


class Adoption(models.Model):
    """A brick that a member runs."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="adoptions")
    brick = models.CharField(_("brick"), max_length=100)
    since = models.DateField(_("since"), null=True, blank=True)
    note = TextColumn(_("note"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        ordering = ("brick",)
        constraints = (
            models.UniqueConstraint(fields=["member", "brick"], name="one_adoption_each"),
        )

    def __str__(self) -> str:
        return f"{self.member}: {self.brick}"


class Picture(models.Model):
    """The picture of a member, as WebP in two sizes; what it shows is said in words too."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="picture")
    content = models.BinaryField()
    small = models.BinaryField()
    digest = models.CharField(max_length=64, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = TextColumn(_("what the picture shows"), blank=False)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    history = HistoricalRecords(excluded_fields=["content", "small"])

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return f"{self.member}: {self.alt}"
