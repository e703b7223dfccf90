"""The forum of 18 and 19 November 2021 in Shenzhen, with its parallel sessions, as a demonstration.

What is reported of it [1]_ is told as it is reported: who welcomed, what was released, which
sessions ran in parallel, the fields of cooperation that were named. Times, rooms, and every talk of
the afternoons are made up, and marked so.

References
----------
.. [1] "World Innovative Cities Forum Held in Shenzhen", City News S02 EP14, 31 December 2021.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random
from typing import Any

from django.db import transaction

from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.domain import planning as hosting_planning
from citybricks.network.gatherings.hosting.domain.zones import from_wall
from citybricks.network.gatherings.programme.domain import drafts, sessions, talks
from citybricks.network.gatherings.programme.domain.board import is_published
from citybricks.network.gatherings.programme.domain.people import Person, speaker_of
from citybricks.network.gatherings.programme.domain.publishing import publish
from citybricks.network.gatherings.programme.models import Block, Session, Speaker, Track
from citybricks.network.gatherings.programme.vocabulary import Attendance, Kind, Palette

SPEAKERS = 24
TALKS = 44
_SOURCE = Text.of(
    "en",
    "As City News of Shenzhen reported on 31 December 2021; time and room are made up here.",
    zh_Hans="据深圳《城市新闻》2021年12月31日报道；此处时间与会场为演示而设。",
)

ROOMS = (
    ("main-hall", "Main hall", "主会场", 400),
    ("peony", "Peony room", "牡丹厅", 120),
    ("lotus", "Lotus room", "荷花厅", 80),
    ("bamboo", "Bamboo room", "翠竹厅", 60),
)
"""Code, names, seats; made up."""

TRACKS = (
    ("ai", "Artificial intelligence", "人工智能", "AI"),
    ("digital", "Digital economy", "数字经济", "D"),
    ("smart", "Smart city", "智慧城市", "S"),
    ("green", "Green and low-carbon", "绿色低碳", "G"),
    ("life", "Life and life sciences", "生命健康", "L"),
)
"""The fields in which the mayor of Shenzhen named cooperation to be strengthened."""

SUBJECTS = {
    "ai": (
        ("Rules for algorithms a city buys", "城市采购算法的规则"),
        ("Speech technology for small languages", "小语种的语音技术"),
        ("Who answers when a model errs", "模型出错谁来负责"),
    ),
    "digital": (
        ("Opening registers without opening lives", "开放登记数据，不公开私生活"),
        ("Invoices that talk to each other", "互通的电子发票"),
        ("A market hall for data", "数据的集市"),
    ),
    "smart": (
        ("Traffic lights that learn a district", "会学习片区的信号灯"),
        ("One sensor network, five departments", "一张传感网，五个部门用"),
        ("What residents report, and what comes of it", "市民的上报与结果"),
    ),
    "green": (
        ("Heat from waste water", "污水里的热"),
        ("Shade as infrastructure", "作为基础设施的树荫"),
        ("Buses on time and on current", "准点的电动公交"),
    ),
    "life": (
        ("Screening close to home", "家门口的筛查"),
        ("Sequencing sewage", "污水测序"),
        ("Care for the very old", "高龄者的照护"),
    ),
}
"""Made up."""

HOMES = (
    ("GB", "United Kingdom", "英国", "Europe/London"),
    ("DE", "Germany", "德国", "Europe/Berlin"),
    ("JP", "Japan", "日本", "Asia/Tokyo"),
    ("KR", "Korea", "韩国", "Asia/Seoul"),
    ("PL", "Poland", "波兰", "Europe/Warsaw"),
    ("CN", "China", "中国", "Asia/Shanghai"),
)
"""Countries whose mayors are reported to have spoken, and the host's."""


@dataclass(frozen=True, slots=True)
class _Hours:
    """Times of a day on the clock of the event."""

    day: date
    zone: str

    def at(self, hour: int, minute: int = 0) -> Any:
        """Return the instant."""
        return from_wall(self.day, time(hour, minute), self.zone)


@transaction.atomic  # so that the planning is over before anybody else could begin it
def build(gathering: Any, seed: int = 0) -> None:
    """Make the programme, have it planned and publish it; nothing when there is one already.

    Parameters
    ----------
    gathering
        Of two days at least.
    seed
        Of what is made up.
    """
    if is_published(gathering):
        return
    random = Random(seed)  # noqa: S311 - nothing secret
    first = _Hours(gathering.first_day, gathering.time_zone)
    second = _Hours(gathering.first_day + timedelta(days=1), gathering.time_zone)
    rooms = {
        code: gathering.rooms.get_or_create(
            code=code, defaults={"name": _two(en, zh), "capacity": seats}
        )[0]
        for code, en, zh, seats in ROOMS
    }
    _main_forum(gathering, first, rooms["main-hall"])
    _parallel(gathering, second, rooms)
    for code, day in (("thu", first), ("fri", second)):
        for number, (start, end) in enumerate((((14, 0), (15, 30)), ((16, 0), (17, 30))), 1):
            times = {"start": day.at(*start), "end": day.at(*end)}
            Block.objects.create(gathering=gathering, code=f"{code}-{number}", **times)
    people = list(_speakers(gathering, random))
    tracks = list(_tracks(gathering, people))
    _talks(gathering, tracks, people, random)
    planned = drafts.begin(gathering, None, seed=seed)
    hosting_planning.work_out(planned.pk)
    draft = drafts.waiting(gathering)
    if draft is not None:
        drafts.take_over(draft)
        publish(gathering, None, anyway=True)


def _two(en: str, zh: str) -> Text:
    return Text.of("en", en, zh_Hans=zh)


def _main_forum(gathering: Any, day: _Hours, hall: Any) -> None:
    """Make the main forum of the first day, as it is reported."""
    mayor = Person(
        name=_two("Qin Weizhong", "覃伟中"),
        affiliation=_two("Mayor of Shenzhen", "深圳市市长"),
        country="CN",
        time_zone="Asia/Shanghai",
    )
    undp = Person(
        name=_two("Beate Trankmann", "白雅婷"),
        affiliation=_two("UNDP Resident Representative in China", "联合国开发计划署驻华代表"),
        time_zone="Asia/Shanghai",
        attendance=Attendance.ONLINE,
    )
    opening = sessions.take(
        gathering,
        title=_two("Main forum", "主论坛"),
        abstract=_SOURCE,
        kind=Kind.PLENARY,
        talks=[
            _given("Welcome", "致辞", [mayor], 30),
            _given("Video message", "视频致辞", [undp], 20, attendance=Attendance.ONLINE),
            _given(
                "Release of the Executive Summary of Shenzhen SDGs (2021)",
                "发布《深圳可持续发展目标（2021）执行摘要》",
                [],
                20,
            ),
        ],
        language="zh-Hans",
    )
    keynotes = sessions.take(
        gathering,
        title=_two("Keynote speeches", "主旨演讲"),
        abstract=_SOURCE,
        kind=Kind.PLENARY,
        language="en",
    )
    initiative = sessions.take(
        gathering,
        title=_two("Launch of an initiative", "发布倡议"),
        abstract=_SOURCE,
        kind=Kind.PLENARY,
        language="zh-Hans",
    )
    for session, start, end in (
        (opening, day.at(9), day.at(10, 15)),
        (keynotes, day.at(10, 45), day.at(12, 15)),
        (initiative, day.at(17, 45), day.at(18, 15)),
    ):
        sessions.place(session, start=start, end=end, room=hall)
        _heard(session)
    _break(gathering, "Coffee", "茶歇", day.at(10, 15), day.at(10, 45))
    _break(gathering, "Lunch", "午餐", day.at(12, 15), day.at(14))
    _break(gathering, "Coffee", "茶歇", day.at(15, 30), day.at(16))


def _given(en: str, zh: str, speakers: list[Person], minutes: int, **values: Any) -> dict[str, Any]:
    return {
        "title": _two(en, zh),
        "abstract": _SOURCE,
        "speakers": speakers,
        "minutes": minutes,
        **values,
    }


def _heard(session: Session) -> None:
    """Give a session addresses for those online, of a host that is kept for examples."""
    session.meeting = f"https://meet.example/{session.pk.lower()}"
    session.save()
    language = "en" if session.language == "zh-Hans" else "zh-Hans"
    sessions.hear(session, [(language, "audio", f"{session.meeting}/{language.lower()}")])


def _break(gathering: Any, en: str, zh: str, start: Any, end: Any) -> None:
    made = sessions.take(
        gathering, title=_two(en, zh), abstract=Text(), kind=Kind.BREAK, demonstration=True
    )
    sessions.place(made, start=start, end=end, room=None)


def _parallel(gathering: Any, day: _Hours, rooms: dict[str, Any]) -> None:
    """Make the two parallel sessions of the second day, as they are reported."""
    named = (
        (
            "International Roundtable on Artificial Intelligence and Global Governance",
            "人工智能与全球治理国际圆桌会",
            Kind.ROUNDTABLE,
            "main-hall",
        ),
        (
            "International Cooperation and Exchange Meeting on Artificial Intelligence",
            "人工智能国际合作交流会",
            Kind.MEETING,
            "peony",
        ),
    )
    for en, zh, kind, room in named:
        session = sessions.take(
            gathering, title=_two(en, zh), abstract=_SOURCE, kind=kind, language="zh-Hans"
        )
        sessions.place(session, start=day.at(9, 30), end=day.at(12), room=rooms[room])
        session.locked = True
        _heard(session)
    _break(gathering, "Lunch", "午餐", day.at(12), day.at(14))
    _break(gathering, "Coffee", "茶歇", day.at(15, 30), day.at(16))


def _speakers(gathering: Any, random: Random) -> Iterator[Speaker]:
    """Made-up speakers from the countries that are reported."""
    for number in range(1, SPEAKERS + 1):
        country, en, zh, zone = HOMES[number % len(HOMES)]
        online = country != "CN" and random.random() < 0.6  # noqa: PLR2004 - the most of them
        yield speaker_of(
            gathering,
            Person(
                name=_two(f"Speaker {number:02d}", f"报告人{number:02d}"),
                affiliation=_two(f"A city in {en} (demonstration)", f"{zh}某市（演示）"),
                country=country,
                email=f"speaker-{number:02d}@demonstration.example",
                attendance=Attendance.ONLINE if online else Attendance.ON_SITE,
                time_zone=zone,
                demonstration=True,
            ),
        )


def _tracks(gathering: Any, people: list[Speaker]) -> Iterator[Track]:
    for number, (code, en, zh, mark) in enumerate(TRACKS):
        made = {
            "name": _two(en, zh),
            "mark": mark,
            "colour": Palette.values[number],
            "chair": people[-1 - number],
        }
        track, _new = Track.objects.get_or_create(gathering=gathering, code=code, defaults=made)
        yield track
    by_code = {track.code: track for track in Track.objects.filter(gathering=gathering)}
    by_code["ai"].similar.add(by_code["digital"])


def _talks(gathering: Any, tracks: list[Track], people: list[Speaker], random: Random) -> None:
    places = {country: (en, zh) for country, en, zh, _zone in HOMES}
    for number in range(TALKS):
        track = tracks[number % len(tracks)]
        en, zh = SUBJECTS[track.code][number // len(tracks) % 3]
        speaker = people[number % (SPEAKERS - len(tracks))]
        in_en, in_zh = places[speaker.country]
        talks.take(
            gathering,
            title=_two(f"{en}: a case from {in_en}", f"{zh}：{in_zh}案例"),
            abstract=_two("Made up, to show what a programme looks like.", "为演示节目单而虚构。"),
            speakers=[speaker],
            track=track,
            minutes=random.choice((15, 30, 30)),
            attendance=speaker.attendance,
            language=random.choice(("en", "zh-Hans")),
            source=f"demonstration:{number}",
            demonstration=True,
        )
