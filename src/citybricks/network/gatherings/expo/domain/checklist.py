"""What a booth must have before visitors see it, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citybricks.network.gatherings.expo.domain.texts import is_bilingual
from citybricks.network.gatherings.expo.models import Booth


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the checklist.

    Parameters
    ----------
    step
        Step of the editor in which it is done.
    asked
        What is asked for.
    done
        Whether it is there.
    """

    step: str
    asked: str | Promise
    done: bool


def _captioned(booth: Booth) -> bool:
    files = booth.videos.filter(link="")
    return not files.filter(captions=None).exists()


_CHECKS: tuple[tuple[str, str | Promise, Callable[[Booth], bool]], ...] = (
    (
        "texts",
        _("The exhibitor's name in Chinese and in English"),
        lambda it: it.member_id is not None or is_bilingual(it.organisation),
    ),
    ("texts", _("A title in Chinese and in English"), lambda it: is_bilingual(it.title)),
    ("texts", _("A summary in Chinese and in English"), lambda it: is_bilingual(it.summary)),
    ("texts", _("A theme, for the hall"), lambda it: bool(it.theme)),
    ("texts", _("The country or region of the exhibitor"), lambda it: bool(it.country)),
    ("pictures", _("A logo or a picture, told in words"), lambda it: it.pictures.exists()),
    ("videos", _("Captions of every video"), _captioned),
    (
        "people",
        _("Somebody who is there, with hours"),
        lambda it: it.attendants.filter(hours__isnull=False).exists(),
    ),
)


def checklist(booth: Booth) -> list[Item]:
    """Return everything that is asked of a booth, and whether it is there."""
    return [Item(step, asked, bool(done(booth))) for step, asked, done in _CHECKS]


def missing(booth: Booth) -> list[Item]:
    """Return what is asked of a booth and not there."""
    return [item for item in checklist(booth) if not item.done]
