"""The living style page, and scripts that are made rather than written."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from citybricks.hub.lab.skyline import skyline
from citybricks.kernel.store import digest
from citybricks.views import assets


@require_safe
def style_page(request: HttpRequest) -> HttpResponse:
    """Show every part of the visual language."""
    values = {
        "colours": ["paper", "surface", "ink", "ink-soft", "line", "accent", "accent-2"],
        "signals": ["good", "warn", "bad"],
        "series": [f"series-{number}" for number in range(1, 7)],
        "steps": ["step--1", "step-0", "step-1", "step-2", "step-3", "step-4"],
        "spaces": [f"space-{number}" for number in range(1, 9)],
        "goals": range(1, 18),
        "skyline": skyline(),
    }
    return render(request, "lab/style.html", values)


@cache
def vega() -> tuple[str, bytes]:
    """Return the name and content of the chart library, made once for a deployment."""
    made_by = digest(Path(assets.__file__).read_bytes())[:8]
    path = Path(settings.HOME) / f"vega-{version('vl-convert-python')}-{made_by}.js"
    if not path.exists():
        draft = path.with_suffix(f".{token_hex(4)}")
        draft.write_text(assets.vega_bundle(), encoding="utf-8")
        draft.rename(path)
    content = path.read_bytes()
    return f"vega-{digest(content)[:12]}.js", content


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def vega_script(_request: HttpRequest, name: str) -> HttpResponse:
    """Send the chart library; its address changes with its content."""
    del name
    return HttpResponse(vega()[1], content_type="text/javascript; charset=utf-8")
