"""Proceedings as linked data of schema.org."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from citybricks.network.content.text import Text
from citybricks.network.gatherings.proceedings.domain.papers import Part, abstract_of
from citybricks.network.gatherings.proceedings.vocabulary import Kind

_TYPES = {Kind.SLIDES: "PresentationDigitalDocument", Kind.VIDEO: "VideoObject",
          Kind.CAPTIONS: "MediaObject"}  # fmt: skip


def proceedings(gathering: Any, parts: list[Part]) -> dict[str, Any]:
    """Return a gathering's proceedings."""
    page = _full(reverse("proceedings", args=[gathering.slug]))
    return {
        "@context": "https://schema.org",
        "@type": "PublicationVolume",
        "@id": page,
        "url": page,
        "name": _said(gathering.title),
        "about": {
            "@type": "Event",
            "name": _said(gathering.title),
            "startDate": gathering.first_day.isoformat(),
            "endDate": gathering.last_day.isoformat(),
        },
        "hasPart": [_talk(gathering, part, talk) for part in parts for talk in part.talks],
    }


def _talk(gathering: Any, part: Part, talk: Any) -> dict[str, Any]:
    page = _full(reverse("proceedings-talk", args=[gathering.slug, talk.pk]))
    paper = getattr(talk, "paper", None)
    told: dict[str, Any] = {
        "@type": "ScholarlyArticle",
        "@id": page,
        "url": page,
        "headline": _said(talk.title),
        "abstract": _said(abstract_of(talk)),
        "author": [
            {"@type": "Person", "name": _said(row.speaker.name)} for row in talk.speaking.all()
        ],
    }
    if part.session is not None:
        told["isPartOf"] = {"@type": "Event", "name": _said(part.session.title)}
    if paper is None:
        return told
    if paper.doi:
        told["sameAs"] = f"https://doi.org/{paper.doi}"
        told["identifier"] = {"@type": "PropertyValue", "propertyID": "DOI", "value": paper.doi}
    addresses = [one for one in (paper.link, paper.recording) if one]
    told |= {"relatedLink": addresses} if addresses else {}
    media = [_document(gathering, talk, one) for one in paper.documents.all()]
    return told | ({"associatedMedia": media} if media else {})


def _document(gathering: Any, talk: Any, document: Any) -> dict[str, Any]:
    path = reverse("proceedings-document", args=[gathering.slug, talk.pk, document.digest])
    return {
        "@type": _TYPES[document.kind],
        "contentUrl": _full(path),
        "encodingFormat": document.type.partition(";")[0],
        "contentSize": str(document.size),
        "sha256": document.digest,
        **({"inLanguage": document.language} if document.language else {}),
    }


def _said(text: Text) -> list[dict[str, str]]:
    versions = text.versions().items()
    return [{"@language": tag, "@value": words} for tag, words in versions if words]


def _full(path: str) -> str:
    return str(settings.ENVIRONMENT.origin) + path
