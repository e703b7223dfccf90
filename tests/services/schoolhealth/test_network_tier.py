"""Nothing of a pupil or a class is at any address of the network, whoever asks.

The network tier is every address outside of a city's own below ``/schoolhealth/<city>/``. It is
asked for whole: every address of the hub that can be made up, with the ids of a class, a report
and a pupil where it takes one, and every link that is found on the way, as everybody there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import timezone

from citybricks.services.schoolhealth.daily.models import Line, Report
from citybricks.services.schoolhealth.pupils.models import Pupil
from citybricks.services.schoolhealth.releases.domain import publishing
from citybricks.services.schoolhealth.schools.models import SchoolClass
from tests.services.schoolhealth.pupils.conftest import HALF_PAST_SEVEN
from tests.services.schoolhealth.pupils.scene import ILL, Day, morning
from tests.services.schoolhealth.releases.scene import reported

pytestmark = pytest.mark.django_db(databases=list(connections))
NAMES = {"pupil": "Aoi-7f3k", "class": "Kiku-9q2x", "note": "Nurse-note-4h8w"}
"""Names that stand nowhere else."""
GUARDIAN = "guardian-of-1001"
ROLES = ("", "stranger", "secretariat", "teacher", "nurse", "epidemiologist", GUARDIAN)
CITY_TIER = re.compile(r"/schoolhealth/(?!releases/|start/|api/)[^/]+/")
_LINK = re.compile(r"""(?:href|src|action|hx-get)=["']([^"'#]+)""")
_QUIET = ("/account/logout/", "/language/", "/static/")
MOST = 150
"""Pages that one person is followed on."""


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Day:
    """A city with a class, pupils with check-ins, reports with notes, and what it released."""
    found = morning()
    child = found.child(GUARDIAN, "1001")
    with monkeypatch.context() as then:
        then.setattr(timezone, "now", lambda: HALF_PAST_SEVEN)
        found.check_in(child, ILL, GUARDIAN)
    reported(found.scene)
    SchoolClass.objects.filter(name="A").update(name=NAMES["class"])
    report = Report.objects.create(
        school_class=found.place,
        day=publishing.weeks(found.city)[0],
        enrolled=30,
        absent=3,
        note=f"{NAMES['pupil']} {NAMES['note']}",
    )
    Line.objects.create(report=report, syndrome="fever", ill=3)
    monday = publishing.weeks(found.city)[0]
    publishing.publish(found.city, monday, found.scene.people["board"])
    publishing.publish_private(found.city, monday, 0.125, found.scene.people["board"])
    return found


def secrets(day: Day) -> set[str]:
    """Return what must be nowhere: pseudonyms, ids of classes and reports, names, numbers."""
    pseudonyms = set(Pupil.objects.values_list("pk", flat=True))
    assert len(pseudonyms) == 3
    classes = set(SchoolClass.objects.filter(school__city=day.city).values_list("pk", flat=True))
    reports = set(Report.objects.values_list("pk", flat=True))
    codes = {one.code for one in day.invited.values()}
    return pseudonyms | classes | reports | codes | set(NAMES.values())


def told(body: str, hidden: Iterable[str], asked: str) -> list[str]:
    """Return which secrets an answer tells; what was asked for may be repeated."""
    return [secret for secret in hidden if secret in body and secret not in asked]


def patterns(resolver: Any, space: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield the name and the arguments of every address."""
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            if one.name:
                yield f"{space}{one.name}", list(one.pattern.regex.groupindex)
        else:
            yield from patterns(one, f"{space}{one.namespace}:" if one.namespace else space)


def made_up(day: Day, candidates: Iterable[object]) -> set[str]:
    """Return every address of the network that can be made from some ids."""
    found = set()
    for name, _arguments in patterns(get_resolver()):
        for arguments in _known(name):
            for candidate in candidates:
                try:
                    found.add(reverse(name, kwargs=dict.fromkeys(arguments, candidate)))
                except NoReverseMatch:
                    continue
    found |= {f"/secretariat/schoolhealth/city/{day.city.pk}/change/"}
    return {address for address in found if not CITY_TIER.match(address)}


def _known(name: str) -> list[tuple[str, ...]]:
    """Return the arguments that an address takes, those of the patterns around it too."""
    spaces, _, last = name.rpartition(":")
    resolver: Any = get_resolver()
    for space in filter(None, spaces.split(":")):
        resolver = resolver.namespace_dict[space][1]
    return [tuple(each[0][0][1]) for each in resolver.reverse_dict.getlist(last)]


def body_of(answer: Any) -> str:
    """Return the text of an answer, with its headers, streamed or not."""
    content = b"".join(answer) if answer.streaming else answer.content
    return unescape(content.decode("utf-8", "replace")) + str(dict(answer.headers))


def ask(client: Client, address: str) -> Any:
    """Ask for a page, and leave nothing behind: no row, and no message that the next one shows."""
    client.raise_request_exception = False  # what is told of an error is an answer too
    with transaction.atomic():
        answer = client.get(address)
        transaction.set_rollback(True)
    client.cookies.pop("messages", None)
    return answer


def crawled(client: Client, first: Iterable[str], most: int) -> Iterator[tuple[str, str]]:
    """Follow links from some addresses; yield each address of the network and its text."""
    waiting, seen = sorted(first), set()
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        if address in seen or CITY_TIER.match(address) or address.startswith(_QUIET):
            continue
        seen.add(address)
        answer = ask(client, address)
        text = body_of(answer)
        yield address, text
        links = _LINK.findall(text) if "text/html" in answer.get("Content-Type", "") else []
        links += [answer["Location"]] if answer.has_header("Location") else []
        for link in links:
            parts = urlsplit(urljoin(f"http://testserver{address}", urldefrag(link).url))
            if parts.netloc == "testserver":
                waiting.append(f"{parts.path}?{parts.query}".rstrip("?"))


def test_releases_are_crawled_without_finding_a_pupil(day: Day) -> None:
    """The addresses of pupil health, and what they link to, as everybody."""
    hidden = secrets(day)
    first = {"/schoolhealth/", "/schoolhealth/releases/", "/schoolhealth/api/releases"}
    for role in ROLES:
        pages = dict(crawled(day.scene.client(role), first, 25))
        found = {each: told(text, hidden, each) for each, text in pages.items()}
        assert not any(found.values()), (role, found)
        assert any(re.search(r"/releases/[0-9A-Z]{26}/", each) for each in pages)


def test_a_city_is_not_there_for_who_has_no_post(day: Day) -> None:
    for role in ("stranger", "secretariat"):
        for address in ("", "releases/", "schools/", "dashboard/", "nurse/"):
            assert day.scene.get(role, address).status_code == 404, (role, address)


@pytest.mark.long
def test_no_address_of_the_network_tells_of_a_pupil(day: Day) -> None:
    """Every address there is, with every id there could be, and all that they link to."""
    hidden = secrets(day)
    report = Report.objects.filter(school_class=day.place).earliest("recorded_at")
    ids = ("", 1, day.city.pk, day.place.pk, day.pupil("1001").pk, report.pk, "csv")
    addresses = made_up(day, ids)
    assert len(addresses) > 200
    leaks = []
    for role in ROLES:
        client = day.scene.client(role)
        asked = [each for each in sorted(addresses) if not each.startswith(_QUIET)]
        answers = ((address, body_of(ask(client, address))) for address in asked)
        linked = crawled(client, {"/", "/schoolhealth/", "/secretariat/"}, MOST)
        for address, text in chain(answers, linked):
            leaks += [(role, address, secret) for secret in told(text, hidden, address)]
    assert leaks == []
