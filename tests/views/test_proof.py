from typing import Any

import pandas as pd
import pytest

from citybricks.types import Proof, Table, Violation
from citybricks.views import Evidence, Page
from citybricks.views.reader import Reader

NONE = Table[Violation](pd.DataFrame())


def proof(**more: Any) -> Proof:
    known: dict[str, Any] = {
        "solver": "CP-SAT 9.15",
        "seed": 3,
        "iterations": 0,
        "objective": 1234.5,
        "lower_bound": 1196.2,
        "gap": 0.031,
        "feasible": True,
    }
    return Proof(**(known | more))


def broken() -> Table[Violation]:
    return Table(
        pd.DataFrame(
            [
                {
                    "code": "reserve",
                    "where": "sortie 3",
                    "value": 0.1,
                    "limit": 0.2,
                    "en": "sortie 3 lands with <10 %",
                    "zh": "第 3 架次降落时电量低于 10%",
                }
            ]
        )
    )


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"gap": 0.0}, "Proved optimal: no better plan exists."),
        ({}, "At most 3.1 % might still be saved."),
        ({"gap": 0.00002}, "At most 0.01 % might still be saved."),
        ({"gap": 1.0, "lower_bound": None}, "It is not known how much might still be saved."),
        ({"feasible": False}, "The plan breaks rules; how good it is does not matter yet."),
    ],
)
def test_the_gap_is_said_in_words(known: dict[str, Any], said: str) -> None:
    assert Evidence(proof(**known), NONE).verdict(Reader()) == said


def test_the_proof_is_shown_with_its_unit() -> None:
    made = Page(Evidence(proof(), NONE, unit="s", goal="Waiting")).html()
    for fact in ("CP-SAT 9.15", "1,234\xa0s", "1,196\xa0s", "Lower bound", "Waiting"):
        assert fact in made
    assert "Iterations" not in made
    close = Page(Evidence(proof(lower_bound=1234.1, gap=0.0003), NONE)).html()
    assert "1,234.5<" in close
    assert "1,234.1<" in close
    assert "cb-holds" in made


def test_broken_rules_are_in_the_readers_language_and_escaped() -> None:
    made = Evidence(proof(feasible=False), broken())
    assert "sortie 3 lands with &lt;10 %" in made.html(Reader())
    assert "第 3 架次" in made.html(Reader(language="zh-Hans"))
    assert '<li lang="en">' in made.html(Reader(language="ja"))
    assert "cb-breaks" in made.html(Reader())
