"""CARPLIB files (.dat): capacitated arc routing instances of the literature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from citybricks.methods.routing.arcs.errors import ArcsError
from citybricks.methods.routing.arcs.instance import Instance, Job, Link

_FIELD = re.compile(r"\s*([A-Z_]+)\s*:\s*(.*?)\s*$")
_EDGE = re.compile(
    r"\s*\(\s*(-?\d+)\s*,\s*(-?\d+)\s*\)\s*coste\s+(-?\d+)(?:\s+demanda\s+(-?\d+))?\s*$"
)
_NUMBERS = ("VERTICES", "ARISTAS_REQ", "ARISTAS_NOREQ", "VEHICULOS", "CAPACIDAD", "DEPOSITO")
_NEEDED = ("VERTICES", "CAPACIDAD", "LISTA_ARISTAS_REQ")
MOST_LINES = 1_000_000


@dataclass(slots=True)
class _File:
    numbers: dict[str, int] = field(default_factory=dict)
    line_of: dict[str, int] = field(default_factory=dict)
    name: str = ""
    links: list[Link] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    section: str = ""


def read_carp(text: str) -> Instance:
    """Read a CARPLIB file; its crossings, from 1 there, are numbered from 0 here.

    Raises
    ------
    ArcsError
        When a line cannot be read or does not fit the others, with its number.
    """
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise ArcsError("lines", f"more than {MOST_LINES} lines", f"超过 {MOST_LINES} 行")
    read = _File()
    for number, line in enumerate(lines, 1):
        if line.strip():
            _line(read, number, line)
    for key in _NEEDED:
        if key not in read.line_of:
            raise ArcsError(key, f"{key} is missing", f"缺少 {key}")
    _counts(read)
    if not read.jobs:
        raise ArcsError("LISTA_ARISTAS_REQ", "no street has to be served", "没有需要作业的街道")
    return Instance(
        nodes=read.numbers["VERTICES"],
        links=tuple(read.links),
        jobs=tuple(read.jobs),
        capacity=read.numbers["CAPACIDAD"],
        depot=read.numbers.get("DEPOSITO", 1) - 1,
        vehicles=read.numbers.get("VEHICULOS"),
        name=read.name,
    )


def _line(read: _File, number: int, line: str) -> None:
    edge = _EDGE.match(line)
    if edge:
        _edge(read, number, edge)
        return
    stated = _FIELD.match(line)
    if not stated:
        shown = line.strip()[:60]
        raise ArcsError(
            "line",
            f"“{shown}” is neither “KEY : value” nor “( a, b) coste c demanda d”",
            f"“{shown}”既不是“键 : 值”，也不是“( a, b) coste c demanda d”",
            line=number,
        )
    key, value = stated.groups()
    if key in read.line_of:
        first = read.line_of[key]
        raise ArcsError(
            key, f"{key} was in line {first}", f"{key} 已在第 {first} 行出现", line=number
        )
    read.line_of[key] = number
    read.section = key if key.startswith("LISTA_") else ""
    if key == "NOMBRE":
        read.name = value
    elif key in _NUMBERS:
        read.numbers[key] = _number(key, value, number)


def _number(key: str, value: str, line: int) -> int:
    if not re.fullmatch(r"\d{1,9}", value) or int(value) < (key != "ARISTAS_NOREQ"):
        low = 0 if key == "ARISTAS_NOREQ" else 1
        raise ArcsError(
            key,
            f"{key} is “{value[:40]}”; a whole number from {low} to 999999999 is needed",
            f"{key} 为“{value[:40]}”，应为 {low} 至 999999999 的整数",
            line=line,
        )
    return int(value)


def _edge(read: _File, number: int, edge: re.Match[str]) -> None:
    one, other, cost = (int(edge[i]) for i in (1, 2, 3))
    for en, zh in _edge_faults(read, edge):
        raise ArcsError(read.section or "edge", en, zh, line=number)
    if read.section == "LISTA_ARISTAS_REQ":
        read.jobs.append(Job(len(read.links), int(edge[4])))
    read.links.append(Link(one - 1, other - 1, cost))


def _edge_faults(read: _File, edge: re.Match[str]) -> Iterator[tuple[str, str]]:
    if not read.section:
        yield "an edge stands outside the lists of edges", "边不在边列表之内"
    nodes, capacity = read.numbers.get("VERTICES"), read.numbers.get("CAPACIDAD")
    if nodes is None or capacity is None:
        yield "VERTICES and CAPACIDAD come before the edges", "VERTICES 和 CAPACIDAD 应在边之前"
        return
    for end in (int(edge[1]), int(edge[2])):
        if not 1 <= end <= nodes:
            yield f"vertex {end}; there are 1 to {nodes}", f"顶点 {end}；应为 1 至 {nodes}"
    if not 0 <= int(edge[3]) < 10**9:
        yield f"cost {edge[3]} is not in 0–999999999", f"费用 {edge[3]} 不在 0–999999999 之间"
    if read.section != "LISTA_ARISTAS_REQ":
        return
    if edge[4] is None:
        yield "a street to be served has no “demanda”", "需作业的街道缺少“demanda”"
    elif not 1 <= int(edge[4]) <= capacity:
        yield (
            f"demand {edge[4]}; a truck takes 1 to {capacity}",
            f"需求 {edge[4]}；一车装 1 至 {capacity}",
        )


def _counts(read: _File) -> None:
    found = {"ARISTAS_REQ": len(read.jobs), "ARISTAS_NOREQ": len(read.links) - len(read.jobs)}
    for key, count in found.items():
        said = read.numbers.get(key, count)
        if said != count:
            raise ArcsError(
                key,
                f"{key} is {said}, the list has {count}",
                f"{key} 为 {said}，列表中有 {count} 条",
                line=read.line_of[key],
            )
    depot, nodes = read.numbers.get("DEPOSITO", 1), read.numbers["VERTICES"]
    if depot > nodes:
        raise ArcsError(
            "DEPOSITO",
            f"DEPOSITO is {depot}; there are 1 to {nodes}",
            f"DEPOSITO 为 {depot}；应为 1 至 {nodes}",
            line=read.line_of["DEPOSITO"],
        )
