from types import SimpleNamespace
from typing import Any

import pytest

from citybricks.faces import notebook
from citybricks.kernel import registry
from citybricks.kernel.brick import Brick, bricks
from citybricks.views import Page, page_of


@pytest.fixture
def brick(outcome: Any, monkeypatch: pytest.MonkeyPatch) -> Brick[..., Any]:
    def access() -> Any:
        return outcome

    access.__annotations__ = {"return": type(outcome)}
    made: Brick[..., Any] = Brick("access", "1.0.0", access)
    monkeypatch.setitem(bricks, "access", made)
    return made


def test_the_author_decides_how_an_outcome_looks(
    brick: Brick[..., Any], outcome: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = SimpleNamespace(show=lambda _: Page("as the author wishes"))
    monkeypatch.setattr(registry, "module", lambda *_: views)
    assert "as the author wishes" in page_of(brick, outcome).html()
    assert "as the author wishes" in notebook.html(outcome)


@pytest.mark.parametrize("views", [None, SimpleNamespace()], ids=["no views.py", "no show"])
def test_without_an_author_the_types_decide(
    brick: Brick[..., Any], outcome: Any, monkeypatch: pytest.MonkeyPatch, views: Any
) -> None:
    monkeypatch.setattr(registry, "module", lambda *_: views)
    assert "Saved emissions" in page_of(brick, outcome).html()
    assert "Saved emissions" in page_of(None, outcome).html()


def test_the_authors_tables_know_their_units(
    brick: Brick[..., Any], outcome: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from citybricks.views import Table

    views = SimpleNamespace(show=lambda o: Page(Table(o.districts)))
    monkeypatch.setattr(registry, "module", lambda *_: views)
    assert "people/km²" in page_of(brick, outcome).html()


def test_a_notebook_shows_an_outcome_with_its_styles_and_no_script(outcome: Any) -> None:
    html = outcome._repr_html_()
    assert html.startswith("<style>")
    assert ".cb-page" in html
    assert "Saved emissions" in html
    assert "<script" not in html


def test_a_notebook_speaks_chinese(outcome: Any) -> None:
    assert "图例" in notebook.html(outcome, "zh-Hans")
