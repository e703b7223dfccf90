"""Who reads Portuguese, Russian, Japanese or Chinese meets the hub in it, and may switch."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.network.exchange.scene import Scene, settle

FOLDER = Path(__file__).parents[2] / "src/citybricks/hub/locale"
WORDS = {
    "zh-Hans": {"front": "一城首创，万城可用", "members": "会员单位", "listings": "供给与需求"},
    "zh-Hant": {"front": "一城首創，萬城可用", "members": "會員單位", "listings": "供給與需求"},
    "en": {"front": "every city can run", "members": "Members", "listings": "Offers and needs"},
    "pt": {"front": "todas podem usar", "members": "Membros", "listings": "Ofertas e necessidades"},
    "ru": {"front": "Что придумал", "members": "Участники", "listings": "Предложения и запросы"},
    "ja": {"front": "すべての都市で", "members": "会員", "listings": "提供・ニーズ"},
}  # fmt: skip
"""What the heading of a page says in each language of the hub."""
COUNTED = {
    "pt": {1: "1 bloco", 2: "2 blocos", 5: "5 blocos", 21: "21 blocos"},
    "ru": {1: "1 блок", 2: "2 блока", 5: "5 блоков", 11: "11 блоков", 21: "21 блок"},
    "ja": {1: "1 個の", 2: "2 個の"},
}  # fmt: skip


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    """Two members, one of which offers something."""
    cache.clear()
    with translation.override("en"):
        yield settle()


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("page", ["front", "members", "listings"])
def test_a_page_is_in_the_language_the_browser_asks_for(
    scene: Scene, language: str, page: str
) -> None:
    del scene
    answer = Client(headers={"Accept-Language": language}).get(reverse(page))
    assert answer.status_code == HTTPStatus.OK
    text = answer.text
    assert f'<html lang="{language}"' in text
    heading = text.partition("<h1")[2].partition("</h1>")[0]
    assert WORDS[language][page] in heading


@pytest.mark.parametrize("language", WORDS)
def test_switching_the_language_stays_on_the_object(scene: Scene, language: str) -> None:
    address = reverse("listing", args=[scene.listing().ulid])
    client = Client(headers={"Accept-Language": "en" if language != "en" else "ja"})
    assert f'<html lang="{language}"' not in client.get(address).text
    answer = client.post(reverse("set_language"), {"language": language.lower(), "next": address})
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, address)
    assert f'<html lang="{language}"' in client.get(address).text


def test_the_switch_of_an_object_leads_back_to_it(scene: Scene) -> None:
    address = reverse("listing", args=[scene.listing().ulid]) + "?from=list"
    page = Client(headers={"Accept-Language": "pt"}).get(address).text
    switch = page.partition(f'action="{reverse("set_language")}"')[2].partition("</form>")[0]
    assert f'name="next" value="{address}"' in switch
    for language in WORDS:
        assert f'value="{language.lower()}"' in switch


@pytest.mark.parametrize("language", COUNTED)
def test_what_is_counted_takes_the_form_of_its_number(language: str) -> None:
    with translation.override(language):
        for number, said in COUNTED[language].items():
            text = translation.ngettext(
                "joins %(number)s brick", "joins %(number)s bricks", number
            ) % {"number": number}
            assert text.endswith(said) if language != "ja" else text.startswith(said)


@pytest.mark.parametrize("language", COUNTED)
def test_every_form_of_a_number_is_filled_in(language: str) -> None:
    with (FOLDER / language / "LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file)
    assert str(catalogue.locale) == language
    forms = [message.string for message in catalogue if message.pluralizable]
    assert forms
    for strings in forms:
        assert isinstance(strings, tuple)
        assert len(strings) == catalogue.num_plurals == {"pt": 2, "ru": 3, "ja": 1}[language]
        assert all(strings)


def test_what_a_started_language_lacks_is_in_english() -> None:
    with translation.override("ja"):
        assert translation.gettext("Start with a brick") == "Start with a brick"
