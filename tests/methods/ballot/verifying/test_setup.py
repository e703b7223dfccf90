"""Elections that should not have been opened: keys, ceremonies, credentials and questions."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from citybricks.methods.ballot.strict_json import dumps
from citybricks.methods.ballot.verifying import Refused
from citybricks.methods.ballot.verifying import setup as setups
from tests.methods.ballot.verifying.boards import board, verified

Change = Callable[[Any], None]
ELECTION, TRUSTEES, CREDENTIALS = range(3)


def found(name: str, document: int, change: Change) -> set[str]:
    """Return the checks that a setup fails after a change of one document."""
    documents = list(board(name).one("Setup").data[:3])
    value = json.loads(documents[document])
    change(value)
    documents[document] = dumps(value)
    try:
        setup = setups.of(*documents)
    except Refused as refused:
        return {refused.check_id}
    return {one.check_id for one in setups.check(setup) if "warning" not in one.evidence}


def test_an_honest_setup_has_nothing_wrong() -> None:
    for name in ("counted", "weighted", "threshold", "ranked", "finite field"):
        assert found(name, ELECTION, lambda _: None) == set()


@pytest.mark.parametrize(
    ("field", "value"), [("group", "RFC-3526-4096"), ("version", 2), ("version", 0)]
)
def test_an_unknown_protocol_cannot_be_verified_and_is_never_ok(field: str, value: Any) -> None:
    dishonest = board("counted")
    dishonest.one("Setup").edit(lambda election: election.update({field: value}), 0)
    report = verified(dishonest.write())
    assert (report.verdict, "S1" in report.failed) == ("failed", True)
    assert "annot verify" in report.row("S1").en
    assert "无法验证" in report.row("S1").zh


def question(**fields: Any) -> Change:
    return lambda election: election["questions"][0].update(fields)


@pytest.mark.parametrize(
    ("change", "check_id"),
    [
        (question(min=2), "S6"),
        (question(max=4), "S6"),
        (question(answers=[], min=0, max=0), "S6"),
        (lambda election: election["questions"].clear(), "S6"),
        (lambda election: election.update(uuid="short"), "S6"),
        (lambda election: election.update(uuid="0OIl0OIl0OIl0OIl"), "S6"),
        (lambda election: election["questions"][0].update(type="Lists"), "S1"),
        (question(min=-1), "S1"),
        (question(blank="yes"), "S1"),
        (lambda election: election.update(note=""), "S1"),
    ],
)
def test_a_question_that_cannot_be_answered_is_named(change: Change, check_id: str) -> None:
    assert found("counted", ELECTION, change) == {check_id}


def test_too_many_answers_to_rank_are_named_with_what_holds_them() -> None:
    def change(election: Any) -> None:
        election["questions"][0]["value"]["answers"] = [str(at) for at in range(31)]

    assert found("ranked", ELECTION, change) == {"S6"}


def test_rankings_with_weights_are_refused() -> None:
    def change(credentials: Any) -> None:
        credentials[0] += ",2"

    assert found("ranked", CREDENTIALS, change) == {"S6"}


@pytest.mark.parametrize("weight", ["0", "-1", "+2", "02", "1.5", "2,3", ""])
def test_a_weight_is_a_whole_number_of_one_or_more(weight: str) -> None:
    def change(credentials: Any) -> None:
        credentials[0] += f",{weight}"

    assert found("counted", CREDENTIALS, change) == {"S5"}


def test_a_credential_listed_twice_is_named() -> None:
    assert found("counted", CREDENTIALS, lambda some: some.append(some[0])) == {"S5"}


def test_a_credential_outside_the_group_is_named() -> None:
    outside = f"{2**255 - 20:064x}"
    assert found("counted", CREDENTIALS, lambda some: some.append(outside)) == {"S5"}
    assert found("finite field", CREDENTIALS, lambda some: some.append("2")) == {"S5"}


def bent_pok(trustees: Any) -> None:
    proof = trustees[0][1]["pok"]
    proof["response"] = str(int(proof["response"]) - 1)


def a_key_of_nobody(trustees: Any) -> None:
    """Take a key of which the secret is not known, so that all others cancel out."""
    trustees[0][1]["public_key"] = trustees[1][1]["public_key"]


def test_a_trustee_who_does_not_know_its_key_is_named() -> None:
    assert found("counted", TRUSTEES, bent_pok) == {"S2"}
    assert found("counted", TRUSTEES, a_key_of_nobody) == {"S2", "S4"}
    assert found("counted", TRUSTEES, lambda trustees: trustees.clear()) == {"S2", "S4"}
    assert found("counted", TRUSTEES, lambda trustees: trustees.pop()) == {"S4"}


def test_an_election_key_that_is_not_the_product_is_named() -> None:
    key = json.loads(board("counted").one("Setup").data[TRUSTEES])[0][1]["public_key"]
    assert found("counted", ELECTION, lambda one: one.update(public_key=key)) == {"S4"}


def ceremony(change: Change) -> Change:
    return lambda trustees: change(trustees[0][1])


def exchange(name: str) -> Change:
    return ceremony(lambda part: part[name].reverse())


def message(name: str, change: Change) -> Change:
    """Change what a trustee said in the ceremony, without signing it again."""

    def changed(part: Any) -> None:
        said = json.loads(part[name][0]["message"])
        change(said)
        part[name][0]["message"] = dumps(said).decode()

    return ceremony(changed)


def swapped_commitments(said: Any) -> None:
    said["coefexps"].reverse()


@pytest.mark.parametrize(
    "change",
    [
        exchange("certs"),
        exchange("coefexps"),
        exchange("signatures"),
        message("certs", lambda said: said["context"].update(index=2)),
        message("certs", lambda said: said["context"].update(size=4)),
        message("certs", lambda said: said["context"].update(threshold=1)),
        message("certs", lambda said: said["context"].update(group="BELENIOS-2048")),
        message("certs", lambda said: said.pop("context")),
        message("certs", lambda said: said.update(encryption=f"{2**255 - 20:064x}")),
        message("certs", lambda said: said.clear()),
        message("coefexps", lambda said: said["coefexps"].pop()),
        message("coefexps", swapped_commitments),
        message("coefexps", lambda said: said.clear()),
        ceremony(lambda part: part.update(threshold=1)),
        ceremony(lambda part: part.update(threshold=4)),
        ceremony(lambda part: part["verification_keys"][0].pop("pok")),
        ceremony(lambda part: part["verification_keys"].reverse()),
        ceremony(lambda part: part["verification_keys"].pop()),
        ceremony(lambda part: part["signatures"].pop()),
    ],
)
def test_a_ceremony_that_does_not_fit_together_is_named(change: Change) -> None:
    assert "S3" in found("threshold", TRUSTEES, change)


def test_a_setup_that_names_other_documents_is_refused() -> None:
    dishonest = board("counted")
    step = dishonest.one("Setup")
    step.data[0], step.data[1] = step.data[1], step.data[0]
    assert "A4" in verified(dishonest.write()).failed
