"""What is checked of any page: axe-core, sizes of targets, widths, missing letters."""

from __future__ import annotations

import json
import os
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

WIDTHS = (320, 390)


def is_for_everybody(page: Page, language: str) -> None:
    """Check what a page looks like now."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.wait_for_load_state()  # of this page: with its style sheets
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("figure:has(script.cb-data):not(.cb-is-live)")).to_have_count(0)
    assert " · citybricks" in page.title()
    assert findings(page) == []
    assert small_targets(page) == []
    assert tofu(page) == ""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert overflowing(page) == [], f"wider than {width} pixels"
    page.set_viewport_size({"width": 1280, "height": 900})


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the page for people to look at, where they asked for it."""
    folder = os.environ.get("SHOTS")
    if not folder:
        return
    page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    page.set_viewport_size({"width": 390, "height": 800})
    page.screenshot(path=Path(folder) / f"{name}-390.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def said_in_chinese(page: Page) -> str:
    """Return the words of a page without what says that it is in another language, and code."""
    said: str = page.evaluate("""() => {
      const copy = document.body.cloneNode(true);
      const other = '[lang]:not([lang|=zh]), code, pre, script, textarea';
      copy.querySelectorAll(other).forEach((one) => one.remove());
      return copy.textContent;
    }""")
    return said


def findings(page: Page) -> list[str]:
    """Return what axe-core finds serious; it is injected past the page's policy."""
    page.evaluate(AXE_SCRIPT)
    options = {"resultTypes": ["violations"]}
    result = page.evaluate(f"axe.run(document, {json.dumps(options)})")
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in result["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


def small_targets(page: Page) -> list[str]:
    """Return what is too small to hit (WCAG 2.5.8), links within text left out."""
    found: list[str] = page.evaluate("""() => {
      const inText = (one) => one.matches('a') && getComputedStyle(one).display === 'inline';
      const all = document.querySelectorAll('a[href], button, input, select, textarea, summary');
      return [...all].filter((one) => {
        const { width, height } = (one.closest('label') ?? one).getBoundingClientRect();
        const seen = one.checkVisibility({ visibilityProperty: true }) && width > 1;
        const small = width < 24 || height < 24;
        return seen && small && !inText(one) && !one.classList.contains('skip');
      }).map((one) => one.outerHTML.slice(0, 120));
    }""")
    return found


def overflowing(page: Page) -> list[str]:
    """Return what is wider than the screen (WCAG 1.4.10)."""
    found: list[str] = page.evaluate("""() => {
      const wide = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= wide) return [];
      return [...document.body.querySelectorAll('*')]
        .filter((one) => one.getBoundingClientRect().right > wide + 1)
        .map((one) => one.outerHTML.slice(0, 100)).slice(0, 5);
    }""")
    return found


def tofu(page: Page) -> str:
    """Return the characters on the page that no font has: they are drawn as any missing one is."""
    found: str = page.evaluate("""() => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 24;
      const pen = canvas.getContext('2d', { willReadFrequently: true });
      pen.textBaseline = 'top';
      pen.font = `20px ${getComputedStyle(document.body).fontFamily}`;
      const drawn = (text) => {
        pen.clearRect(0, 0, 24, 24);
        pen.fillText(text, 0, 0);
        return pen.getImageData(0, 0, 24, 24).data.join();
      };
      const missing = new Set(['\\u{10FFFF}', '\\u{2FFFE}'].map(drawn));
      const shown = [...new Set(document.body.innerText)].filter((one) => one.trim());
      return shown.filter((one) => missing.has(drawn(one))).join('');
    }""")
    return found
