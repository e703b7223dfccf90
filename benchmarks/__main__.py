"""Run every benchmark, print its figures beside their bars and peers, keep ``results.json``.

``python -m benchmarks [NAME …] [--assert]``: with ``--assert`` a missed bar ends in exit code 1.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.figure import Figure, lines

HERE = Path(__file__).parent
_PARTS = ("__init__", "__main__", "copies", "embedded", "figure", "peers", "tiny")


def measured(name: str) -> list[Figure]:
    """Run one benchmark in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}"],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        cwd=HERE.parent,
    )
    if done.returncode:
        return [Figure(name=f"{name} failed", value=1, unit="", at_most=0)]
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return [Figure(**row) for row in rows]


def row(figure: Figure) -> str:
    """Write a figure as a line of the table."""
    bar = f"≤ {figure.at_most:g}" if figure.at_most is not None else ""
    bar = f"≥ {figure.at_least:g}" if figure.at_least is not None else bar
    peer = (
        f"{figure.peer} {figure.peer_value:.4g}" if figure.peer_value is not None else figure.peer
    )
    mark = "ok" if figure.holds else "MISSED"
    return "\t".join(
        (mark, figure.name, f"{figure.value:.4g}", figure.unit, bar, peer, figure.note)
    )


def main(arguments: list[str]) -> int:
    """Run what is asked for."""
    chosen = [word for word in arguments if not word.startswith("-")]
    names = chosen or sorted(p.stem for p in HERE.glob("*.py") if p.stem not in _PARTS)
    figures = []
    for name in names:
        sys.stderr.write(f"… {name}\n")
        found = measured(name)
        with lines() as table:
            table.append(f"\t{name}\tours\tunit\tbar\tpeer\tnote")
            table.extend(map(row, found))
        figures += found
    results = {f.name: {"value": f.value, "unit": f.unit, "holds": f.holds} for f in figures}
    (HERE / "results.json").write_text(json.dumps(results, indent=1, ensure_ascii=False))
    missed = [figure for figure in figures if not figure.holds]
    return int("--assert" in arguments and bool(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
