"""Reasons are told in the words of whoever reads them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from citybricks.network.exchange.domain.bars import WIDTH, bars_of
from citybricks.network.exchange.domain.reasons import Sentence, Term, why, why_not


@pytest.mark.parametrize(
    ("reason", "en", "zh"),
    [
        ({"kind": "types", "shared": ["talent"]}, "Both are about: Talent", "类别相同：人才"),
        ({"kind": "fields", "shared": ["water"]}, "Shared fields: Water", "共同的领域：水务"),
        ({"kind": "languages", "shared": ["pt"]}, "both speak: Portuguese", "葡萄牙语"),
        ({"kind": "regions", "shared": ["BR", "CN"]}, "Brazil, China", "巴西、中国"),
        ({"kind": "partnerships", "shared": ["pilot"]}, "both seek: Pilot", "试点"),
        ({"kind": "trl", "one": [9, 9], "other": [8, 9]}, "as ready as it is sought", "成熟度"),
    ],
)
def test_what_is_shared_is_named_in_the_readers_language(
    reason: dict[str, Any], en: str, zh: str
) -> None:
    assert en in why([reason], "en")[0].text
    with translation.override("zh-hans"):
        assert zh in why([reason], "zh-Hans")[0].text


def test_words_have_their_gloss_and_sentences_their_language() -> None:
    terms, sentences = why(
        [
            {
                "kind": "terms",
                "terms": [{"sought": "patrols", "found": "巡逻", "gloss": ["patrol", "beat", "x"]}],
            },
            {
                "kind": "sentences",
                "sought": "Where to patrol?",
                "sought_language": "en",
                "found": "去哪里巡逻？",
                "found_language": "zh-Hans",
            },
        ],
        "en",
    )
    assert terms.terms == (Term("patrols", "巡逻", "patrol; beat"),)
    assert sentences.sentences[1] == Sentence("去哪里巡逻？", "zh-Hans")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ({"kind": "owner", "owner": "turin"}, "Three others of the same member"),
        ({"kind": "countries", "wished": ["BR"], "has": ["CN"]}, "Brazil; it is in China"),
        ({"kind": "countries", "wished": ["BR"], "has": []}, "it is in not stated"),
        ({"kind": "trl", "wished": [7, 9], "has": [3, 3]}, "TRL 7–9; it is at 3."),
        ({"kind": "trl", "wished": [7, 9], "has": None}, "it states none"),
        ({"kind": "types", "wished": ["talent"], "has": ["pilot"]}, "Talent; it is Pilot site"),
    ],
)
def test_what_was_left_out_says_what_was_asked_and_what_there_is(
    reason: dict[str, Any], said: str
) -> None:
    assert said in why_not([reason], "en")


def test_bars_go_right_for_and_left_against() -> None:
    good, bad = bars_of({"words": -1.5, "meaning": 9.0})
    assert (good.start, good.width, good.against) == (WIDTH, WIDTH, False)
    assert (bad.start, bad.width, bad.against) == (WIDTH / 2, WIDTH / 2, True)


def test_readers_are_told_of_the_versions_in_their_language() -> None:
    both = [
        {"kind": "terms", "language": "en", "terms": [{"sought": "port", "found": "ports"}]},
        {"kind": "terms", "language": "zh", "terms": [{"sought": "港口", "found": "港口"}]},
        {"kind": "types", "shared": ["talent"]},
    ]
    for language, word in {"en": "port", "zh-Hans": "港口", "pt": "port"}.items():
        words, kind = why(both, language)
        assert words.terms[0].sought == word
        assert kind.kind == "types"
