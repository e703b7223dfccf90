"""Trustees make their keys through the hub, which checks every answer and keeps no secret."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from citybricks.services.voting.elections.domain import ceremony, trustees
from citybricks.services.voting.elections.domain.ceremony import NotAskedError
from citybricks.services.voting.elections.domain.trustees import TrusteeError
from citybricks.services.voting.elections.models import Answer, Trustee
from citybricks.services.voting.refusal import RefusedError
from tests.services.voting.elections.scene import RANKED, Scene, settle

pytestmark = pytest.mark.django_db


def seated(scene: Scene, count: int = 3, threshold: int = 2) -> list[Trustee]:
    """Take an election to its trustees."""
    scene.reach("trustees")
    for number in range(count):
        trustee, token = trustees.invite(scene.election, f"T{number + 1}")
        scene.tokens[trustee.number] = token
    trustees.set_threshold(scene.election, threshold)
    return scene._trustees()


def steps(scene: Scene) -> list[str]:
    return [ceremony.next_step(each) for each in scene._trustees()]


def test_trustees_of_whom_some_are_enough_go_through_three_rounds(scene: Scene) -> None:
    seated(scene)
    assert steps(scene) == ["certificate"] * 3
    scene.answer(scene._trustees()[0])
    assert steps(scene) == ["wait", "certificate", "certificate"]
    scene.work()
    assert steps(scene) == ["wait"] * 3
    assert ceremony.is_ready(scene.election)


def test_trustees_who_are_all_needed_give_one_key_each(scene: Scene) -> None:
    seated(scene, count=2, threshold=2)
    assert steps(scene) == ["key", "key"]
    scene.work()
    scene.election.agreements.all().delete()
    scene.reach("open")
    assert len(scene.read().trustees.items) == 2


def test_an_answer_that_was_not_asked_for_is_refused(scene: Scene) -> None:
    first, *_others = seated(scene)
    with pytest.raises(NotAskedError, match="'certificate' is"):
        ceremony.answer(first, "polynomial", b"{}")


def wrong(raw: bytes, *path: Any) -> bytes:
    """Change one number deep in an answer."""
    changed = json.loads(raw)
    inner = changed
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = str((int(inner[path[-1]]) + 1) % (1 << 250))
    return json.dumps(changed, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("step", "path"),
    [
        ("certificate", ("signature", "response")),
        ("polynomial", ("coefexps", "signature", "response")),
        ("polynomial", ("signature", "challenge")),
        ("check", ("public_key", "pok", "response")),
        ("check", ("public_key", "signature", "response")),
    ],
)
def test_a_changed_answer_is_refused_in_every_round(
    scene: Scene, step: str, path: tuple[str, ...]
) -> None:
    seated(scene)
    while ceremony.next_step(one := scene._trustees()[0]) != step:
        for each in scene._trustees():
            scene.answer(each)
    task = ceremony.task(one)
    right = scene.made(one, task.step, task.data)
    with pytest.raises(RefusedError) as refused:
        ceremony.answer(one, step, wrong(right, *path))
    assert refused.value.code in {"S2", "S3"}
    assert refused.value.zh
    assert ceremony.answer(one, step, right).step == step


def test_a_certificate_of_another_place_is_refused(scene: Scene) -> None:
    first, second, _third = seated(scene)
    other = scene.made(first, "certificate", ceremony.task(second).data)
    with pytest.raises(RefusedError, match="another ceremony or another trustee's place"):
        ceremony.answer(first, "certificate", other)


def test_an_answer_that_is_no_json_is_refused(scene: Scene) -> None:
    first, *_others = seated(scene)
    for raw in (b"", b"{", b"[]", b'{"message": "spaced"}', b"\xff", b"[" * 100_000):
        with pytest.raises(RefusedError):
            ceremony.answer(first, "certificate", raw)


def test_trustees_stay_once_one_has_begun(scene: Scene) -> None:
    first, *_others = seated(scene)
    scene.answer(first)
    with pytest.raises(TrusteeError, match="have begun"):
        trustees.invite(scene.election, "Late")
    with pytest.raises(TrusteeError, match="have begun"):
        trustees.dismiss(first)
    with pytest.raises(TrusteeError, match="have begun"):
        trustees.set_threshold(scene.election, 1)


def test_more_trustees_than_there_are_cannot_be_needed(scene: Scene) -> None:
    with pytest.raises(TrusteeError, match="4 of 3 trustees cannot be asked for; give 1 to 3"):
        seated(scene, threshold=4)


def test_numbers_close_up_when_a_trustee_leaves(scene: Scene) -> None:
    _first, second, _third = seated(scene)
    trustees.dismiss(second)
    assert [(each.number, each.name) for each in scene._trustees()] == [(1, "T1"), (2, "T3")]


def test_neither_seeds_nor_tokens_are_kept(scene: Scene) -> None:
    scene.reach("frozen")
    kept = " ".join(Answer.objects.values_list("payload", flat=True))
    kept += " ".join(Trustee.objects.values_list("digest", flat=True))
    secrets = [each.seed for each in scene.holders.values()] + list(scene.tokens.values())
    assert not [secret for secret in secrets if secret in kept]


# --- over HTTP -----------------------------------------------------------------------------------
def ask(scene: Scene, number: int, token: str | None = None, raw: bytes | None = None) -> Any:
    name = "trustee-task" if raw is None else "trustee-answer"
    address = reverse(name, args=[scene.election.uuid, number])
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    client = scene.client("visitor")
    if raw is None:
        return client.get(address, headers=headers)
    return client.post(address, raw, content_type="application/json", headers=headers)


def test_a_program_asks_with_the_trustees_token_and_answers(scene: Scene) -> None:
    first, *_others = seated(scene)
    task = ask(scene, 1, scene.tokens[1]).json()
    assert task["step"] == "certificate"
    made = scene.made(first, task["step"], task["data"])
    assert ask(scene, 1, scene.tokens[1], made).status_code == 201
    assert ask(scene, 1, scene.tokens[1]).json() == {"step": "wait", "data": {}}
    assert ask(scene, 1, scene.tokens[1], made).status_code == 409


def test_nobody_else_is_told_or_heard(scene: Scene) -> None:
    seated(scene)
    for token in (None, "", scene.tokens[2], "cbt_wrong"):
        assert ask(scene, 1, token).status_code == 403
        assert ask(scene, 1, token, b"{}").status_code == 403
    assert ask(scene, 9, scene.tokens[1]).status_code == 403


def test_a_new_token_makes_the_old_one_void(scene: Scene) -> None:
    first, *_others = seated(scene)
    new = trustees.renew(first)
    assert ask(scene, 1, scene.tokens[1]).status_code == 403
    assert ask(scene, 1, new).status_code == 200


def test_a_wrong_share_is_refused_in_both_languages(scene: Scene) -> None:
    scene.reach("tallying")
    second = scene._trustees()[1]
    made = scene.made(second, "decrypt", ceremony.task(second).data)
    answer = ask(scene, 2, scene.tokens[2], wrong(made, "decryption_proofs", 0, 0, "response"))
    assert answer.status_code == 422
    assert answer.json()["code"] == "D1"
    assert answer.json()["zh"]
    assert ask(scene, 2, scene.tokens[2], made).status_code == 201


def test_nothing_is_decrypted_before_two_have_shuffled() -> None:
    scene = settle(RANKED)
    scene.choices = [[[1, 2, 3]], [[3, 1, 2]]]
    scene.reach("tallying")
    assert steps(scene) == ["shuffle"] * 3
    scene.answer(scene._trustees()[2])
    assert steps(scene) == ["shuffle", "shuffle", "wait"]
    scene.answer(scene._trustees()[0])
    assert steps(scene) == ["decrypt"] * 3
