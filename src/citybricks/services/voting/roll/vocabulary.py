"""Words that rolls are described by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a voter may vote."""

    BOTH = "both", _("Online or on paper")
    ONLINE = "online", _("Online")
    PAPER = "paper", _("On paper")


class Voted(models.TextChoices):
    """How a voter has voted; empty: not yet."""

    NOT = "", _("Not yet")
    ONLINE = "online", _("Online")
    PAPER = "paper", _("At the polling desk")
    POST = "post", _("By post")


class Deed(models.TextChoices):
    """What was done at the desk."""

    PAPER = "paper", _("Marked: at the polling desk")
    POST = "post", _("Marked: by post")
    UNDO = "undo", _("Mark undone")
    TOKEN = "token", _("Token printed")


class Language(models.TextChoices):
    """Language in which a voter is written to."""

    ZH = "zh", "中文"
    EN = "en", "English"


ONLINE = (Channel.BOTH, Channel.ONLINE)
"""Channels of voters who are given a credential."""
ON_PAPER = (Channel.BOTH, Channel.PAPER)
"""Channels of voters who may vote at the desk or by post."""
