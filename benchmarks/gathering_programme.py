"""Programmes of conferences beside CoSPLib: published solutions, and their search at equal CPU.

``CITYBRICKS_COSPLIB`` names a checkout of github.com/ahmedkheiri/CoSPLib (MIT): then its checker
evaluates our programmes too, its hyper-heuristic gets the CPU time that ours took, and instances
that are not in the data folder are read from it. A word after the module's name chooses instances.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from benchmarks.figure import Figure
from citybricks.methods.gatherings.programme import reading, writing
from citybricks.methods.gatherings.programme.evaluating import evaluate
from citybricks.methods.gatherings.programme.instance import Instance
from citybricks.methods.gatherings.programme.solving import Solved, solve
from citybricks.methods.gatherings.programme.tracks import bound

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[2] / "shared" / "data"))
FOLDER = DATA / "hub" / "cosplib"
CHECKOUT = os.environ.get("CITYBRICKS_COSPLIB", "")
PUBLISHED = {
    "N2OR": 2,
    "GECCO19": 1_000_116,
    "GECCO20": 6_298,
    "GECCO21": 11_280,
    "OR60F": 1_664,
    "OR60F2": 1_660,
    "OR60F3": 1_720,
}
"""Objectives of the authors' solutions of their exact model, under their checker."""
GIVEN = ("N2OR", "GECCO19", "GECCO20", "GECCO20Poster", "GECCO20Workshop", "GECCO21",
         "GECCO21Workshop", "OR60F")  # fmt: skip
OTHERS = ("GECCO22", "GECCO22Workshop", "GECCO23", "GECCO23Workshop", "ISF22", "OR60", "OR60F2",
          "OR60F3")  # fmt: skip
ITERATIONS = 1_500_000
CPU_S = 100.0
"""After which no further stretch of the search begins."""
NODES = {"N2OR": 20, "GECCO20": 20, "GECCO21": 20}
"""Nodes of the mixed-integer programme; elsewhere its linear relaxation."""
PEER = "CoSPLib 1.0.2"

THEIRS = """
import json, logging, sys, time
import config
from domain.problem import Problem
from pathlib import Path
from solution import RandomIndirectSolution, Solution
logging.disable(logging.CRITICAL)
workbook, programme, seconds = sys.argv[1:]
problem = Problem(file_path=Path(workbook))
problem.build()
checked = Solution(problem)
checked.load_solution(Path(programme))
said = {"whole": bool(checked.evaluate_all_submissions_scheduled()),
        "valid": bool(checked.validate_solution()), "objective": int(checked.evaluate_solution())}
if float(seconds):
    import optimisation.algorithms.hyper_heuristic as search
    search.time = time.process_time
    began = time.process_time()
    found = RandomIndirectSolution(problem)
    search.HyperHeuristic().solve(problem, found, began, float(seconds), float(seconds) / 3)
    said["searched"] = int(found.evaluate_solution())
print(json.dumps(said))
"""
"""Runs in their folder: checks our programme, then searches for the given CPU seconds."""


@dataclass(frozen=True, slots=True)
class Theirs:
    """What their checker says of our programme, and what their search finds."""

    whole: bool
    valid: bool
    objective: int
    searched: int | None = None


def theirs(workbook: Path, programme: bytes, seconds: float) -> Theirs | None:
    """Ask their checker and their search; None without a checkout.

    Their first programme is drawn until it fits, which may be never: then only the checker answers.
    """
    if not CHECKOUT:
        return None
    try:
        return _asked(workbook, programme, seconds)
    except subprocess.TimeoutExpired:
        return _asked(workbook, programme, 0)


def _asked(workbook: Path, programme: bytes, seconds: float) -> Theirs:
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(programme)
        file.flush()
        arguments = [str(workbook.resolve()), file.name, str(seconds)]
        done = subprocess.run(
            [sys.executable, "-c", THEIRS, *arguments],
            cwd=Path(CHECKOUT) / "Solver",
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=6 * seconds + 300,
        )
    return Theirs(**json.loads(done.stdout.splitlines()[-1]))


def instances(chosen: list[str]) -> list[tuple[str, Path]]:
    """Return names and workbooks of what is measured."""
    found = [(name, FOLDER / f"{name}.xlsx") for name in GIVEN]
    if CHECKOUT:
        found += [(name, Path(CHECKOUT) / "Dataset" / f"{name}.xlsx") for name in OTHERS]
    return [(name, path) for name, path in found if not chosen or name in chosen]


def measured(name: str, path: Path) -> None:
    """Print what is measured of an instance."""
    instance = reading.read(path.read_bytes()).instance
    started = process_time()
    found = solve(instance, iterations=ITERATIONS, cpu_s=CPU_S)
    seconds = process_time() - started
    least = bound(instance, NODES.get(name, 0))
    programme = writing.programme(instance, found.schedule)
    other = theirs(path, programme, seconds)
    objective = other.objective if other else found.cost
    if other:
        assert other.whole, name
        assert other.valid, name
        assert objective == found.cost, (name, objective, found.cost)
    gap = 100 * (found.cost - least) / found.cost if found.cost else 0.0
    Figure(
        name=f"{name}: objective" + (" under their checker" if other else ""),
        value=objective,
        unit="",
        at_most=_bar(name, other),
        peer=f"{PEER} published" if name in PUBLISHED else f"{PEER} search, equal CPU",
        peer_value=PUBLISHED.get(name, other.searched if other else None),
        note=f"bound {least}, gap {gap:.1f} %{_searched(other)}; {_terms(instance, found)}",
    ).tell()
    Figure(name=f"{name}: CPU", value=seconds, unit="s", at_most=120).tell()


def _bar(name: str, other: Theirs | None) -> float | None:
    """Return the published objective, else what their search finds in as much CPU time."""
    return PUBLISHED.get(name, other.searched if other else None)


def _searched(other: Theirs | None) -> str:
    return f"; their search at equal CPU {other.searched}" if other else ""


def _terms(instance: Instance, found: Solved) -> str:
    costs = evaluate(instance, found.schedule)
    return ", ".join(f"{term} {cost}" for term, cost in costs.items() if cost) or "nothing unwanted"


def main(chosen: list[str]) -> None:
    """Print what is measured."""
    if not FOLDER.is_dir():
        raise SystemExit(f"{FOLDER} is not here; CITYBRICKS_DATA says where the data folder is")
    if not CHECKOUT:
        sys.stderr.write("CITYBRICKS_COSPLIB is not set: their checker and search are not asked\n")
    warm = reading.read((FOLDER / "N2OR.xlsx").read_bytes()).instance
    solve(warm, iterations=10_000, seed=1)  # its loops are compiled before anything is timed
    for name, path in instances(chosen):
        measured(name, path)


if __name__ == "__main__":
    main(sys.argv[1:])
