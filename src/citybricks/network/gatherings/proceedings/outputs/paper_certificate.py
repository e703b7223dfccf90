"""A certificate on a page of paper, in Chinese and English."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.templatetags.gatherings import days_in
from citybricks.network.gatherings.proceedings.models import Certificate
from citybricks.network.members.printing.pages import PrintingUnavailableError, styles

_MOST_TALKS = 5
"""Talks that are named; of more, the number is said."""
_STYLE = Path(__file__).parents[1] / "static" / "proceedings" / "certificate.css"


def certificate_pdf(certificate: Certificate, path: str) -> bytes:
    """Return a certificate as PDF.

    Parameters
    ----------
    path
        Of the page that says whether it is genuine.

    Raises
    ------
    PrintingUnavailableError
        When Pango is missing.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:  # its bindings load Pango when they are imported
        raise PrintingUnavailableError from error
    html = render_to_string("proceedings/certificate_print.html", told(certificate, path))
    nothing = URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
    page: Any = HTML(string=html, url_fetcher=nothing)
    content: bytes = page.write_pdf(pdf_tags=True)
    return content


def told(certificate: Certificate, path: str) -> dict[str, Any]:
    """Return what a certificate says, in both languages."""
    gathering = certificate.gathering
    titles = [Text.model_validate(one) for one in certificate.what]
    sides = []
    for language in ("zh-Hans", "en"):
        with override(language.lower()):
            sides.append(
                {
                    "language": language,
                    "gathering": gathering.title.shown(language).text,
                    "days": days_in(gathering.first_day, gathering.last_day, language),
                    "place": gathering.city.name_in(language) if gathering.city else "",
                    "host": gathering.host.name_in(language) if gathering.host else "",
                    "talks": [title.shown(language).text for title in titles[:_MOST_TALKS]],
                    "honour": certificate.get_honour_display(),
                }
            )
    issued = certificate.issued.astimezone(ZoneInfo(gathering.time_zone)).date()
    origin = str(settings.ENVIRONMENT.origin)
    root = styles().partition("}")[0] + "}"
    return {
        "certificate": certificate,
        "sides": sides,
        "more": max(len(titles) - _MOST_TALKS, 0),
        "issued": issued.isoformat(),
        "address": origin + path,
        "names": list(dict.fromkeys(certificate.name.versions().values())),
        "styles": root + _STYLE.read_text(encoding="utf-8"),
    }
