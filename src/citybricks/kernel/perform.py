"""Run what the store has the inputs of, wherever a setting says, and keep outcome and steps."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from citybricks.kernel.blueprint import Blueprint
from citybricks.kernel.brick import Brick
from citybricks.kernel.execute import Account, execute
from citybricks.kernel.run import Run
from citybricks.kernel.runner import runner_of
from citybricks.kernel.store import Folder, Store, digest
from citybricks.types import Model

STEPS = "steps.json"
"""Which steps a blueprint's run has had, beside its outcome."""


def perform(
    brick: Brick[..., Any],
    key: str,
    store: Store,
    run: Run | None = None,
    *,
    where: str = "inline",
    known: Collection[str] = (),
    tell: Callable[[Account], None] = lambda _: None,
) -> None:
    """Load the inputs of `key`, run the brick on them, and keep the outcome.

    Parameters
    ----------
    brick
        What is run.
    key
        Key of the run.
    store
        Where its inputs are, and where steps and outcome are kept.
    run
        Where progress goes, and whence a dismissal comes.
    where
        ``inline``, ``threads``, or the address of a Dask scheduler.
    known
        See `execute`.
    tell
        Called with the account of each step that has ended.

    Raises
    ------
    NoSuchRun
        When the inputs are not there.
    BrickError
        When the brick cannot answer, or no scheduler does.
    """
    accounts: list[Account] = []

    def told(account: Account) -> None:
        accounts.append(account)
        tell(account)

    def apply(inputs: Model) -> Any:
        outcome = execute(
            brick, inputs, run, runner=runner_of(where), store=store, known=known, tell=told
        )
        if isinstance(brick, Blueprint):
            write_steps(store, key, accounts)
        return outcome

    store.perform(brick, key, apply)


def write_steps(store: Store, key: str, accounts: list[Account]) -> None:
    """Write which steps a run has had; not whether they were found, which differs by asker."""
    rows = []
    for one in accounts:
        outcome = digest(store.run(one.key).read("outcome.json"))
        row = replace(one, outcome=outcome).written()
        del row["kept"]
        rows.append(row)
    store.run(key).write(STEPS, json.dumps(rows).encode())


def read_steps(folder: Folder) -> list[Account]:
    """Read which steps a run has had; none where it was of no blueprint."""
    if not folder.exists(STEPS):
        return []
    return [
        Account(**{**row, "kept": False, "ended": datetime.fromisoformat(row["ended"])})
        for row in json.loads(folder.read(STEPS))
    ]
