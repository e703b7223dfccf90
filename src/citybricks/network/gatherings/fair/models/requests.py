"""Rows of who asks whom for a meeting."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from ulid import ULID

from citybricks.network.gatherings.fair.models.setting import Fair
from citybricks.network.gatherings.fair.vocabulary import LIVE, Asked, Origin, Priority

PERSON = "gatherings_hosting.Participant"


def new_ulid() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


class Request(models.Model):
    """Somebody asks somebody else, or up to three others, for a meeting."""

    ulid = models.CharField(primary_key=True, max_length=26, default=new_ulid, editable=False)
    fair = models.ForeignKey(Fair, models.CASCADE, related_name="requests")
    asker = models.ForeignKey(PERSON, models.CASCADE, related_name="meetings_asked_for")
    asked = models.ForeignKey(PERSON, models.CASCADE, related_name="meetings_asked_of")
    third = models.ForeignKey(PERSON, models.CASCADE, null=True, blank=True, related_name="+")
    fourth = models.ForeignKey(PERSON, models.CASCADE, null=True, blank=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=600, blank=True)
    language = models.CharField(_("language of the reason"), max_length=35, default="en")
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority, default=Priority.SECOND
    )
    state = models.CharField(_("state"), max_length=12, choices=Asked, default=Asked.WAITING)
    origin = models.CharField(_("origin"), max_length=12, choices=Origin, default=Origin.HAND)
    score = models.FloatField(_("score of the match"), null=True, blank=True)
    answer = models.CharField(_("words of the answer"), max_length=600, blank=True)
    answered = models.DateTimeField(_("answered"), null=True, blank=True)
    created = models.DateTimeField(_("asked"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("request for a meeting")
        verbose_name_plural = _("requests for meetings")
        ordering = ("ulid",)
        constraints = (
            models.UniqueConstraint(
                fields=["fair", "asker", "asked"],
                condition=Q(state__in=LIVE, third=None),
                name="one_request_of_two",
            ),
            models.CheckConstraint(
                condition=~Q(asker=F("asked")), name="nobody_asks_for_themselves"
            ),
            models.CheckConstraint(condition=Q(priority__range=(1, 3)), name="priority_of_3"),
        )
        indexes = (models.Index(fields=["fair", "state"], name="request_state"),)

    def __str__(self) -> str:
        return f"{self.asker} → {self.asked}"

    @property
    def numbers(self) -> tuple[str, ...]:
        """The identifiers of everybody it is about."""
        every = (self.asker_id, self.asked_id, self.third_id, self.fourth_id)
        return tuple(one for one in every if one)

    @property
    def is_live(self) -> bool:
        """Whether it is planned."""
        return self.state in LIVE
