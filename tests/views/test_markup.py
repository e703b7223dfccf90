import json
import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from citybricks.views.markup import data, tag

ANY = st.text(st.characters(exclude_categories=()), max_size=40)


def test_texts_are_escaped_and_markup_is_not() -> None:
    assert tag("p", "<b>", Markup("<br>"), None) == "<p>&lt;b&gt;<br></p>"


def test_attributes_are_named_as_in_html() -> None:
    made = tag("input", class_="a", aria_label='"', disabled=True, hidden=False, title=None)
    assert made == '<input class="a" aria-label="&#34;" disabled></input>'


@given(ANY, ANY)
def test_whatever_the_text_the_element_is_whole(text: str, attribute: str) -> None:
    (element,) = ET.fromstring(f"<a>{tag('b', text, title=attribute)}</a>")  # noqa: S314 - our own
    assert list(element) == []


@given(ANY)
def test_no_text_ends_a_block_of_data(text: str) -> None:
    written = str(data({"text": text}))
    inside = written.removeprefix('<script type="application/json">').removesuffix("</script>")
    assert not re.search("[<>&\u2028\u2029]", inside)
    assert set(json.loads(inside)) == {"text"}


def test_data_reads_back() -> None:
    inside = str(data({"a": "</script>&\u2028"})).split(">", 1)[1].rsplit("<", 1)[0]
    assert json.loads(inside) == {"a": "</script>&\u2028"}
