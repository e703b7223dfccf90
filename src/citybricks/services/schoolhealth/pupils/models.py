"""Rows of the database of pupils' records.

There is no name and no number in it: a pupil is a keyed pseudonym of one city and school year.
What guardians say of a morning is sealed under a key of that city and year, and goes with it.
Histories are not kept, since they would keep what has to be destroyed; what was done with a
record is in the access log, which is only added to.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from citybricks.services.appending import AppendOnly
from citybricks.services.schoolhealth.pupils.vocabulary import Action, Origin


class YearKey(models.Model):
    """The secret of a city's school year, sealed under the deployment's key."""

    city = models.SlugField("city")
    school_year = models.PositiveSmallIntegerField("school year")
    sealed = models.BinaryField(help_text="Empty once it was destroyed")
    created = models.DateTimeField("created", auto_now_add=True)
    destroyed_at = models.DateTimeField("destroyed at", null=True, blank=True)

    class Meta:
        verbose_name = "key of a school year"
        verbose_name_plural = "keys of school years"
        ordering = ("city", "school_year")
        constraints = (
            models.UniqueConstraint(fields=["city", "school_year"], name="year_key_once"),
        )

    def __str__(self) -> str:
        return f"{self.city} {self.school_year}"


class Pupil(models.Model):
    """A pupil of one school year, by pseudonym."""

    pseudonym = models.CharField("pseudonym", max_length=26, primary_key=True)
    city = models.SlugField("city")
    school = models.CharField("school", max_length=32, help_text="Its code")
    class_id = models.CharField("class", max_length=26, db_index=True)
    school_year = models.PositiveSmallIntegerField("school year")
    created = models.DateTimeField("created", auto_now_add=True)
    withdrawn_at = models.DateTimeField("consent withdrawn at", null=True, blank=True)

    class Meta:
        verbose_name = "pupil"
        verbose_name_plural = "pupils"
        ordering = ("pseudonym",)
        indexes = (models.Index(fields=["city", "school_year"], name="pupil_of_year"),)

    def __str__(self) -> str:
        return self.short

    @property
    def short(self) -> str:
        """The short code by which the school finds the pupil on its own paper list."""
        return f"{self.pseudonym[:3]}-{self.pseudonym[3:6]}"


class Invitation(models.Model):
    """A code with which a guardian comes to a child's record, once; its digest alone is kept."""

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="invitations")
    city = models.SlugField("city")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField("valid until")
    redeemed_at = models.DateTimeField("redeemed at", null=True, blank=True)

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitations"

    def __str__(self) -> str:
        return f"{self.pupil} {self.expires_at:%Y-%m-%d}"


class Guardian(models.Model):
    """An account looks after a pupil; the number is that of the child among theirs."""

    user = models.PositiveBigIntegerField("account")
    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="guardians")
    city = models.SlugField("city")
    number = models.PositiveSmallIntegerField("number", help_text="Never given again")
    since = models.DateTimeField("since", auto_now_add=True)
    until = models.DateTimeField("until", null=True, blank=True)

    class Meta:
        verbose_name = "guardian"
        verbose_name_plural = "guardians"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["user", "city", "number"], name="child_numbered_once"),
            models.UniqueConstraint(
                fields=["user", "pupil"],
                condition=models.Q(until=None),
                name="guardian_of_pupil_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class ConsentText(models.Model):
    """A text that guardians agreed to, as it was; a change of it is a new version."""

    city = models.SlugField("city")
    version = models.PositiveSmallIntegerField("version")
    digest = models.CharField("SHA-256", max_length=64)
    texts = models.JSONField(help_text="By language")
    since = models.DateTimeField("since", auto_now_add=True)

    class Meta:
        verbose_name = "text of the consent"
        verbose_name_plural = "texts of the consent"
        ordering = ("city", "-version")
        constraints = (
            models.UniqueConstraint(fields=["city", "version"], name="consent_text_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.city} {self.version}"


class Consent(models.Model):
    """A guardian agreed that a child's check-ins are kept, until they take it back."""

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="consents")
    by = models.PositiveBigIntegerField("by")
    version = models.PositiveSmallIntegerField("version of the text")
    digest = models.CharField("SHA-256", max_length=64)
    language = models.CharField("language", max_length=16)
    given_at = models.DateTimeField("given at", default=timezone.now)
    withdrawn_at = models.DateTimeField("withdrawn at", null=True, blank=True)

    class Meta:
        verbose_name = "consent"
        verbose_name_plural = "consents"
        ordering = ("-given_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["pupil"], condition=models.Q(withdrawn_at=None), name="consent_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pupil} {self.version}"


class CheckIn(models.Model):
    """What a guardian said of a pupil on a morning, sealed."""

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="check_ins")
    day = models.DateField("day")
    at = models.DateTimeField("at", default=timezone.now)
    changed_at = models.DateTimeField("corrected at", null=True, blank=True)
    origin = models.CharField("origin", max_length=8, choices=Origin, default=Origin.PAGE)
    sealed = models.BinaryField(help_text="Temperature, symptoms, attendance, diagnosis")

    class Meta:
        verbose_name = "check-in"
        verbose_name_plural = "check-ins"
        ordering = ("-day",)
        constraints = (
            models.UniqueConstraint(fields=["pupil", "day"], name="check_in_of_day_once"),
        )
        indexes = (models.Index(fields=["day"], name="check_in_of_day"),)

    def __str__(self) -> str:
        return f"{self.pupil} {self.day}"


class Recount(models.Model):
    """A day whose totals changed after it was over, as a consent was withdrawn."""

    city = models.SlugField("city")
    school = models.CharField("school", max_length=32)
    class_id = models.CharField("class", max_length=26)
    day = models.DateField("day")
    at = models.DateTimeField("at", default=timezone.now)

    class Meta:
        verbose_name = "day to be counted again"
        verbose_name_plural = "days to be counted again"
        ordering = ("day",)
        constraints = (
            models.UniqueConstraint(fields=["class_id", "day"], name="recount_of_day_once"),
        )

    def __str__(self) -> str:
        return f"{self.school} {self.day}"


class Opening(models.Model):
    """Emergency access to a class outside the own scope; somebody else looks at it afterwards."""

    city = models.SlugField("city")
    user = models.PositiveBigIntegerField("by")
    school = models.CharField("school", max_length=32)
    class_id = models.CharField("class", max_length=26)
    reason = models.CharField("reason", max_length=300)
    at = models.DateTimeField("at", default=timezone.now)
    until = models.DateTimeField("until")
    reviewed_at = models.DateTimeField("reviewed at", null=True, blank=True)
    reviewed_by = models.PositiveBigIntegerField("reviewed by", null=True, blank=True)
    justified = models.BooleanField("justified", null=True, blank=True)
    review = models.CharField("review", max_length=300, blank=True)

    class Meta:
        verbose_name = "emergency access"
        verbose_name_plural = "emergency accesses"
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.school} {self.at:%Y-%m-%d %H:%M}"


class ChainHead(models.Model):
    """The last entry of a city's access log; who adds one locks it."""

    city = models.SlugField("city", primary_key=True)
    n = models.PositiveBigIntegerField("entries", default=0)
    hash = models.CharField("SHA-256", max_length=64)
    verified_at = models.DateTimeField("verified at", null=True, blank=True)
    broken = models.PositiveBigIntegerField("first entry that does not fit", null=True)

    class Meta:
        verbose_name = "head of an access log"
        verbose_name_plural = "heads of access logs"

    def __str__(self) -> str:
        return f"{self.city} {self.n}"


class AccessEntry(AppendOnly):
    """What somebody did with a pupil's record; each entry holds the hash of the one before."""

    city = models.SlugField("city")
    n = models.PositiveBigIntegerField("number")
    at = models.DateTimeField("at")
    who = models.PositiveBigIntegerField("who", help_text="Account; 0 is the hub itself")
    role = models.CharField("role", max_length=16)
    purpose = models.CharField("purpose", max_length=16)
    action = models.CharField("action", max_length=16, choices=Action)
    pupil = models.CharField("pupil", max_length=26, blank=True, db_index=True)
    what = models.CharField("what", max_length=80, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = "entry of the access log"
        verbose_name_plural = "entries of the access log"
        ordering = ("city", "n")
        constraints = (models.UniqueConstraint(fields=["city", "n"], name="access_entry_once"),)

    def __str__(self) -> str:
        return f"{self.city} {self.n}"
