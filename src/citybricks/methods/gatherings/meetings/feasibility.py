"""Whether one meeting can be moved to a slot, while an organiser looks."""

from __future__ import annotations

import numpy as np

from citybricks.methods.gatherings.meetings.problem import Ints, Problem


def blocked(problem: Problem, slot_of: Ints, request: int, slot: int) -> tuple[str, ...]:
    """Return the rules that a meeting at a slot would break; none when it can be there.

    Parameters
    ----------
    slot_of
        (m,): slots of the plan; where the request itself is does not count.
    request
        The request that is moved or taken in.
    slot
        Where it should be.

    Returns
    -------
    tuple[str, ...]
        Of ``rule`` (kept apart), ``away`` (somebody is not free), ``busy`` (somebody meets others
        then), ``cap`` (somebody has all meetings wanted), ``tables_full``, ``no_interpreter``.
    """
    who = problem.people[request]
    who = who[who >= 0]
    held = slot_of >= 0
    held[request] = False
    there = held & (slot_of == slot)
    with_them = np.isin(problem.people, who)
    pool = int(problem.interpreter[request])
    counts = [int((with_them[held] & (problem.people[held] == p)).sum()) for p in who]
    broken = {
        "rule": not problem.allowed[request],
        "away": not problem.free[who, slot].all(),
        "busy": bool(with_them[there].any()),
        "cap": bool((np.array(counts) >= problem.cap[who]).any()),
        "tables_full": bool(problem.seated[request])
        and int(problem.seated[there].sum()) >= problem.tables[slot],
        "no_interpreter": pool >= 0
        and int((problem.interpreter[there] == pool).sum()) >= problem.interpreters[pool, slot],
    }
    return tuple(code for code, found in broken.items() if found)
