"""Words that elections are described by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where an election stands."""

    DRAFT = "draft", pgettext_lazy("state of an election", "Draft")
    ROLL = "roll", _("Roll of voters")
    REGISTRAR = "registrar", _("Credentials")
    TRUSTEES = "trustees", _("Trustees")
    FROZEN = "frozen", _("Frozen")
    OPEN = "open", pgettext_lazy("state of an election", "Open")
    CLOSED = "closed", pgettext_lazy("state of an election", "Closed")
    TALLYING = "tallying", _("Being tallied")
    DONE = "done", _("Result published")
    CANCELLED = "cancelled", _("Cancelled")


SEEN = (State.FROZEN, State.OPEN, State.CLOSED, State.TALLYING, State.DONE)
"""States in which everybody sees an election; one that was cancelled, when it had been seen."""
OVER = (State.CLOSED, State.TALLYING, State.DONE)
"""States in which nobody votes any more."""
ON_BOARD = (State.OPEN, State.CLOSED, State.TALLYING, State.DONE)
"""States in which an election has a bulletin board."""


class GroupName(models.TextChoices):
    """The group in which ballots are encrypted."""

    ED25519 = "Ed25519", "Ed25519"
    BELENIOS_2048 = "BELENIOS-2048", "BELENIOS-2048"
    RFC_3526_2048 = "RFC-3526-2048", "RFC-3526-2048"


class Role(models.TextChoices):
    """What a person does in an election."""

    ADMIN = "admin", _("Runs the election")
    REGISTRAR = "registrar", _("Makes and hands out credentials")
    CLERK = "clerk", _("Works at the polling desk")
    AUDITOR = "auditor", _("Watches")


class TrusteeStep(models.TextChoices):
    """What a trustee gives, in the order in which it is given."""

    KEY = "key", _("Public key")
    CERTIFICATE = "certificate", _("Certificate")
    POLYNOMIAL = "polynomial", _("Polynomial")
    CHECK = "check", _("Verification key")
    SHUFFLE = "shuffle", _("Shuffle")
    DECRYPT = "decrypt", _("Partial decryption")
