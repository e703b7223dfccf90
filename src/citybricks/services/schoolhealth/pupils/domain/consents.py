"""Consent of guardians: to which text, when, and taken back when they wish."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import rfc8785
from django.db import IntegrityError, transaction
from django.utils import timezone

from citybricks.services.schoolhealth.pupils.domain import chain
from citybricks.services.schoolhealth.pupils.domain.chain import Deed, Reader
from citybricks.services.schoolhealth.pupils.models import (
    CheckIn,
    Consent,
    ConsentText,
    Pupil,
    Recount,
)
from citybricks.services.schoolhealth.pupils.router import DATABASE
from citybricks.services.schoolhealth.pupils.vocabulary import Action
from citybricks.services.schoolhealth.schools.models import City


class NoConsentError(PermissionError):
    """Nobody agreed that check-ins of this pupil are kept."""


class OtherTextError(ValueError):
    """The text of the consent was changed while the guardian read it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text of a consent as one reader sees it."""

    version: int
    digest: str
    language: str
    text: str


def current(city: City) -> ConsentText:
    """Return the text that guardians of a city agree to today; a changed one is a new version."""
    texts = _texts(city)
    digest = hashlib.sha256(rfc8785.dumps(dict(texts))).hexdigest()
    last = ConsentText.objects.filter(city=city.pk).first()
    if last is not None and last.digest == digest:
        return last
    version = last.version + 1 if last else 1
    try:
        with transaction.atomic(using=DATABASE):
            return ConsentText.objects.create(
                city=city.pk, version=version, digest=digest, texts=dict(texts)
            )
    except IntegrityError:  # somebody asked at the same moment
        return ConsentText.objects.get(city=city.pk, version=version)


def said(kept: ConsentText, language: str) -> Said:
    """Return a text in a language, or in the first that it has."""
    tag = language if language in kept.texts else next(iter(kept.texts))
    return Said(kept.version, kept.digest, tag, kept.texts[tag])


def given(pupil: Pupil) -> Consent | None:
    """Return the consent that stands."""
    return pupil.consents.filter(withdrawn_at=None).first()


def give(pupil: Pupil, text: Said, by: Reader) -> Consent:
    """Note that a guardian agreed to a text; what stood before is replaced.

    Raises
    ------
    OtherTextError
        When the text is not the city's any more.
    """
    city = City.objects.get(pk=pupil.city)
    if current(city).digest != text.digest:
        raise OtherTextError(text.digest)
    with transaction.atomic(using=DATABASE):
        Pupil.objects.select_for_update().get(pk=pupil.pk)
        pupil.consents.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
        Pupil.objects.filter(pk=pupil.pk).update(withdrawn_at=None)
        chain.add(pupil.city, by, Action.CONSENT, [Deed(pupil.pk, f"version {text.version}")])
        return Consent.objects.create(
            pupil=pupil, by=by.user, version=text.version, digest=text.digest,
            language=text.language,
        )  # fmt: skip


def withdraw(pupil: Pupil, by: Reader) -> int:
    """Take a consent back: all check-ins are deleted; return how many.

    Days on which the pupil was counted are noted, so that what is derived of them is made again.
    """
    with transaction.atomic(using=DATABASE):
        Pupil.objects.select_for_update().get(pk=pupil.pk)
        count = forget(pupil)
        pupil.consents.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
        Pupil.objects.filter(pk=pupil.pk).update(withdrawn_at=timezone.now())
        chain.add(pupil.city, by, Action.WITHDRAW, [Deed(pupil.pk, f"{count} check-ins")])
    return count


def forget(pupil: Pupil) -> int:
    """Delete the check-ins of a pupil, and note which days are to be counted again."""
    found = CheckIn.objects.filter(pupil=pupil)
    days = list(found.values_list("day", flat=True))
    place = {"city": pupil.city, "school": pupil.school, "class_id": pupil.class_id}
    for day in days:
        Recount.objects.update_or_create(
            class_id=pupil.class_id, day=day, defaults=place | {"at": timezone.now()}
        )
    found.delete()
    return len(days)


def _texts(city: City) -> Mapping[str, str]:
    """Return the text of a city by language; the original first."""
    own = city.consent_text
    if own:
        return {tag: own.shown(tag).text.strip() for tag in own.languages()}
    source = files("citybricks.services.schoolhealth.pupils.domain") / "consent.toml"
    texts = tomllib.loads(source.read_text(encoding="utf-8"))
    return {tag: text.strip() for tag, text in texts.items()}
