import re

from citybricks.views.assets import FOLDER, stylesheet, vega_bundle


def test_scripts_and_styles_fetch_nothing() -> None:
    for path in FOLDER.glob("*.*s"):
        text = path.read_text("utf-8")
        assert not re.search(r"https?:|fetch\(|XMLHttpRequest|import\(|@import|url\(", text), path


def test_scripts_write_no_markup_from_text() -> None:
    for path in FOLDER.glob("*.js"):
        text = path.read_text("utf-8")
        assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|eval\(", text), path


def test_styles_touch_only_the_views() -> None:
    css = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.DOTALL)
    selectors = [each for group in re.findall(r"([^{}]+)\{", css) for each in group.split(",")]
    for selector in map(str.strip, selectors):
        assert selector.startswith("@") or "cb-" in selector or "vg-tooltip" in selector, selector


def test_no_text_is_slanted() -> None:
    assert "italic" not in stylesheet()


def test_the_bundle_defines_one_name_only() -> None:
    script = vega_bundle()
    assert script.startswith("(() => {")
    assert "window.vegaEmbed=" in script.replace(" ", "")
