"""A call: written on the clock of the gathering, and refused where that is not clear."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from citybricks.network.gatherings.calls.models import Call, Criterion
from citybricks.network.gatherings.hosting.models import Gathering
from tests.network.gatherings.calls.calling import Calling

SENT: dict[str, Any] = {
    "kind": "talks",
    "title_zh": "报告征集",
    "title_en": "Call for talks",
    "opens_day": "2027-03-01",
    "opens_clock": "09:00",
    "closes_day": "2027-03-28",
    "closes_clock": "23:59",
    "tracks": ["energy"],
    "formats": "talk | 20 | 报告 | Talk\nlong ｜ 40 ｜ 长报告 ｜ Long talk",
    "criteria": "new | 2 | 新意 | Novelty",
    "most_words": "300",
    "most_each": "3",
    "most_speakers": "6",
    "each": "2",
    "is_shown": "on",
}


def sent(calling: Calling, zone: str = "Europe/Berlin", reader: str = "en", **changes: Any) -> Any:
    """Send the form of a new call as an organiser."""
    Gathering.objects.update(time_zone=zone)
    data = SENT | changes
    client = calling.scene.client("organiser")
    return client.post(calling.url("new/"), data, headers={"Accept-Language": reader})


@pytest.mark.parametrize(
    ("zone", "closes"),
    [
        ("Europe/Berlin", datetime(2027, 3, 28, 21, 59, tzinfo=UTC)),
        ("Asia/Kolkata", datetime(2027, 3, 28, 18, 29, tzinfo=UTC)),
        ("Australia/Adelaide", datetime(2027, 3, 28, 13, 29, tzinfo=UTC)),
    ],
)
def test_a_deadline_is_on_the_clock_of_the_gathering(
    calling: Calling, zone: str, closes: datetime
) -> None:
    Call.objects.all().delete()
    assert sent(calling, zone).status_code == 302
    call = Call.objects.get()
    assert call.closes == closes
    assert [one["minutes"] for one in call.formats] == [20, 40]
    page = calling.scene.client("visitor").get(calling.url(f"{call.pk}/")).content.decode()
    assert "23:59" in page
    edit = calling.scene.client("organiser").get(calling.url(f"{call.pk}/edit/")).content.decode()
    assert 'value="23:59"' in edit
    assert "talk | 20 | 报告 | Talk" in edit


@pytest.mark.parametrize(
    ("changes", "en", "zh"),
    [
        ({"closes_clock": "02:30"}, "does not exist in Europe/Berlin", "时钟在此拨快"),
        ({"closes_day": "2027-10-31", "closes_clock": "02:30"}, "comes twice", "出现两次"),
        ({"closes_day": "2027-02-01"}, "would close before it opens", "截止早于开放"),
        ({"title_zh": "", "title_en": ""}, "A title in one language", "至少需要一种语言的标题"),
        ({"formats": "talk 20"}, "Line 1, “talk 20”", "第1行“talk 20”"),
        ({"formats": "talk | 2 | 报告 |"}, "from 5 to 480", "5至480"),
        ({"formats": "Ta lk | 20 | 报告 |"}, "a-z, 0-9 and hyphens", "a-z、0-9和连字符"),
        ({"criteria": "new | 0 | 新意 |"}, "from 0.1 to 100", "0.1至100"),
        ({"criteria": "a | 1 | 甲 |\na | 1 | 乙 |"}, "“a” is there twice", "“a”出现了两次"),
        ({"each": "0"}, "greater than or equal to 1", "大于或等于"),
        ({"most_words": "x"}, "Enter a whole number", "整数"),
        ({"kind": "songs"}, "songs is not one of", "songs"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(
    calling: Calling, changes: dict[str, str], en: str, zh: str
) -> None:
    for reader, said in (("en", en), ("zh-hans", zh)):
        answer = sent(calling, reader=reader, **changes)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in page
    assert Call.objects.count() == 1


def test_of_a_time_that_comes_twice_the_second_can_be_meant(calling: Calling) -> None:
    Call.objects.all().delete()
    twice = {"closes_day": "2027-10-31", "closes_clock": "02:30", "closes_fold": "1"}
    assert sent(calling, **twice).status_code == 302
    call = Call.objects.get()
    assert call.closes == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    edit = calling.scene.client("organiser").get(calling.url(f"{call.pk}/edit/")).content.decode()
    assert '<option value="1" selected>' in edit


def test_criteria_that_stay_keep_their_rows(calling: Calling) -> None:
    sent(calling)
    call = Call.objects.exclude(pk=calling.call.pk).get()
    before = call.criteria.get().pk
    url = calling.url(f"{call.pk}/edit/")
    lines = "clear | 1 | 清楚 | Clear\nnew | 3 | 新意 | Novelty"
    calling.scene.client("organiser").post(url, SENT | {"criteria": lines})
    assert Criterion.objects.get(call=call, code="new").pk == before
    assert [one.code for one in call.criteria.all()] == ["clear", "new"]


def test_a_call_that_is_not_shown_is_not_there_for_others(calling: Calling) -> None:
    Call.objects.update(is_shown=False)
    url = calling.url(f"{calling.call.pk}/")
    assert calling.scene.client("visitor").get(url).status_code == 404
    assert calling.scene.client("organiser").get(url).status_code == 200
    assert (
        "Call for talks" not in calling.scene.client("outsider").get(calling.url()).content.decode()
    )
