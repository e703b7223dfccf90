"""Everybody meets whom they can, at the time on their own clock, and each refusal says why."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from pydantic import ValidationError

from citybricks import BrickError
from citybricks.bricks.meeting_schedule.brick import MeetingSchedule, meeting_schedule
from citybricks.kernel.translation import translator
from citybricks.types.files import File
from citybricks.views import page_of

EXAMPLE = json.loads((meeting_schedule.folder / "example.json").read_text("utf-8"))["inputs"]
HAN = re.compile("[\u4e00-\u9fff]")
Rows = list[dict[str, Any]]


def people(*names: str, **more: Any) -> Rows:
    return [{"id": name, "name": name.upper(), **more} for name in names]


def slots(many: int = 2, tables: int = 3, day: str = "2026-11-18") -> Rows:
    return [
        {
            "id": str(at),
            "start": f"{day}T{9 + at:02}:00+08:00",
            "end": f"{day}T{9 + at:02}:30+08:00",
            "tables": tables,
        }
        for at in range(1, many + 1)
    ]


def ask(*pairs: str, **more: Any) -> Rows:
    """Return requests such as ``ab``: a asks for b."""
    columns = ("who", "whom", "third", "fourth")
    return [{"id": pair, **dict(zip(columns, pair, strict=False)), **more} for pair in pairs]


def plan(**inputs: Any) -> MeetingSchedule:
    made = {"participants": people("a", "b", "c"), "slots": slots(), "requests": ask("ab", "ac")}
    return meeting_schedule.run({**made, "iterations": 1000, **inputs})


def reason(outcome: MeetingSchedule, request: str) -> dict[str, Any]:
    rows: Any = outcome.refusals.frame.to_dict("records")
    (row,) = [row for row in rows if row["request"] == request]
    assert HAN.search(row["zh"])
    assert not HAN.search(row["en"])
    found: dict[str, Any] = row
    return found


def test_the_example_is_planned_without_breaking_a_rule() -> None:
    outcome = meeting_schedule.run(EXAMPLE)
    assert len(outcome.violations) == 0
    assert outcome.held + len(outcome.refusals) == len(EXAMPLE["requests"])
    assert outcome.coverage == 100
    assert 0 <= outcome.gap < 3
    agendas: Any = outcome.agendas.frame
    assert not agendas.duplicated(["participant", "start"]).any()
    wait = agendas[agendas["name"].str.startswith("Barcelona")]
    assert {text.split()[2] for text in wait["own_time"]} == {"UTC+01:00", "UTC+02:00"}


def test_whoever_is_always_free_gets_a_plan_that_is_proved_optimal() -> None:
    outcome = plan()
    assert (outcome.held, outcome.gap, outcome.proven) == (2, 0, True)
    assert outcome.weight == outcome.bound


def test_what_a_meeting_counts_is_as_documented() -> None:
    requests = [
        {**ask("ab")[0], "priority": 3, "mutual": True, "score": 0.5},
        {**ask("ac")[0], "priority": 1},
    ]
    rows: Any = plan(requests=requests).meetings.frame.set_index("request")["weight"]
    assert rows["ab"] == 20 * 3 + 20 + 10 + 20
    assert rows["ac"] == 20 * 1 + 20


def test_a_cap_is_named_with_those_who_are_met_instead() -> None:
    participants = people("a", "b", "c")
    participants[0]["cap"] = 1
    requests = [{**one, "priority": at} for one, at in zip(ask("ab", "ac"), (3, 2), strict=True)]
    row = reason(plan(participants=participants, requests=requests), "ac")
    assert row["code"] == "cap"
    assert row["en"] == (
        "All meetings wanted are taken for A (1): with B. This one counts 60, those 80."
    )


def test_who_is_never_free_together_is_told_so() -> None:
    free = [{"participant": "a", "slot": "1"}, {"participant": "b", "slot": "2"}]
    row = reason(plan(free=free), "ab")
    assert (row["code"], row["en"]) == ("no_common_slot", "A and B have no free slot in common.")


def test_who_is_busy_in_all_common_slots_is_told_with_whom() -> None:
    requests = [{**one, "priority": at} for one, at in zip(ask("ab", "ac"), (3, 2), strict=True)]
    row = reason(plan(slots=slots(1), requests=requests), "ac")
    assert row["code"] == "busy"
    assert "A – B" in row["en"]


def test_full_tables_are_told() -> None:
    outcome = plan(
        participants=people("a", "b", "c", "d"), slots=slots(1, 1), requests=ask("ab", "cd")
    )
    (row,) = outcome.refusals.frame.to_dict("records")
    assert row["code"] == "tables_full"
    assert "11-18 10:00" in row["en"]


def test_who_has_no_language_in_common_needs_an_interpreter() -> None:
    participants = people("a", "b", "c")
    for one, languages in zip(participants, ("zh", "pt-BR, en", "zh-Hans"), strict=True):
        one["languages"] = languages
    inputs = {"participants": participants, "interpreters": [{"one": "zh", "other": "pt"}]}
    meetings: Any = plan(**inputs).meetings.frame.set_index("request")["interpreter"]
    assert (meetings["ab"], meetings["ac"]) == ("pt–zh", "")
    nobody = plan(participants=participants, interpreters=[{"one": "zh", "other": "ru"}])
    assert reason(nobody, "ab")["code"] == "no_interpreter"
    assert len(plan(participants=participants).refusals) == 0


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"pairs": [{"one": "a", "other": "b", "what": "never"}]}, "decided that A and B"),
        ({"rules": [{"kind": "city", "other": "city", "may": False}]}, "A rule says"),
        ({"same_member": False}, "same member, Macao"),
    ],
)
def test_who_is_kept_apart_is_told_by_what(inputs: dict[str, Any], said: str) -> None:
    row = reason(
        plan(participants=people("a", "b", "c", kind="city", member="Macao"), **inputs), "ab"
    )
    assert row["code"] == "rule"
    assert said in row["en"]


def test_a_closer_rule_decides_and_a_pair_that_must_meet_does() -> None:
    kinds = {"a": "city", "b": "firm", "c": "lab"}
    participants = [{**one, "kind": kinds[one["id"]]} for one in people(*kinds)]
    rules = [
        {"kind": "*", "other": "*", "may": False},
        {"kind": "firm", "other": "city", "may": True},
    ]
    outcome = plan(participants=participants, rules=rules)
    assert outcome.meetings.frame["request"].tolist() == ["ab"]
    must = [{"one": "a", "other": "c", "what": "must"}]
    assert plan(participants=participants, rules=rules, pairs=must).held == 2


def test_times_are_read_on_the_own_clock_on_both_days_that_it_is_put() -> None:
    """In Lisbon 06:00 is 06:00 UTC on 27 March 2027 and 05:00 UTC the day after; and back."""
    for day, hours in (("2027-03-27", ("02:00", "02:30")), ("2027-03-28", ("03:00", "03:30"))):
        participants = people("a", "b")
        participants[0]["zone"] = "Europe/Lisbon"
        free = [{"participant": "a", "start": f"{day} {hours[0]}", "end": f"{day} {hours[1]}"}]
        outcome = plan(
            participants=participants, requests=ask("ab"), free=free, slots=slots(2, day=day)
        )
        (row,) = outcome.agendas.frame.query("participant == 'a'").to_dict("records")
        offset = "+00:00" if day.endswith("27") else "+01:00"
        assert row["own_time"] == f"{day} {hours[0]} UTC{offset} Europe/Lisbon"
        assert row["start"] == f"{day}T10:00+08:00"


@pytest.mark.parametrize(
    ("zone", "own"),
    [
        ("Asia/Kolkata", "2026-11-18 07:30 UTC+05:30 Asia/Kolkata"),
        ("Australia/Adelaide", "2026-11-18 12:30 UTC+10:30 Australia/Adelaide"),
    ],
)
def test_own_times_are_right_in_zones_of_half_hours(zone: str, own: str) -> None:
    outcome = plan(participants=people("a", "b", zone=zone), slots=slots(1), requests=ask("ab"))
    assert set(outcome.agendas.frame["own_time"]) == {own}


def test_a_meeting_with_somebody_online_takes_no_table() -> None:
    participants = people("a", "b", "c")
    participants[1]["attendance"] = "online"
    rows: Any = plan(participants=participants).meetings.frame.set_index("request")
    assert (rows["table"]["ab"], rows["table"]["ac"]) == (0, 1)
    assert rows["online"]["ab"]
    assert plan(slots=slots(tables=0), requests=ask("ab", place="online")).held == 1


def test_four_can_meet() -> None:
    outcome = plan(participants=people("a", "b", "c", "d"), requests=ask("abcd", "ab"))
    assert outcome.held == 2
    assert outcome.meetings.frame["people"].str.count("–").max() == 3


def test_published_meetings_stay_and_those_that_cannot_are_counted() -> None:
    published = [{"request": "ab", "slot": "2"}, {"request": "ac", "slot": "1"}]
    outcome = plan(published=published)
    assert outcome.moved == 0
    assert outcome.meetings.frame["published"].all()
    ill = plan(published=published, free=[{"participant": "c", "slot": "2"}])
    assert ill.moved >= 1


def test_who_would_gain_by_another_slot_is_computed() -> None:
    free = [{"participant": "a", "slot": "1"}, {"participant": "b", "slot": "2"}]
    (nudge, other) = plan(free=free, requests=ask("ab")).nudges.frame.to_dict("records")
    assert (nudge["participant"], nudge["slot"], nudge["people"]) == ("a", "2", "A – B")
    assert (other["participant"], other["slot"], other["more"]) == ("b", "1", 1)
    opened = plan(free=[*free, {"participant": "a", "slot": "2"}], requests=ask("ab"))
    assert opened.held == 1
    assert len(opened.nudges) == 0


def test_equal_seeds_give_equal_plans() -> None:
    first, again = (meeting_schedule.run({**EXAMPLE, "seed": 7}) for _ in range(2))
    assert first.meetings == again.meetings


SLOTS = slots()
BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"slots": [SLOTS[0], {**SLOTS[1], "start": "2026-11-18T10:15+08:00"}]}, "slots.1.start",
     "slots must not overlap"),
    ({"slots": [{**SLOTS[0], "start": "2026-11-18T10:00"}]}, "slots.0.start", "has no offset"),
    ({"slots": [{**SLOTS[0], "end": "2026-11-18T09:00+08:00"}]}, "slots.0.end", "is not after"),
    ({"slots": [{**SLOTS[0], "start": "tomorrow"}]}, "slots.0.start", "no date with a time"),
    ({"slots": [SLOTS[0], SLOTS[0]]}, "slots.1.id", "given twice, first in row 1"),
    ({"slots": slots(tables=0)}, "slots.0.tables", "no slot has a table"),
    ({"requests": ask("aa")}, "requests.0.whom", "cannot meet themselves"),
    ({"requests": ask("abb")}, "requests.0.third", "cannot meet themselves"),
    ({"requests": ask("ax")}, "requests.0.whom", "x is not known; known are a, b, c"),
    ({"requests": [*ask("ab"), {**ask("ba")[0]}]}, "requests.1.whom", "row 1 asks for the same"),
    ({"requests": [*ask("ab"), *ask("ab")]}, "requests.1.id", "given twice"),
    ({"participants": people("a", "b", "c", zone="Mars/Base")}, "participants.0.zone",
     "no time zone"),
    ({"participants": people("a", "b", "c", languages="Chinese!")}, "participants.0.languages",
     "no tag of a language"),
    ({"free": [{"participant": "x", "slot": "1"}]}, "free.0.participant", "is not known"),
    ({"free": [{"participant": "a", "slot": "9"}]}, "free.0.slot", "is not known"),
    ({"free": [{"participant": "a"}]}, "free.0", "either a slot, or"),
    ({"free": [{"participant": "a", "start": "2026-11-18 11:00", "end": "2026-11-18 10:00"}]},
     "free.0.end", "is not after"),
    ({"interpreters": [{"one": "zh", "other": "zh"}]}, "interpreters.0.other", "same language"),
    ({"pairs": [{"one": "b", "other": "c", "what": "must"}]}, "pairs.0", "no request asks"),
    ({"pairs": [{"one": "b", "other": "b", "what": "never"}]}, "pairs.0.other", "same participant"),
    ({"rules": [{"kind": "x", "other": "*", "may": False}]}, "rules.0.kind", "is not known"),
    ({"published": [{"request": "ab", "slot": "9"}]}, "published.0.slot", "is not known"),
]  # fmt: skip


@pytest.mark.parametrize(("inputs", "where", "said"), BAD, ids=[f"{b[1]} {b[2]}" for b in BAD])
def test_a_bad_row_is_refused_by_its_name_in_both_languages(
    inputs: dict[str, Any], where: str, said: str
) -> None:
    with pytest.raises(BrickError, match=re.escape(said)) as caught:
        plan(**inputs)
    assert caught.value.input == where
    assert HAN.search(translator("zh-Hans", *meeting_schedule.texts)(caught.value.message))


@pytest.mark.parametrize("when", ["2027-03-28 01:30", "2026-10-25 01:30"])
def test_a_time_that_never_or_twice_is_on_a_clock_is_refused(when: str) -> None:
    free = [{"participant": "a", "start": when, "end": f"{when[:10]} 23:00"}]
    with pytest.raises(BrickError, match=r"does not exist|is twice") as caught:
        plan(participants=people("a", "b", "c", zone="Europe/Lisbon"), free=free)
    assert caught.value.input == "free.0.start"


def test_a_cap_of_nothing_is_refused_by_its_row() -> None:
    participants = people("a", "b", "c")
    participants[1]["cap"] = 0
    with pytest.raises(ValidationError) as caught:
        plan(participants=participants)
    assert [error["loc"] for error in caught.value.errors()] == [("participants", 1, "cap")]


def test_tables_are_read_from_csv() -> None:
    rows = "id,name,zone,cap\na,Ana,Asia/Macau,3\nb,Bo,,\nc,Chen,Asia/Shanghai,2\n"
    outcome = plan(participants=File.named("people.csv", rows.encode()))
    assert outcome.held == 2
    assert outcome.people.frame["cap"].tolist() == [3, 10, 2]


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_page_shows_the_gap_the_grid_and_whom_to_ask(language: str) -> None:
    words = translator(language, *meeting_schedule.texts)
    free = [{"participant": "a", "slot": "1"}, {"participant": "b", "slot": "2"}]
    page = page_of(meeting_schedule, plan(free=free)).html(words, language)
    for text in ("Who meets when", "Whom to ask for another slot", "Why requests have no meeting"):
        assert words(text) in page
    assert "cb-gauge" in page
