"""A server leads trustees through the ceremony and keeps nothing that is wrong."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from citybricks.methods.ballot.documents import DocumentError
from citybricks.methods.ballot.groups import by_name
from citybricks.methods.ballot.proving.answering import TaskError, Trustee
from citybricks.methods.ballot.proving.board import Board
from citybricks.methods.ballot.proving.ceremony import Ceremony, CeremonyError
from citybricks.methods.ballot.proving.channels import Sealed
from citybricks.methods.ballot.proving.keys import new_seed
from citybricks.methods.ballot.proving.member import private_key
from citybricks.methods.ballot.proving.rounds import Rounds

GROUP = by_name("Ed25519")


def nothing() -> Board:
    """Refuse to read an archive."""
    raise AssertionError("no archive is read in a ceremony")


def flipped(raw: bytes, bit: int) -> bytes:
    """Return bytes of which one bit is another."""
    changed = bytearray(raw)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


class Led:
    """A ceremony of 2 of 3 that a server leads."""

    def __init__(self) -> None:
        self.answers: dict[int, dict[str, bytes]] = defaultdict(dict)
        self.rounds = Rounds(Ceremony(GROUP, 3, 2), self.answers)
        self.seeds = {number: new_seed() for number in (1, 2, 3)}

    def answer(self, number: int) -> tuple[str, bytes]:
        """Return what a trustee says to its task."""
        step, data = self.rounds.task(number)
        through = json.loads(json.dumps(data))  # as it travels
        return step, Trustee(self.seeds[number]).answer(step, through, nothing)

    def goes_on(self, numbers: Iterable[int]) -> None:
        """Let trustees answer, those who are not asked to wait."""
        for number in numbers:
            if self.rounds.task(number)[0] not in {"wait", "done"}:
                step, raw = self.answer(number)
                self.rounds.take(number, step, raw)
                self.answers[number][step] = raw


@settings(max_examples=10, deadline=None)
@given(some.lists(some.integers(1, 3), max_size=20))
def test_trustees_come_in_any_order(order: list[int]) -> None:
    led = Led()
    led.goes_on(order)
    for _ in range(3):
        led.goes_on((1, 2, 3))
    assert {led.rounds.task(number)[0] for number in (1, 2, 3)} == {"done"}
    pedersen = led.rounds.trustees()
    assert pedersen is not None
    for number, seed in led.seeds.items():
        raw = json.dumps(led.rounds.private_key(number), separators=(",", ":")).encode()
        key = private_key(GROUP, seed, Sealed.parse(raw, GROUP))
        assert GROUP.generator_power(key) == pedersen.verification_keys[number - 1].public_key


def test_who_is_ready_waits_for_the_others() -> None:
    led = Led()
    led.goes_on((1, 2))
    assert led.rounds.task(1) == ("wait", {})
    assert led.rounds.task(3)[0] == "certificate"
    assert led.rounds.trustees() is None


def test_no_secret_passes_through_the_server() -> None:
    led = Led()
    for _ in range(3):
        led.goes_on((1, 2, 3))
    kept = b"".join(raw for answers in led.answers.values() for raw in answers.values())
    for number, seed in led.seeds.items():
        assert seed.encode() not in kept
        raw = json.dumps(led.rounds.private_key(number), separators=(",", ":")).encode()
        assert str(private_key(GROUP, seed, Sealed.parse(raw, GROUP))).encode() not in kept


def test_an_answer_to_another_step_is_refused() -> None:
    led = Led()
    _, raw = led.answer(1)
    with pytest.raises(CeremonyError, match="'check' is not asked for now"):
        led.rounds.take(1, "check", raw)
    led.goes_on((1,))
    with pytest.raises(CeremonyError, match="'wait' is not asked for now"):
        led.rounds.take(1, "wait", raw)


def test_an_answer_of_another_trustee_is_refused() -> None:
    led = Led()
    step, raw = led.answer(1)
    with pytest.raises(CeremonyError, match=r"trustee 2: .* another trustee's place"):
        led.rounds.take(2, step, raw)


@pytest.mark.parametrize("spoiled", ["", "{}", "%s ", "[%s]"])
def test_an_answer_of_another_shape_is_refused(spoiled: str) -> None:
    led = Led()
    for _ in range(3):
        step, raw = led.answer(1)
        with pytest.raises(DocumentError):
            led.rounds.take(1, step, spoiled.replace("%s", raw.decode()).encode())
        led.goes_on((1, 2, 3))


def test_too_few_shares_are_refused() -> None:
    led = Led()
    led.goes_on((1, 2, 3))
    step, raw = led.answer(2)
    value = json.loads(raw)
    del value["secrets"][0]
    with pytest.raises(CeremonyError, match="trustee 2: 2 shares for 3 trustees"):
        led.rounds.take(2, step, json.dumps(value, separators=(",", ":")).encode())


def test_a_key_of_another_ceremony_is_refused() -> None:
    led, other = Led(), Led()
    for one in (led, other):
        one.goes_on((1, 2, 3))
        one.goes_on((1, 2, 3))
    step, raw = other.answer(1)
    with pytest.raises(CeremonyError, match="trustee 1: the key does not follow"):
        led.rounds.take(1, step, raw)


@pytest.fixture(scope="module")
def last() -> Led:
    """Everybody has answered two rounds."""
    led = Led()
    led.goes_on((1, 2, 3))
    led.goes_on((1, 2, 3))
    return led


@settings(deadline=None)
@given(some.integers(0, 7), some.integers(0, 1 << 30))
def test_a_trustee_notices_any_bit_that_was_changed_on_the_way(
    last: Led, field: int, place: int
) -> None:
    _, task = last.rounds.task(2)
    name = list(task)[field]
    raw = json.dumps({name: task[name]}).encode()
    try:
        changed = task | json.loads(flipped(raw, place % (8 * len(raw))))
    except ValueError:
        return
    if changed != task:
        with pytest.raises(ValueError, match=r".+"):
            Trustee(last.seeds[2]).answer("check", changed, nothing)


@settings(deadline=None)
@given(some.sampled_from(["certificate", "polynomial", "check"]), some.integers(0, 1 << 30))
def test_a_server_notices_any_bit_that_was_changed_in_what_is_published(
    step: str, place: int
) -> None:
    led = Led()
    while led.rounds.task(1)[0] != step:
        led.goes_on((1, 2, 3))
    _, raw = led.answer(1)
    parts = {"certificate": b"", "polynomial": b',"secrets"', "check": b'"public_key"'}
    ends = raw.find(parts[step]) if step == "polynomial" else len(raw)
    starts = raw.find(parts[step]) if step == "check" else 0
    changed = flipped(raw, 8 * starts + place % (8 * (ends - starts)))
    with pytest.raises((CeremonyError, DocumentError)):
        led.rounds.take(1, step, changed)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"group": "P-256", "size": 3, "threshold": 2, "index": 1}, "'P-256' is not known"),
        ({"group": "Ed25519", "size": 3, "threshold": 2, "index": 4}, "from 1 to 3"),
        ({"group": "Ed25519", "size": 3, "threshold": 4, "index": 1}, "threshold: from 1 to 3"),
        ({"group": "Ed25519"}, "'size' is missing"),
    ],
)
def test_a_trustee_does_no_task_that_makes_no_sense(data: object, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Trustee(new_seed()).answer("certificate", data, nothing)


def test_a_trustee_does_no_step_that_it_does_not_know() -> None:
    with pytest.raises(TaskError, match="step 'sign' is not known"):
        Trustee(new_seed()).answer("sign", {}, nothing)
