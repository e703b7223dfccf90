"""Text of several paragraphs as HTML: Markdown without HTML, images or headings of its own."""

from __future__ import annotations

from functools import cache

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

_TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "blockquote", "code", "br"}


@cache
def _reader() -> MarkdownIt:
    quiet = ["image", "heading", "lheading", "html_block", "html_inline", "hr", "fence"]
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(quiet)


def prose(text: str) -> SafeString:
    """Return what people wrote as HTML that can do nothing but be read."""
    html = nh3.clean(
        _reader().render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )
    return SafeString(html)
