"""The words a listing chooses from: what is kept is the key, what is shown its name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Side(models.TextChoices):
    """Whether something is given or sought."""

    OFFER = "offer", _("Offer")
    NEED = "need", _("Need")

    @property
    def other(self) -> Side:
        """What meets it."""
        return Side.NEED if self == Side.OFFER else Side.OFFER


class Type(models.TextChoices):
    """What is given or sought."""

    TECHNOLOGY = "technology", _("Technology")
    KNOWLEDGE = "knowledge", _("Knowledge and policy")
    TALENT = "talent", _("Talent")
    RESULT = "result", _("Research result to market")
    PILOT = "pilot", _("Pilot site")
    INVESTMENT = "investment", _("Investment")


class State(models.TextChoices):
    """Where a listing stands."""

    DRAFT = "draft", _("Draft")
    CHECKING = "checking", _("In quality check")
    PUBLISHED = "published", _("Published")
    MATCHED = "matched", _("Matched")
    PROJECT = "project", _("In project")
    CLOSED = "closed", _("Closed")
    ARCHIVED = "archived", _("Archived")


SEEN = (State.PUBLISHED, State.MATCHED, State.PROJECT, State.CLOSED)
"""States in which everybody sees a listing."""
OPEN = (State.PUBLISHED, State.MATCHED)
"""States in which interest can be expressed."""


class Rights(models.TextChoices):
    """How what is offered is protected."""

    NONE = "none", _("No rights claimed")
    OPEN = "open", _("Open licence")
    COPYRIGHT = "copyright", _("Copyright")
    DESIGN = "design", _("Design right or trade mark")
    SECRET = "secret", _("Secret know-how")
    APPLIED = "applied", _("Patent applied for")
    GRANTED = "granted", _("Patent granted")


class Partnership(models.TextChoices):
    """What the two sides would do together."""

    EXPERIENCE = "experience", _("Exchange of experience")
    PILOT = "pilot", _("Pilot")
    PROJECT = "joint-project", _("Joint project")
    RESEARCH = "joint-research", _("Joint research and development")
    STANDARDS = "joint-standards", _("Joint standards")
    TRANSFER = "technology-transfer", _("Technology transfer")
    LICENCE = "licence", _("Licence")
    TRADE = "trade", _("Supply, purchase or trade")
    SERVICE = "service", _("Technical assistance")
    TALENT = "talent-exchange", _("Training, secondment, exchange of talent")
    EVENTS = "events", _("Events")
    MEMORANDUM = "mou", _("Memorandum of understanding")
    VENTURE = "joint-venture", _("Joint venture")
    INVESTMENT = "investment", _("Investment")


class Budget(models.TextChoices):
    """How much money it is about, in thousand United States dollars."""

    SMALL = "0-50", _("under US$ 50 thousand")
    MEDIUM = "50-250", _("US$ 50 to 250 thousand")
    LARGE = "250-1000", _("US$ 250 thousand to 1 million")
    GREAT = "1000-5000", _("US$ 1 to 5 million")
    GREATEST = "5000-", _("more than US$ 5 million")


class Answer(models.TextChoices):
    """Where an expression of interest stands."""

    SENT = "sent", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("interest", "Withdrawn")
    LAPSED = "lapsed", _("Lapsed without an answer")


class Verdict(models.TextChoices):
    """What people said of a match, or did with it."""

    USEFUL = "useful", _("Useful")
    USELESS = "useless", _("Not useful")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
