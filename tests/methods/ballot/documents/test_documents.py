"""Documents have one form: what is read and written again is the same, all else is refused."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from citybricks.methods.ballot import archive
from citybricks.methods.ballot.archive import Event
from citybricks.methods.ballot.documents import (
    Ballot,
    Certificate,
    Context,
    DocumentError,
    Election,
    EncryptedTally,
    HomomorphicQuestion,
    NonHomomorphicQuestion,
    Owned,
    PartialDecryption,
    Pedersen,
    Result,
    SetupData,
    Shuffle,
    Sized,
    Trustees,
    UnsupportedError,
    parse_commitments,
    parse_credentials,
    write_commitments,
    write_credentials,
)
from citybricks.methods.ballot.groups import by_name
from citybricks.methods.ballot.strict_json import dumps
from tests.methods.ballot.verifying.boards import GIVEN, PLANS, board, made

HONEST = sorted(GIVEN.glob("g*.bel")) if GIVEN.is_dir() else []


def rewritten(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each document of an archive, and the same read and written again."""
    data: dict[str, bytes] = {}
    for record in archive.read(io.BytesIO(raw)):
        if record.kind == "data":
            data[record.hash] = record.content
        if record.kind != "event":
            continue
        event = Event.read(record.content)
        payload = data.get(event.payload or "", b"")
        if event.type == "Setup":
            named = SetupData.parse(payload)
            election = Election.parse(data[named.election])
            yield from setup(election, data[named.trustees], data[named.credentials])
            yield payload, named.write()
            yield data[named.election], election.write()
        elif event.type == "Ballot":
            yield payload, Ballot.parse(payload, election).write(election.group)
        elif event.type == "EncryptedTally":
            sized = Sized.parse(payload)
            tally = data[sized.encrypted_tally]
            yield payload, sized.write()
            yield tally, EncryptedTally.parse(tally, election.group).write(election.group)
        elif event.type in {"Shuffle", "PartialDecryption"}:
            owned = Owned.parse(payload)
            kind: Any = Shuffle if event.type == "Shuffle" else PartialDecryption
            given = data[owned.payload]
            yield payload, owned.write()
            yield given, kind.parse(given, election.group).write(election.group)
        elif event.type == "Result":
            yield payload, Result.parse(payload, election).write()


def setup(election: Election, trustees: bytes, credentials: bytes) -> Iterator[tuple[bytes, bytes]]:
    group = election.group
    read = Trustees.parse(trustees, group)
    yield trustees, read.write(group)
    yield credentials, write_credentials(parse_credentials(credentials, group), group)
    for item in read.items:
        if isinstance(item, Pedersen):
            for signed in item.certs:
                written = Certificate.parse(signed.message, group).write(group)
                yield signed.message.encode(), written.encode()
            for signed in item.coefexps:
                again = write_commitments(parse_commitments(signed.message, group), group)
                yield signed.message.encode(), again.encode()


@pytest.mark.parametrize("name", PLANS)
def test_what_is_read_is_written_as_it_was(name: str) -> None:
    pairs = list(rewritten(made(name)[0]))
    assert len(pairs) > 5
    assert all(before == after for before, after in pairs)


@pytest.mark.skipif(not HONEST, reason=f"no archives in {GIVEN}; set CITYBRICKS_DATA")
@pytest.mark.parametrize("path", HONEST, ids=[path.name for path in HONEST])
def test_what_belenios_tool_wrote_is_written_as_it_was(path: Any) -> None:
    assert all(before == after for before, after in rewritten(path.read_bytes()))


texts = some.text(max_size=20)
counted = some.builds(
    HomomorphicQuestion,
    texts,
    some.lists(texts, max_size=4).map(tuple),
    some.integers(0, 9),
    some.integers(0, 9),
    some.sampled_from([None, True, False]),
)
opaque = some.none() | some.dictionaries(texts, some.integers(0, 99) | texts, max_size=3)
opened = some.builds(NonHomomorphicQuestion, texts, some.lists(texts).map(tuple), opaque)
groups = some.sampled_from([by_name("BELENIOS-2048"), by_name("RFC-3526-2048")])


@settings(deadline=None)
@given(
    questions=some.lists(counted | opened, max_size=3).map(tuple),
    group=groups,
    uuid=texts,
    name=texts,
    administrator=some.none() | texts,
    authority=some.none() | texts,
    number=some.integers(1, 99),
)
def test_any_election_is_read_as_it_was_written(
    questions: Any,
    group: Any,
    uuid: str,
    name: str,
    administrator: Any,
    authority: Any,
    number: int,
) -> None:
    election = Election(
        uuid=uuid,
        name=name,
        description=name,
        group=group,
        public_key=group.generator_power(number),
        questions=questions,
        administrator=administrator,
        credential_authority=authority,
    )
    assert Election.parse(election.write()) == election


@given(some.integers(0, 99), some.integers(0, 99), some.integers(0, 99))
def test_any_certificate_is_read_as_it_was_written(size: int, threshold: int, index: int) -> None:
    group = by_name("Ed25519")
    keys = group.generator_power(3), group.generator_power(5)
    certificate = Certificate(*keys, Context("Ed25519", size, threshold, index))
    assert Certificate.parse(certificate.write(group), group) == certificate


json_values: some.SearchStrategy[Any] = some.recursive(
    some.none() | some.booleans() | some.integers(0, 999) | some.text(max_size=9),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
ELECTION = board("counted").election
PARSERS: list[Callable[[bytes], Any]] = [
    Election.parse,
    lambda raw: Trustees.parse(raw, ELECTION.group),
    lambda raw: parse_credentials(raw, ELECTION.group),
    lambda raw: Ballot.parse(raw, ELECTION),
    lambda raw: EncryptedTally.parse(raw, ELECTION.group),
    Sized.parse,
    Owned.parse,
    SetupData.parse,
    lambda raw: Shuffle.parse(raw, ELECTION.group),
    lambda raw: PartialDecryption.parse(raw, ELECTION.group),
    lambda raw: Result.parse(raw, ELECTION),
    lambda raw: Certificate.parse(raw.decode(), ELECTION.group),
    lambda raw: parse_commitments(raw.decode(), ELECTION.group),
]


@settings(max_examples=200, deadline=None)
@given(some.sampled_from(PARSERS), json_values)
def test_any_json_is_read_or_refused_in_two_languages(
    parse: Callable[[bytes], Any], value: Any
) -> None:
    refused = None
    try:
        parse(dumps(value))
    except DocumentError as error:
        refused = error
    assert refused is None or (refused.en and refused.zh)


def test_a_refusal_names_the_place_and_the_fault() -> None:
    raw = board("counted").one("Ballot").data[0]
    value = json.loads(raw)
    value["answers"][0]["choices"][1]["beta"] = "G" * 64
    with pytest.raises(DocumentError) as caught:
        Ballot.parse(dumps(value), ELECTION)
    assert caught.value.where == "answers[0].choices[1].beta"
    assert "Ed25519" in caught.value.en
    assert "规范" in caught.value.zh


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda value: value.pop("credential"), "missing"),
        (lambda value: value.update(note=1), "unknown field 'note'"),
        (lambda value: value.update(uuid=value.pop("election_uuid")), "unknown field 'uuid'"),
        (lambda value: value.update(credential=value.pop("credential")), "order"),
        (lambda value: value.update(answers=[]), "0 items, should be 1"),
        (lambda value: value.update(answers={}), "not a list"),
        (lambda value: value.update(credential=7), "not a string"),
    ],
)
def test_a_ballot_of_another_shape_is_refused_with_what_is_wrong(
    change: Callable[[Any], Any], said: str
) -> None:
    value = json.loads(board("counted").one("Ballot").data[0])
    change(value)
    with pytest.raises(DocumentError, match=said):
        Ballot.parse(dumps(value), ELECTION)


def test_what_nests_too_deep_or_is_too_long_is_refused_before_it_is_read() -> None:
    deep = b"[" * 50_000 + b"]" * 50_000
    with pytest.raises(DocumentError, match="deeper"):
        EncryptedTally.parse(deep, ELECTION.group)
    with pytest.raises(DocumentError, match="longer"):
        Ballot.parse(b'"' + b"x" * (1 << 20) + b'"', ELECTION)
    brackets = dumps({"a": '[[[[[[[[[[[[[["[[[[[[[[[\\[[['})
    with pytest.raises(DocumentError, match=r"is missing|unknown field"):
        Owned.parse(brackets)


def test_what_is_not_known_is_told_apart_from_what_is_wrong() -> None:
    value = json.loads(ELECTION.write())
    for field, other in (("group", "P-256"), ("version", 2)):
        with pytest.raises(UnsupportedError, match="not known"):
            Election.parse(dumps({**value, field: other}))
