"""A programme as ``schedule.xml``, which programme apps of conferences read."""

from __future__ import annotations

from importlib.metadata import version
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from citybricks.network.gatherings.programme.outputs.frab import (
    COLOURS,
    Day,
    Happening,
    Schedule,
    guid,
)


def as_xml(made: Schedule) -> bytes:
    """Return a schedule as ``schedule.xml``."""
    root = Element("schedule")
    system = urlsplit(made.base).netloc
    _add(root, "generator", name="citybricks", system=system, version=version("citybricks"))
    _add(root, "url", made.url + "schedule.xml")
    _add(root, "version", made.version)
    _conference(root, made)
    for day in made.days:
        _day(root, day, made)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _conference(root: Element, made: Schedule) -> None:
    about = SubElement(root, "conference")
    _add(about, "title", made.title)
    _add(about, "acronym", made.acronym)
    _add(about, "start", made.first.isoformat())
    _add(about, "end", made.last.isoformat())
    _add(about, "days", str(len(made.days)))
    _add(about, "timeslot_duration", "00:05")
    _add(about, "base_url", made.base)
    _add(about, "url", made.url)
    _add(about, "time_zone_name", made.zone)
    for name, _code, colour in made.tracks:
        _add(about, "track", name=name, color=COLOURS[colour])


def _day(root: Element, day: Day, made: Schedule) -> None:
    held = SubElement(
        root,
        "day",
        index=str(day.index),
        date=day.date.isoformat(),
        start=day.start.isoformat(),
        end=day.end.isoformat(),
    )
    numbers = {name: number for name, number, _seats in made.rooms}
    for name, happenings in day.rooms.items():
        number = numbers.get(name) or guid(f"{made.url}rooms/online")
        room = SubElement(held, "room", name=name, guid=number)
        for one in happenings:
            _event(room, one)


def _event(room: Element, one: Happening) -> None:
    event = SubElement(room, "event", id=str(one.number), guid=one.guid)
    _add(event, "room", one.room)
    _add(event, "title", one.title)
    _add(event, "subtitle", one.subtitle)
    _add(event, "type", one.kind)
    _add(event, "date", one.start.isoformat())
    _add(event, "start", f"{one.start:%H:%M}")
    _add(event, "duration", one.duration)
    _add(event, "abstract", one.abstract)
    _add(event, "slug", one.slug)
    _add(event, "track", one.track)
    people = SubElement(event, "persons")
    for number, name in one.people:
        _add(people, "person", name, id=str(number))
    _add(event, "language", one.language)
    _add(event, "url", one.url)


def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = text or None
