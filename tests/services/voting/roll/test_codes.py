"""Codes by mail: the answer and the work are the same for who is on the roll and who is not."""

from __future__ import annotations

import statistics
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from citybricks.network.errands.models import Errand
from citybricks.services.voting.roll.domain import codes, desk, permits
from citybricks.services.voting.roll.models import Asked, Code, Permit
from tests.services.voting.roll.scene import Scene, code_of, mailed


def asked(scene: Scene, voter: str) -> Any:
    return scene.post("codes", {"voter": voter})


def test_a_voter_is_mailed_a_code_and_gets_a_permit_for_it(scene: Scene) -> None:
    assert asked(scene, "A1").status_code == 202
    [message] = mailed()
    assert message.to == ["ana@city.example"]
    given = scene.post("permits", {"voter": "A1", "code": code_of(message)})
    assert given.status_code == 201
    permits.use(scene.election.uuid, given.json()["permit"], False)
    assert scene.voter("A1").voted == "online"


@pytest.mark.parametrize("typed", ["b2", "Ｂ２", " B2 ", "BO@City.Example"])
def test_a_voter_is_known_however_number_or_address_are_written(scene: Scene, typed: str) -> None:
    asked(scene, typed)
    [message] = mailed()
    assert message.to == ["bo@city.example"]
    code = code_of(message).replace(" ", "")
    wide = code.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    assert scene.post("permits", {"voter": typed, "code": wide}).status_code == 201


def test_the_mail_is_in_the_voters_language(scene: Scene) -> None:
    asked(scene, "A1")
    asked(scene, "B2")
    english, chinese = sorted(mailed(), key=lambda message: message.to)
    assert "Mascot of the city" in english.body
    assert "城市吉祥物" in chinese.body
    assert english.subject.isascii()
    assert not chinese.subject.isascii()
    assert chinese.extra_headers["Content-Language"] == "zh-Hans"


CLOCK = ("X-Request-ID", "Expires")
"""Headers that differ from one answer to the next, whoever asks."""
UNKNOWN = ("Z9", "nobody@city.example", "C3", "1' OR 1=1", "")


@pytest.mark.parametrize("typed", UNKNOWN[:-1])
def test_who_asks_is_told_the_same_whether_or_not_they_are_on_the_roll(
    scene: Scene, typed: str
) -> None:
    answers = [asked(scene, one) for one in ("A1", typed)]
    first, second = (
        {name: value for name, value in answer.headers.items() if name not in CLOCK}
        for answer in answers
    )
    assert first == second
    assert answers[0].content == answers[1].content
    assert {answer.status_code for answer in answers} == {202}


def queries(ask: Any) -> list[str]:
    """Return the shape of every query that something makes."""
    with CaptureQueriesContext(
        connection,
    ) as found:
        ask()
    return [query["sql"].split(" ")[0] for query in found]


def test_as_much_is_done_for_who_is_not_on_the_roll(scene: Scene, settings: Any) -> None:
    settings.RATELIMIT_ENABLE = False  # counts are rows where the cache is shared: more at first
    asked(scene, "A1")
    mailed()
    wrong = {"code": "00000000"}
    known, unknown = (
        [
            queries(lambda typed=typed: asked(scene, typed)),
            queries(lambda typed=typed: scene.post("permits", {"voter": typed, **wrong})),
        ]
        for typed in ("B2", "Z9")
    )
    assert known == unknown
    with_code = queries(lambda: scene.post("permits", {"voter": "A1", **wrong}))
    assert with_code == known[1]


def test_the_answers_take_the_same_time(scene: Scene, settings: Any) -> None:
    """Medians of many, taken in turns; a lookup or a mail would be seen."""
    settings.RATELIMIT_ENABLE = False
    taken: dict[str, list[float]] = {"A1": [], "Z9": []}
    for _round in range(60):
        for typed, times in taken.items():
            started = time.perf_counter()
            asked(scene, typed)
            times.append(time.perf_counter() - started)
    known, unknown = (statistics.median(times) for times in taken.values())
    assert 0.6 < known / unknown < 1.6
    assert not mail.outbox


def test_a_code_is_good_once(scene: Scene) -> None:
    asked(scene, "A1")
    given = {"voter": "A1", "code": code_of(mailed()[0])}
    assert [scene.post("permits", given).status_code for _ in range(2)] == [201, 403]


def test_a_new_code_makes_the_earlier_one_void(scene: Scene) -> None:
    for _ in range(2):
        asked(scene, "A1")
        mailed()
    first, second = (code_of(message) for message in mail.outbox)
    if first != second:
        assert scene.post("permits", {"voter": "A1", "code": first}).status_code == 403
    assert scene.post("permits", {"voter": "A1", "code": second}).status_code == 201


def test_a_code_is_of_one_voter(scene: Scene) -> None:
    asked(scene, "A1")
    code = code_of(mailed()[0])
    assert scene.post("permits", {"voter": "B2", "code": code}).status_code == 403
    assert scene.post("permits", {"voter": "Z9", "code": code}).status_code == 403


def test_a_code_expires(scene: Scene) -> None:
    asked(scene, "A1")
    code = code_of(mailed()[0])
    Code.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert scene.post("permits", {"voter": "A1", "code": code}).status_code == 403


def test_who_guesses_five_times_needs_a_new_code(scene: Scene) -> None:
    asked(scene, "A1")
    code = code_of(mailed()[0])
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**8:08d}"
    for _ in range(codes.TRIES):
        assert scene.post("permits", {"voter": "A1", "code": wrong}).status_code == 403
    assert scene.post("permits", {"voter": "A1", "code": code}).status_code == 403


def test_a_wrong_code_is_answered_the_same_for_everybody(scene: Scene) -> None:
    asked(scene, "A1")
    mailed()
    answers = {
        scene.post("permits", {"voter": voter, "code": "00000000"}).content
        for voter in ("A1", "B2", "D4", "Z9")
    }
    assert len(answers) == 1


def test_a_voter_is_not_flooded_with_mails(scene: Scene) -> None:
    answers = [asked(scene, "A1").status_code for _ in range(8)]
    assert answers == [202] * 8
    assert len(mailed()) == 5
    asked(scene, "ana@city.example")
    assert len(mailed()) == 6


def test_guessing_about_a_voter_ends_for_known_and_unknown_alike(scene: Scene) -> None:
    for voter in ("A1", "Z9"):
        wrong = {"voter": voter, "code": "00000000"}
        answers = [scene.post("permits", wrong).status_code for _ in range(32)]
        assert answers == [403] * 30 + [429] * 2


def test_who_voted_on_paper_is_told_by_mail_and_gets_no_code(scene: Scene) -> None:
    desk.mark(scene.voter("A1"), "paper", scene.people["clerk"])
    answer = asked(scene, "A1")
    [message] = mailed()
    assert answer.status_code == 202
    assert "on paper or by post" in message.body
    assert not Code.objects.exists()


def test_no_code_is_kept_or_logged_in_clear(
    scene: Scene, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    asked(scene, "A1")
    code = code_of(mailed()[0])
    answer = scene.post("permits", {"voter": "A1", "code": code})
    permit = answer.json()["permit"]
    logged = caplog.text + "".join(capfd.readouterr())
    assert "codes" in logged
    dumped = "\n".join(str(row) for table in tables() for row in table)
    for secret in (code, code.replace(" ", ""), permit):
        assert secret not in logged
        assert secret not in dumped
    assert "ana@city.example" not in logged


def tables() -> list[list[Any]]:
    """Return every row of every table."""
    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - names of our tables
            found.append(cursor.fetchall())
    return found


def test_what_was_typed_is_kept_no_longer_than_it_waits(scene: Scene) -> None:
    asked(scene, "A1")
    assert Asked.objects.get().typed == "a1"
    mailed()
    assert not Asked.objects.exists()
    assert "a1" not in str(list(Errand.objects.values_list("arguments", "once")))


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"voter": 1}', b'{"voter": ""}', b'{"voter": "A1", "more": "x"}',
     b'{"voter": "' + b"x" * 400 + b'"}', b"[" * 5000, b"\xff"],
)  # fmt: skip
def test_a_body_that_is_none_is_refused_and_says_what_is_wanted(scene: Scene, body: bytes) -> None:
    answer = scene.post("codes", body)
    assert answer.status_code == 400
    assert "voter" in answer.json()["en"]
    assert scene.post("permits", body).status_code == 400


def test_an_election_that_is_not_open_sends_nothing(scene: Scene) -> None:
    scene.move("frozen")
    assert [asked(scene, "A1").status_code for _ in range(8)] == [409] * 8
    assert not mailed()
    scene.move("draft")
    assert asked(scene, "A1").status_code == 404


def test_permits_are_kept_by_nobody_between(scene: Scene) -> None:
    asked(scene, "A1")
    answer = scene.post("permits", {"voter": "A1", "code": code_of(mailed()[0])})
    assert "no-store" in answer.headers["Cache-Control"]
    assert Permit.objects.get().digest != answer.json()["permit"]
    cache.clear()
