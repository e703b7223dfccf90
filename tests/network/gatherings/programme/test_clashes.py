"""What does not go together is found: all of it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from citybricks.network.gatherings.programme.domain import editing, favourites, talks
from citybricks.network.gatherings.programme.domain.board import draft_of
from citybricks.network.gatherings.programme.domain.clashes import (
    clashes_of,
    discomfort,
    overlaps,
)
from tests.network.gatherings.programme.scene import Forum, at

BEGIN = datetime(2023, 11, 18, tzinfo=UTC)


@dataclass(frozen=True)
class Use:
    """Something from one minute to another."""

    number: int
    start: datetime
    end: datetime


uses = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 40), st.integers(1, 20)), max_size=25
).map(
    lambda rows: [
        (who, Use(at, BEGIN + timedelta(minutes=start), BEGIN + timedelta(minutes=start + length)))
        for at, (who, start, length) in enumerate(rows)
    ]
)


@given(uses)
def test_overlaps_are_those_that_comparing_all_pairs_finds(rows: list[tuple[int, Use]]) -> None:
    found = {frozenset((one.number, other.number)) for _who, one, other in overlaps(rows)}
    brute = {
        frozenset((one.number, other.number))
        for (who, one), (whom, other) in combinations(rows, 2)
        if who == whom and one.start < other.end and other.start < one.end
    }
    assert found == brute


def codes(forum: Forum) -> set[str]:
    return {one.code for one in clashes_of(draft_of(forum.gathering))}


def test_a_programme_that_goes_together_has_no_hard_clash(forum: Forum) -> None:
    assert not [one for one in clashes_of(draft_of(forum.gathering)) if one.is_hard]


def test_a_room_that_is_taken_twice_is_found(forum: Forum) -> None:
    forum.clinics.room = forum.hall
    forum.clinics.save()
    (clash,) = [one for one in clashes_of(draft_of(forum.gathering)) if one.code == "room"]
    assert clash.is_hard
    assert set(clash.sessions) == {forum.grids.pk, forum.clinics.pk}
    assert clash.said("zh-Hans").count("大厅") == 1


def test_a_speaker_in_two_sessions_at_once_is_found(forum: Forum) -> None:
    _talk(forum, [forum.ana], forum.clinics)
    assert "person" in codes(forum)


def test_a_speaker_who_chairs_another_session_meanwhile_is_found(forum: Forum) -> None:
    forum.clinics.chairs.set([forum.li])
    assert "person" in codes(forum)


def test_a_speaker_may_chair_their_own_session_and_speak_one_after_the_other(forum: Forum) -> None:
    forum.grids.chairs.set([forum.li])
    assert "person" not in codes(forum)


def test_talks_of_different_hours_of_two_sessions_are_no_clash(forum: Forum) -> None:
    _talk(forum, [], forum.clinics, minutes=30)
    _talk(forum, [forum.ana], forum.clinics, minutes=30)
    assert "person" not in codes(forum)


def test_who_cannot_come_then_is_found(forum: Forum) -> None:
    forum.ana.away.set([forum.morning])
    assert "away" in codes(forum)
    forum.ana.away.set([forum.noon])
    assert "away" not in codes(forum)


def test_a_talk_where_it_is_not_to_be_is_found(forum: Forum) -> None:
    forum.heat.refused.set([forum.morning])
    assert "refused" in codes(forum)


def test_talks_that_take_longer_than_their_session_are_found(forum: Forum) -> None:
    forum.wind.minutes = 90
    forum.wind.save()
    assert "long" in codes(forum)


def test_a_room_that_is_too_small_for_the_stars_is_found(forum: Forum) -> None:
    people = forum.scene.people
    for role in ("participant", "outsider"):
        favourites.star(people[role], session=forum.clinics)
    assert "small" not in codes(forum)
    favourites.star(people["exhibitor"], session=forum.clinics)
    assert "small" in codes(forum)


def test_a_speaker_at_night_is_found(forum: Forum) -> None:
    said = [one for one in clashes_of(draft_of(forum.gathering)) if one.code == "night"]
    assert "23:00" in said[0].said("en")  # 10:00 in Shanghai is 23:00 in São Paulo
    assert not said[0].is_hard
    forum.ana.attendance = "on-site"
    forum.ana.save()
    assert "night" not in codes(forum)


def test_similar_tracks_side_by_side_are_found(forum: Forum) -> None:
    assert "similar" not in codes(forum)
    forum.energy.similar.add(forum.health)
    assert "similar" in codes(forum)


def test_a_cancelled_session_clashes_with_nothing(forum: Forum) -> None:
    forum.clinics.room = forum.hall
    forum.clinics.standing = "cancelled"
    forum.clinics.save()
    assert "room" not in codes(forum)


def test_comfort_follows_the_clocks_of_the_zone_in_summer_and_winter() -> None:
    hour = timedelta(hours=1)
    winter = datetime(2023, 1, 16, 9, 30, tzinfo=UTC)
    summer = datetime(2023, 7, 17, 9, 30, tzinfo=UTC)
    assert discomfort(winter, winter + hour, "Australia/Adelaide") == 0  # 20:00 to 21:00
    assert discomfort(summer, summer + hour, "Australia/Adelaide") == 0  # 19:00 to 20:00
    late = winter + 2 * hour
    assert discomfort(late, late + hour, "Australia/Adelaide") == 1  # 22:00 to 23:00
    assert discomfort(late + hour, late + 2 * hour, "Asia/Kolkata") == 0  # 18:00 to 19:00


def test_what_a_move_would_clash_with_is_what_it_clashes_with(forum: Forum) -> None:
    foreseen = {
        target.key: sorted(one.code for one in clashes)
        for target, clashes in editing.feasible(forum.gathering, forum.grids.pk)
    }
    assert "room" in foreseen["m/small"]
    assert "room" not in foreseen["n/small"]
    for key in ("m/small", "n/small", "n/hall", "m/"):
        target = editing.target_of(forum.gathering, key)
        assert target is not None
        editing.move_session(forum.grids, target)
        forum.grids.refresh_from_db()
        now = clashes_of(draft_of(forum.gathering), only=[forum.grids.pk])
        assert sorted(one.code for one in now) == foreseen[key], key


def test_foreseeing_every_move_asks_the_database_little(
    forum: Forum, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20):
        list(editing.feasible(forum.gathering, forum.grids.pk))


def _talk(forum: Forum, speakers: list[Any], session: Any, minutes: int = 20) -> None:
    talks.take(
        forum.gathering,
        title=forum.wind.title,
        abstract=forum.wind.abstract,
        speakers=speakers,
        session=session,
        position=session.talks.count(),
        minutes=minutes,
    )


def test_the_hall_is_free_at_noon(forum: Forum) -> None:
    target = editing.target_of(forum.gathering, "n/hall")
    assert target is not None
    moved = editing.move_session(forum.grids, target)
    assert (moved.start, moved.end, moved.room) == (at(13), at(14, 30), forum.hall)
    assert draft_of(forum.gathering).talks[forum.heat.pk][0].start == at(13, 30)
