"""What may be asked, and how refusals say what is allowed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.methods.ballot.documents import Election as Document
from citybricks.methods.ballot.documents import HomomorphicQuestion
from citybricks.methods.ballot.groups import by_name
from citybricks.services.voting.elections.domain.questions import (
    Question,
    faults,
    gives_away,
    in_language,
)
from tests.services.voting.elections.scene import MASCOTS, RANKED


def said(question: Question, group: str = "Ed25519", *, weighted: bool = False) -> str:
    return "; ".join(map(str, faults(question, group, weighted=weighted)))


def many(count: int) -> list[dict[str, str]]:
    return [{"en": f"Answer {place}"} for place in range(count)]


def test_questions_that_can_be_put_have_no_fault() -> None:
    assert not said(MASCOTS)
    assert not said(RANKED)
    assert not said(replace(MASCOTS, min=0, max=3, method="approval", blank=True))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"min": 2, "max": 1}, "At least 2, but at most 1"),
        ({"max": 4}, "At most 4 of 3 answers"),
        ({"min": -1}, "give 0 or more"),
        ({"min": 0, "max": 0}, "give 1 or more"),
        ({"answers": []}, "There are 0 answers"),
        ({"answers": many(101)}, "There are 101 answers; 1 to 100"),
        ({"answers": [{"en": "A"}, {"en": "A"}]}, "“A” is there twice"),
        ({"answers": [{"en": "A"}, {}]}, "A text is needed"),
        ({"question": {"en": ""}}, "A text is needed"),
        ({"question": {"en": "x" * 501}}, "has 501 characters; at most 500"),
        ({"question": {"en": "<script>alert(1)</script>"}}, "looks like HTML"),
        ({"answers": [{"en": "<img src=x>"}, {"en": "B"}]}, "looks like HTML"),
        ({"method": "schulze"}, "know no ranks"),
        ({"method": "score"}, "“a / A” is no whole number"),
        ({"seats": 3}, "3 of 3 answers cannot win"),
        ({"kind": "other"}, "“choice” or “ranked”"),
    ],
)
def test_a_question_that_cannot_be_put_says_why(changed: dict[str, object], told: str) -> None:
    assert told in said(replace(MASCOTS, **changed))


def test_a_text_that_only_uses_signs_of_inequality_is_no_html() -> None:
    assert not said(replace(MASCOTS, question={"en": "Is 3 < 4 and 5 > 2, R&D included?"}))


def test_weights_and_ranks_do_not_go_together() -> None:
    assert "weights cannot be ranked" in said(RANKED, weighted=True)
    assert not said(MASCOTS, weighted=True)


def test_more_than_thirty_ranked_answers_need_the_larger_group() -> None:
    long = replace(RANKED, answers=many(31))
    assert "choose the group RFC-3526-2048" in said(long)
    assert not said(long, "RFC-3526-2048")
    assert not said(replace(RANKED, answers=many(30)))


def test_nothing_is_ranked_in_the_group_that_cannot_hold_it() -> None:
    assert "No ranking can be written into the group BELENIOS-2048" in said(RANKED, "BELENIOS-2048")


def test_scores_are_whole_numbers_of_which_one_is_chosen() -> None:
    grades = [{"en": str(points)} for points in range(100, -1, -10)]
    score = replace(MASCOTS, answers=grades, method="score")
    assert not said(score)
    assert "each voter chooses one" in said(replace(score, max=2))


def test_far_more_rankings_than_voters_give_voters_away() -> None:
    assert gives_away(replace(RANKED, answers=many(8)), voters=100)
    assert not gives_away(replace(RANKED, answers=many(4)), voters=100)
    assert not gives_away(replace(MASCOTS, answers=many(8)), voters=100)


def test_a_reader_sees_their_language_or_one_there_is() -> None:
    assert in_language({"zh-Hans": "是", "en": "Yes"}, "zh-Hant") == ("是", "zh-Hans")
    assert in_language({"zh-Hans": "是", "en": "Yes"}, "pt") == ("Yes", "en")
    assert in_language({"zh-Hans": "是"}, "en") == ("是", "zh-Hans")


def document(*asked: Question) -> Document:
    group = by_name("Ed25519")
    questions = tuple(each.protocol() for each in asked)
    return Document(
        uuid="a" * 14,
        name="n",
        description="",
        group=group,
        public_key=group.generator,
        questions=questions,
    )


WORDS = st.dictionaries(
    st.sampled_from(["zh-Hans", "en"]),
    st.text(st.characters(codec="utf-8"), min_size=1),
    min_size=1,
)


@given(
    question=WORDS,
    answers=st.lists(WORDS, min_size=1, max_size=5),
    blank=st.booleans(),
    kind=st.sampled_from(["choice", "ranked"]),
)
def test_whatever_is_asked_is_read_back_from_the_protocol(
    question: dict[str, str], answers: list[dict[str, str]], blank: bool, kind: str
) -> None:
    method = "plurality" if kind == "choice" else "majority_judgment"
    asked = Question(kind, question, answers, 0, 1, blank, method)
    read = Document.parse(document(asked).write()).questions[0]
    assert read == asked.protocol()
    assert len(read.answers) == len(answers)
    assert isinstance(read, HomomorphicQuestion) == (kind == "choice")
    assert Question.of(asked.kept()) == asked
