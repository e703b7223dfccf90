"""BM25 over weighted terms."""

from __future__ import annotations

import numpy as np

from citybricks.methods.matching.lexical import Lexicon, Terms

PORTS = [Terms({"port": 2.0, "crane": 1.0}), Terms({"port": 1.0}), Terms({"lamp": 3.0})]


def test_what_has_a_term_more_often_fits_better_and_others_not_at_all() -> None:
    scores = Lexicon(PORTS).scores({"port": 1.0})
    assert scores[0] > 0
    assert scores[1] > 0
    assert scores[2] == 0


def test_a_term_of_other_lexicons_is_in_none_of_this_one() -> None:
    Terms({"first-seen-later": 1.0})
    few = Lexicon(PORTS[:1])
    Terms({"lamp": 1.0})
    assert not few.scores({"first-seen-later": 1.0, "lamp": 1.0, "never": 1.0}).any()
    assert few.rarity_of("lamp") == 0


def test_documents_in_another_order_or_company_have_the_same_terms() -> None:
    one, other = Lexicon(PORTS), Lexicon(PORTS[::-1])
    for term in ("port", "crane", "lamp"):
        assert np.allclose(one.scores({term: 1.0}), other.scores({term: 1.0})[::-1])


def test_without_documents_nothing_is_found() -> None:
    assert Lexicon([]).scores({"port": 1.0}).shape == (0,)
    assert Lexicon([Terms({})]).scores({"port": 1.0}).tolist() == [0.0]
