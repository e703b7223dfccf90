"""Show an outcome in a notebook: its page with its own styles, without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup

from citybricks.faces.json_schema import words_of
from citybricks.kernel.brick import Brick, bricks
from citybricks.kernel.outcome import Outcome
from citybricks.kernel.translation import translator
from citybricks.views import page_of
from citybricks.views.assets import stylesheet
from citybricks.views.markup import join, tag


def html(outcome: Outcome, language: str = "en") -> str:
    """Return the page of an outcome as a fragment that needs no other file."""
    brick = _made_by(outcome)
    words = words_of(brick, language) if brick else translator(language, Path(__file__).parent)
    page = page_of(brick, outcome).still(words, language)
    styles = tag("style", Markup(stylesheet()))  # noqa: S704 - our own file
    return str(join((styles, Markup(page))))  # noqa: S704 - escaped by the page


def _made_by(outcome: Outcome) -> Brick[..., Any] | None:
    """Return the brick whose outcome it is."""
    return next((each for each in bricks.values() if each.outputs is type(outcome)), None)
