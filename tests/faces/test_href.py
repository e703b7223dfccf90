"""An input given by address comes from the public internet, in time and in measure, or not."""

import ipaddress
import resource
import socket
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks import BrickError
from citybricks.faces.href import Limits, _public, check, fetch
from citybricks.types import files
from tests.faces.server import CSV, serving

NEAR = Limits(bytes=1_000_000, seconds=1, allow_private=True)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving() as address:
        yield address


def refusal(href: str, limits: Limits = Limits(seconds=1)) -> str:  # noqa: B008 - frozen
    with pytest.raises(BrickError) as caught:
        fetch("stops", href, limits)
    assert caught.value.input == "stops"
    return str(caught.value)


PRIVATE = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://localhost:8000/ogc",
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://[ff02::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[2002:7f00:1::]/",
    "http://[64:ff9b::7f00:1]/",
    "https://127.0.0.1:8443/stops.csv",
]


@pytest.mark.parametrize("href", PRIVATE)
def test_an_address_of_this_machine_or_its_network_is_refused(href: str) -> None:
    said = refusal(href)
    assert "must be an" in said or "is not a public address" in said or "cannot be found" in said


@pytest.mark.parametrize(
    "href",
    [
        "",
        "stops.csv",
        "//example.org/stops.csv",
        "file:///etc/passwd",
        "ftp://example.org/stops.csv",
        "gopher://example.org/",
        "data:text/csv,name",
        "http://",
        "http:///stops.csv",
        "http://user@example.org/",
        "http://user:secret@example.org/",
        "http://[::1/",
        "http://exa mple.org/",
        "javascript:alert(1)",
        "http://example.org\r\nHost: evil/",
    ],
)
def test_only_an_http_address_is_asked(href: str) -> None:
    said = refusal(href)
    assert "must be an http or https address" in said or "cannot be found" in said


@pytest.mark.parametrize("private", ["127.0.0.1", "10.0.0.7", "::1", "::ffff:192.168.0.1"])
def test_a_name_of_a_private_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, private: str
) -> None:
    """Even when only one of several addresses is private."""

    def resolve(*_: object, **__: object) -> list[object]:
        return [(2, 1, 6, "", (each, 80)) for each in ("93.184.215.14", private)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert "is not a public address" in refusal("http://innocent.example/stops.csv")


def test_a_name_is_resolved_once_so_that_it_cannot_change_in_between(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    port = address.rpartition(":")[2]
    asked = []

    def resolve(host: str, *_: object, **__: object) -> list[object]:
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", int(port)))]

    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *a, **k: resolve(*a) if a[0] == "city.example" else real(*a, **k),
    )
    found = fetch("stops", f"http://city.example:{port}/host", NEAR)
    assert found.content.decode() == f"city.example:{port}"
    assert asked == ["city.example"]


@given(st.ip_addresses())
def test_whatever_the_standard_library_does_not_call_global_is_not_public(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    assert address.is_global or not _public(address)


@given(st.ip_addresses(v=4))
def test_an_address_in_disguise_is_as_public_as_itself(address: ipaddress.IPv4Address) -> None:
    for prefix in ("::ffff:", "64:ff9b::"):
        disguised = ipaddress.IPv6Address(f"{prefix}{address}")
        assert not _public(disguised) or _public(address)


def test_a_host_there_is_none_of_is_said_to_be_missing() -> None:
    assert "cannot be found" in refusal("http://no-such-host.invalid/stops.csv")


@pytest.mark.parametrize(
    "where",
    ["http://127.0.0.1:1/", "http://169.254.169.254/", "file:///etc/passwd", "//localhost/"],
)
def test_a_redirect_is_checked_like_any_address(
    monkeypatch: pytest.MonkeyPatch, address: str, where: str
) -> None:
    """The first address is taken for public, as a city's own server would be."""
    from citybricks.faces import href as faces

    real = faces._checked

    def checked(name: str, href: str, limits: Limits) -> str:
        return "127.0.0.1" if href.startswith(address) else real(name, href, limits)

    monkeypatch.setattr(faces, "_checked", checked)
    said = refusal(f"{address}/to?{where}")
    assert "not a public address" in said or "must be an http" in said


def test_a_redirect_is_followed_to_the_file(address: str) -> None:
    assert fetch("stops", f"{address}/to?/stops.csv", NEAR).content == CSV


def test_redirects_in_a_circle_come_to_an_end(address: str) -> None:
    assert "redirects too often" in refusal(f"{address}/round", NEAR)


def test_a_file_is_what_its_name_says_or_else_what_the_server_says(address: str) -> None:
    assert fetch("stops", f"{address}/stops.csv", NEAR) == files.File(CSV, files.CSV, "stops.csv")
    assert fetch("stops", f"{address}/table", NEAR).media_type == files.CSV
    assert fetch("stops", f"{address}/stops.csv?year=2026", NEAR).name == "stops.csv"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("missing", "answered 404"),
        ("broken", "answered 500"),
        ("large", "larger than 1000000 bytes"),
        ("endless", "larger than 1000000 bytes"),
        ("bomb", "larger than 1000000 bytes"),
        ("garbled", "could not be fetched"),
        ("slow", "took longer than 1 seconds"),
        ("stalled", "took longer than 1 seconds"),
        ("dribbled", "took longer than 1 seconds"),
        ("short", "could not be fetched"),
        ("gibberish", "could not be fetched"),
    ],
)
def test_an_answer_that_is_wrong_large_or_slow_is_refused_in_time(
    address: str, path: str, words: str
) -> None:
    started = time.monotonic()
    assert words in refusal(f"{address}/{path}", NEAR)
    assert time.monotonic() - started < 3


def test_a_bomb_is_not_unpacked_beyond_the_limit(address: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refusal(f"{address}/bomb", NEAR)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 50_000, "kilobytes"


def test_a_file_that_was_packed_unasked_is_unpacked(address: str) -> None:
    assert fetch("stops", f"{address}/packed", NEAR).content == CSV


def test_a_closed_door_is_said_to_be_one() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "could not be fetched" in refusal(f"http://127.0.0.1:{port}/", NEAR)


def test_an_address_can_be_checked_without_asking_it() -> None:
    with pytest.raises(BrickError, match="not a public address"):
        check("callback", "http://127.0.0.1/", Limits())


def test_a_part_of_a_file_is_fetched(address: str) -> None:
    for part in (range(5, 9), range(5, 1000), range(len(CSV), len(CSV) + 9)):
        assert (
            fetch("archive", f"{address}/part", NEAR, part=part).content
            == CSV[part.start : part.stop]
        )


@pytest.mark.parametrize("path", ["stops.csv", "elsewhere"])
def test_a_part_that_begins_elsewhere_is_refused(address: str, path: str) -> None:
    with pytest.raises(BrickError, match="answered 20"):
        fetch("archive", f"{address}/{path}", NEAR, part=range(5, 9))


def test_http_is_not_asked_where_only_https_is_allowed(address: str) -> None:
    limits = replace(NEAR, only_https=True)
    with pytest.raises(BrickError, match="must be an https address"):
        fetch("archive", f"{address}/stops.csv", limits)
