"""Words and numbers on pages."""

from typing import Any

import pytest
from django.utils import translation

from citybricks.faces.form import fields, leaves
from citybricks.hub.lab.templatetags import lab
from citybricks.kernel.brick import Brick
from citybricks.network.members.models import Member


@pytest.mark.parametrize(
    ("path", "allowed", "default"),
    [
        ("hours", "at least 0", "11"),
        ("floor", "0 to 100", "20"),
        ("dimming.share", "0 to 100", "50"),
        ("most", "at least 1", "100"),
        ("dimmed", "", "yes"),
        ("since", "", ""),
        ("season", "", "winter"),
    ],
)
def test_bounds_and_defaults(lamps: Brick[..., Any], path: str, allowed: str, default: str) -> None:
    (field,) = (one for one in leaves(fields(lamps)) if one.path == path)
    assert (lab.bounds(field), lab.default_text(field)) == (allowed, default)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a ``b`` c", "a <code>b</code> c"),
        ("a `b` < `<c>`", "a <code>b</code> &lt; <code>&lt;c&gt;</code>"),
        ("a ` b", "a ` b"),
        ("", ""),
    ],
)
def test_words_between_backticks_are_code(text: str, html: str) -> None:
    assert lab.code(text) == html


def test_a_citation_leads_to_its_source() -> None:
    said = lab.cited(lab.code("after Erbs [3]_ and <b>[x]_</b>, not a[3]"))
    assert said == (
        'after Erbs <a href="#source-3">[3]</a> and &lt;b&gt;<a href="#source-x">[x]</a>&lt;/b&gt;,'
        " not a[3]"
    )


def test_a_member_is_named_in_the_readers_language() -> None:
    tianjin = Member(slug="tianjin", names={"en": "Tianjin", "zh-Hans": "天津"})
    assert [lab.name_in(tianjin, tag) for tag in ("en", "zh-Hans", "fr")] == [
        "Tianjin",
        "天津",
        "Tianjin",
    ]
    assert lab.name_in(Member(slug="lagos"), "en") == "lagos"
    assert lab.name_in(None, "en") == ""


def test_every_theme_and_status_has_a_name_in_chinese() -> None:
    from typing import get_args

    from citybricks.hub.jobs.models import Status
    from citybricks.kernel.brick import Theme

    with translation.override("zh-hans"):
        said = [lab.theme_name(key) for key in get_args(Theme)]
        said += [lab.status_name(key) for key in Status.values]
    assert not [name for name in said if name.isascii()]


def test_units_are_written_as_people_do() -> None:
    assert lab.unit({"language": "en"}, "m2") == "m²"  # type: ignore[arg-type] # as a context is read
    assert lab.unit({"language": "en"}, "") == ""  # type: ignore[arg-type] # likewise
