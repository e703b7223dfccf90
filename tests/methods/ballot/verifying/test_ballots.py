"""What the board asks before it takes a ballot: each dishonest ballot is refused by its check."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from citybricks.methods.ballot.documents import Ballot, Proof
from citybricks.methods.ballot.proving.ballots import ballot
from citybricks.methods.ballot.strict_json import dumps
from citybricks.methods.ballot.verifying import Refused, Setup, ballots
from citybricks.methods.ballot.verifying import setup as setups
from tests.methods.ballot.verifying.boards import board, made, signed, with_alpha

NAMES = ("counted", "weighted", "ranked", "finite field")
VOTES = {"counted": [[1, 0, 0]], "weighted": [[0, 1, 1, 0]], "ranked": [[2, 1, 3]]}


@cache
def setup(name: str) -> Setup:
    election, trustees, credentials, _ = board(name).one("Setup").data
    return setups.of(election, trustees, credentials)


@cache
def honest(name: str) -> bytes:
    whole = made(name)[1]
    choices = VOTES.get(name, [[0, 1, 0]])
    return ballot(whole.setting, whole.credentials[0], choices).write(whole.group)


def refusal(name: str, raw: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        ballots.check(setup(name), raw)
    return caught.value


def changed(name: str, change: Callable[[Any], None]) -> bytes:
    """Return the honest ballot after a change of its JSON, signed again."""
    value = json.loads(honest(name))
    change(value)
    whole = made(name)[1]
    parsed = Ballot.parse(dumps(value), setup(name).election)
    return signed(parsed, whole, whole.credentials[0])


@pytest.mark.parametrize("name", NAMES)
def test_an_honest_ballot_is_taken(name: str) -> None:
    assert ballots.check(setup(name), honest(name)).write(setup(name).group) == honest(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_ballot_signed_again_unchanged_is_taken(name: str) -> None:
    ballots.check(setup(name), changed(name, lambda _: None))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"}}}", b"}}} "),
        (b"}}}", b"}}"),
        (b'"answers":', b'"answers": '),
        (b'{"election_uuid"', b'{"note":1,"election_uuid"'),
        (b'"response":"', b'"response":"0'),
        (b'"response":"', b'"response":"+'),
        (b'"response":"', '"response":"\u0661'.encode()),
        (b'{"choices"', b'{"choices":[],"choices"'),
        (b'"election_hash"', b'"election\\u005fhash"'),
        (b"answers", b"answ\xffrs"),
    ],
)
def test_what_is_not_the_canonical_form_of_a_ballot_is_refused(before: bytes, after: bytes) -> None:
    raw = honest("counted")
    assert before in raw
    assert refusal("counted", raw.replace(before, after, 1)).check_id == "B1"


BOMBS = {
    "brackets": b"[" * 60_000,
    "objects": b'{"a":' * 500 + b"1" + b"}" * 500,
    "number": b"9" * 60_000,
    "text": b'"' + b"x" * (1 << 20) + b'"',
    "nothing": b"",
    "null": b"null",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_before_it_goes_off(bomb: str) -> None:
    refused = refusal("counted", BOMBS[bomb])
    assert refused.check_id == "B1"
    assert refused.en
    assert refused.zh


def test_a_response_beyond_the_order_is_refused_though_it_would_hold() -> None:
    value = json.loads(honest("counted"))
    proof = value["signature"]["proof"]
    proof["response"] = str(int(proof["response"]) + setup("counted").group.order)
    assert refusal("counted", dumps(value)).check_id == "B1"


def test_a_ballot_of_another_election_is_refused() -> None:
    def change(value: Any) -> None:
        value["election_hash"] = "A" * 43

    assert refusal("counted", changed("counted", change)).check_id == "B2"


def test_an_unknown_credential_is_refused() -> None:
    whole = made("counted")[1]
    stranger = made("weighted")[1].credentials[0]
    raw = ballot(whole.setting, stranger, [[1, 0, 0]]).write(whole.group)
    assert refusal("counted", raw).check_id == "B3"


def test_a_ballot_without_signature_is_refused() -> None:
    value = json.loads(honest("counted"))
    del value["signature"]
    assert refusal("counted", dumps(value)).check_id == "B4"


@pytest.mark.parametrize("name", NAMES)
def test_a_ballot_copied_under_another_credential_is_refused(name: str) -> None:
    """The proofs are bound to the credential: who copies them cannot sign for somebody else."""
    whole = made(name)[1]
    copied = Ballot.parse(honest(name), setup(name).election)
    other = Ballot.parse(
        ballot(whole.setting, whole.credentials[1], VOTES.get(name, [[0, 1, 0]])).write(
            whole.group
        ),
        setup(name).election,
    )
    raw = signed(replace(copied, credential=other.credential), whole, whole.credentials[1])
    assert refusal(name, raw).check_id == "B6"


@pytest.mark.parametrize("name", ["counted", "ranked"])
def test_a_point_of_small_order_is_refused(name: str) -> None:
    whole = made(name)[1]
    parsed = Ballot.parse(honest(name), setup(name).election)
    for torsion in (bytes.fromhex("ec" + "ff" * 30 + "7f"), bytes(32)):
        raw = signed(with_alpha(parsed, torsion), whole, whole.credentials[0])
        assert refusal(name, raw).check_id == "B5"


def test_minus_an_element_is_refused_in_a_finite_field() -> None:
    """It is of twice the order, and one random combination would let it pass every other time."""
    whole = made("finite field")[1]
    parsed = Ballot.parse(honest("finite field"), setup("finite field").election)
    alpha = parsed.answers[0].choices[0].alpha  # type: ignore[index] # counted: a list of them
    minus = with_alpha(parsed, whole.group.modulus - alpha)  # type: ignore[attr-defined]
    raw = signed(minus, whole, whole.credentials[0])
    assert refusal("finite field", raw).check_id == "B5"


def test_a_stranger_among_many_ballots_is_found() -> None:
    whole = made("finite field")[1]
    parsed = Ballot.parse(honest("finite field"), setup("finite field").election)
    alpha = parsed.answers[0].choices[0].alpha  # type: ignore[index] # counted: a list of them
    minus = with_alpha(parsed, whole.group.modulus - alpha)  # type: ignore[attr-defined]
    raws = [honest("finite field")] * 50
    raws[17] = signed(minus, whole, whole.credentials[0])
    read = [Ballot.parse(raw, setup("finite field").election) for raw in raws]
    assert list(ballots._strangers(setup("finite field"), read)) == [17]


def cut(path: str) -> Callable[[Any], None]:
    """Return a change that takes the last item from a list in the first answer."""

    def change(value: Any) -> None:
        value["answers"][0][path].pop()

    return change


def add(path: str) -> Callable[[Any], None]:
    def change(value: Any) -> None:
        part = value["answers"][0][path]
        part.append(part[-1])

    return change


@pytest.mark.parametrize(
    ("name", "change", "check_id"),
    [
        ("counted", cut("individual_proofs"), "B6"),
        ("counted", add("individual_proofs"), "B6"),
        ("counted", cut("choices"), "B6"),
        ("counted", add("choices"), "B6"),
        ("counted", cut("overall_proof"), "B7"),
        ("counted", add("overall_proof"), "B7"),
        ("weighted", cut("blank_proof"), "B7"),
        ("weighted", cut("overall_proof"), "B7"),
        ("weighted", lambda value: value["answers"][0].pop("blank_proof"), "B7"),
        (
            "counted",
            lambda value: value["answers"][0].update(blank_proof=[]),
            "B7",
        ),
        ("counted", lambda value: value["answers"][0]["individual_proofs"][0].pop(), "B6"),
        ("counted", lambda value: value["answers"][0]["choices"].reverse(), "B6"),
    ],
)
def test_proofs_of_other_sizes_or_of_other_choices_are_refused(
    name: str, change: Callable[[Any], None], check_id: str
) -> None:
    assert refusal(name, changed(name, change)).check_id == check_id


@pytest.mark.parametrize("name", NAMES)
def test_every_proof_of_a_ballot_counts(name: str) -> None:
    """Whichever challenge or response is one more, the ballot is refused."""
    group = setup(name).group
    value = json.loads(honest(name))
    places: list[dict[str, str]] = []

    def gather(part: Any) -> None:
        if isinstance(part, dict) and set(part) == {"challenge", "response"}:
            places.append(part)
        elif isinstance(part, dict | list):
            for one in part.values() if isinstance(part, dict) else part:
                gather(one)

    gather(value["answers"])
    assert places
    for place in places if name != "finite field" else places[::4]:
        for part in ("challenge", "response"):
            before = place[part]
            place[part] = str((int(before) + 1) % group.order)
            whole = made(name)[1]
            parsed = Ballot.parse(dumps(value), setup(name).election)
            raw = signed(parsed, whole, whole.credentials[0])
            assert refusal(name, raw).check_id in {"B6", "B7"}
            place[part] = before


def test_challenge_zero_does_not_hide_a_stranger() -> None:
    """Powers to the exponent 0 tell nothing of their base: it is looked at."""
    whole = made("counted")[1]
    parsed = Ballot.parse(honest("counted"), setup("counted").election)
    answer = parsed.answers[0]
    zeros = tuple(
        tuple(Proof(0, proof.response) for proof in proofs)
        for proofs in answer.individual_proofs  # type: ignore[union-attr] # counted
    )
    bent = replace(
        parsed,
        answers=(replace(answer, individual_proofs=zeros),),  # type: ignore[call-arg] # counted
    )
    torsion = bytes.fromhex("ec" + "ff" * 30 + "7f")
    raw = signed(with_alpha(bent, torsion), whole, whole.credentials[0])
    assert refusal("counted", raw).check_id == "B5"
