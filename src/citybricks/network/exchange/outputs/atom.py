"""The newest offers and needs as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from citybricks.network.exchange.domain.browsing import Search
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.vocabulary import Side
from citybricks.network.vocabulary import FIELDS


def feed(found: Sequence[Listing], search: Search, language: str, path: str) -> HttpResponse:
    """Return listings as a feed.

    Parameters
    ----------
    found
        The newest first.
    search
        What they were narrowed down to.
    path
        Address of the feed, without the host.
    """
    origin = settings.ENVIRONMENT.origin
    titles = {"": _("Offers and needs"), Side.OFFER: _("Offers"), Side.NEED: _("Needs")}
    made = Atom1Feed(
        title=f"citybricks: {titles[search.side]}",
        link=f"{origin}{reverse('listings')}?{search.query}".rstrip("?"),
        description=_("What members of the network offer and seek"),
        language=language,
        feed_url=origin + path,
        author_name="citybricks",
    )
    for listing in found:
        _add(made, listing, language, origin)
    return HttpResponse(
        made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def _add(made: Atom1Feed, listing: Listing, language: str, origin: str) -> None:
    title, summary = listing.title.shown(language), listing.summary.shown(language)
    link = origin + reverse("listing", args=[listing.ulid])
    fields = [FIELDS.name(key, language) for key in listing.fields]
    made.add_item(
        title=f"{listing.get_side_display()}: {title.text}",
        link=link,
        description=summary.text,
        unique_id=link,
        author_name=listing.member.name_in(language),
        pubdate=listing.published or listing.created,
        updateddate=listing.changed,
        categories=[*map(str, fields), listing.get_type_display()],
    )
