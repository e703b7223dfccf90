"""Credentials on their way to voters: letters as PDF, a table for a printer, mails."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from citybricks.network.intake.domain.cells import guarded, line
from citybricks.network.members.printing.pages import PrintingUnavailableError
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.registrar.domain.handing import Letter

COLUMNS = ("voter_id", "name", "email", "lang", "issue", "credential", "booth")
_HERE = Path(__file__).parent


def table(letters: Iterable[Letter]) -> str:
    """Return letters as CSV with a byte order mark, as spreadsheets want it."""
    rows = (
        (one.voter, one.name, one.email, one.language, str(one.issue), one.credential, one.booth)
        for one in letters
    )
    return "\ufeff" + line(COLUMNS) + "".join(line(map(guarded, row)) for row in rows)


def pdf(election: Election, letters: Iterable[Letter]) -> bytes:
    """Return letters as PDF, a page each; nothing is fetched from anywhere.

    Raises
    ------
    PrintingUnavailableError
        When Pango is missing.
    """
    try:
        from weasyprint import HTML
    except OSError as error:  # its bindings load Pango when they are imported
        raise PrintingUnavailableError from error
    codes: dict[str, bytes] = {}
    pages = []
    for at, one in enumerate(letters):
        name = f"qr:{at}"
        codes[name] = qr(one.booth)
        pages.append({"letter": one, "html": _page(election, one, name)})
    html = render_to_string("voting_registrar/letters.html", {"pages": pages, "styles": _styles()})
    document: Any = HTML(string=html, url_fetcher=_given(codes))
    written: bytes = document.write_pdf(pdf_tags=True)
    return written


def _given(pictures: Mapping[str, bytes]) -> Any:
    """Return what gives pictures by their name, and nothing else.

    They are not in the page as `data:` addresses, since those are logged when something is wrong.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Given(URLFetcher):  # type: ignore[misc] # not typed
        def fetch(self, url: str, headers: Any = None) -> Any:
            del headers
            return URLFetcherResponse(url, pictures[url], {"Content-Type": "image/svg+xml"})

    return Given(fail_on_errors=True)


def mail_of(election: Election, letter: Letter) -> EmailMessage:
    """Return a letter as mail."""
    with override(letter.language.lower()):
        title = _title(election, letter)
        text = render_to_string("voting_registrar/letter.txt", _values(election, letter))
        subject = _("Your credential for “%(title)s”") % {"title": title}
    mail = EmailMessage(subject, text, to=[letter.email])
    mail.extra_headers = {
        "Auto-Submitted": "auto-generated",  # RFC 3834
        "Content-Language": letter.language,
    }
    return mail


def mails_are_logged() -> bool:
    """Whether mails go where no credential may be, as no mail server is set."""
    return settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def qr(text: str) -> bytes:
    """Return a QR code (ISO/IEC 18004) as SVG."""
    from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]
    from qrcode.image.svg import SvgPathImage  # type: ignore[import-untyped]
    from qrcode.main import QRCode  # type: ignore[import-untyped]

    code = QRCode(error_correction=ERROR_CORRECT_M, image_factory=SvgPathImage)
    code.add_data(text)
    buffer = io.BytesIO()
    code.make_image().save(buffer)
    return buffer.getvalue()


def _page(election: Election, letter: Letter, code: str) -> str:
    with override(letter.language.lower()):
        values = _values(election, letter) | {"qr": code}
        return render_to_string("voting_registrar/letter.html", values)


def _values(election: Election, letter: Letter) -> dict[str, Any]:
    return {
        "election": election,
        "title": _title(election, letter),
        "letter": letter,
        "page": f"{settings.ENVIRONMENT.origin}/voting/{election.uuid}/",
        "booth": letter.booth.partition("#")[0],
    }


def _title(election: Election, letter: Letter) -> str:
    return " ".join(election.title.shown(letter.language).text.split())


@cache
def _styles() -> str:
    return (_HERE / "static" / "voting_registrar" / "letters.css").read_text(encoding="utf-8")
