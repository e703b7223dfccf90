"""Place the booths: worked out by the brick ``booth-plan``, taken over by the organiser or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from citybricks.network.gatherings.expo.models import Booth, Hall, Placing
from citybricks.network.gatherings.expo.vocabulary import CELLS
from citybricks.network.gatherings.hosting.domain import planning
from citybricks.network.life import NotPossibleError

PART, BRICK = "expo", "booth-plan"
CELL_M = 3.0
"""Side of a cell. [m]"""


def inputs(gathering: Any, *, iterations: int = 200_000, seed: int = 0) -> dict[str, Any]:
    """Return the halls and booths of a gathering as the brick takes them."""
    halls = Hall.objects.filter(gathering=gathering).order_by("code")
    booths = Booth.objects.filter(gathering=gathering).select_related("hall").order_by("ulid")
    return {
        "booths": [_exhibit(booth) for booth in booths],
        "halls": [_hall(hall) for hall in halls],
        "placed": [_stays(booth) for booth in booths if booth.fixed and booth.hall] or None,
        "iterations": iterations,
        "seed": seed,
    }


def _exhibit(booth: Booth) -> dict[str, Any]:
    return {
        "id": booth.pk,
        "name": booth.organisation.shown("en").text or booth.pk,
        "name_zh": booth.organisation.shown("zh-Hans").text,
        "size": booth.size,
        "theme": booth.theme,
        "fields": ", ".join(booth.fields),
        "country": booth.country,
        "member": str(booth.member_id or ""),
    }


def _hall(hall: Hall) -> dict[str, Any]:
    return {
        "id": hall.code,
        "name": hall.name.shown("en").text,
        "name_zh": hall.name.shown("zh-Hans").text,
        "theme": hall.theme,
        "width": hall.columns * CELL_M,
        "depth": hall.rows * CELL_M,
        "entrances": ", ".join(hall.entrances),
    }


def _stays(booth: Booth) -> dict[str, Any]:
    code = booth.hall.code if booth.hall else ""
    return {"booth": booth.pk, "hall": code, "row": booth.row, "column": booth.column}


def begin(gathering: Any, by: Any) -> Any:
    """Have the booths placed.

    Raises
    ------
    ValidationError
        When there is nothing to place, or nowhere.
    pydantic.ValidationError, BrickError
        When the brick does not take them.
    StillPlanningError
        When it is under way.
    """
    given = inputs(gathering)
    if not given["halls"]:
        raise ValidationError(_("There are no halls yet; add one first."))
    if not given["booths"]:
        raise ValidationError(_("There are no booths yet."))
    return planning.begin(gathering, PART, BRICK, given, by)


@planning.after(PART)
def propose(worked_out: Any, outcome: Any) -> Placing:
    """Keep what the brick found, until the organiser takes it over or discards it."""
    scores = {row["placing"]: row["cost"] for row in rows_of(outcome.scores)}
    places = {
        row["booth"]: [row["hall"], row["row"], row["column"]] for row in rows_of(outcome.places)
    }
    waiting = Placing.objects.filter(gathering=worked_out.gathering, state=Placing.State.PROPOSED)
    for old in waiting:
        old.state = Placing.State.DISCARDED
        old.save()
    return Placing.objects.create(
        planning=worked_out,
        gathering=worked_out.gathering,
        score=scores["planned"],
        random_score=scores.get("random", 0.0),
        alphabetical_score=scores.get("alphabetical", 0.0),
        places=places,
    )


def rows_of(table: Any) -> Iterable[dict[str, Any]]:
    """Return the rows of a table that a brick has made."""
    rows: list[dict[str, Any]] = table.frame.to_dict("records")
    return rows


def proposed(gathering: Any) -> Placing | None:
    """Return the placing that waits for the organiser, or None."""
    waiting = Placing.objects.filter(gathering=gathering, state=Placing.State.PROPOSED)
    return waiting.select_related("planning").first()


@transaction.atomic
def decide(placing: Placing, action: str, by: Any) -> int:
    """Take a placing over or discard it, and return how many booths have moved.

    Booths that were fixed, or came or went since it was worked out, stay as they are.

    Raises
    ------
    NotPossibleError
        When it was decided on already.
    ValidationError
        When a booth that was fixed since stands where another would go.
    """
    fresh = Placing.objects.select_for_update(of=("self",)).get(pk=placing.pk)
    if fresh.state != Placing.State.PROPOSED:
        raise NotPossibleError(action, fresh.state, ())
    fresh.by = by
    if action == "discard":
        fresh.state = Placing.State.DISCARDED
        fresh.save()
        return 0
    moved = _move(fresh)
    fresh.state = Placing.State.TAKEN
    fresh.save()
    return moved


def _move(placing: Placing) -> int:
    halls = {hall.code: hall for hall in Hall.objects.filter(gathering=placing.gathering)}
    locked = Booth.objects.select_for_update(of=("self",)).select_related("hall")
    booths = list(locked.filter(gathering=placing.gathering))
    changed = []
    for booth in booths:
        code, row, column = placing.places.get(booth.pk, ("", 0, 0))
        if booth.fixed or code not in halls:
            continue
        if (booth.hall_id, booth.row, booth.column) != (halls[code].pk, row, column):
            booth.hall, booth.row, booth.column = halls[code], row, column
            changed.append(booth)
    check(booths)
    for booth in changed:  # out of their cells first: two may change places
        Booth.objects.filter(pk=booth.pk).update(hall=None, row=None, column=None)
    for booth in changed:
        booth.save()
    return len(changed)


def check(booths: Iterable[Booth]) -> None:
    """Check that every booth stands inside its hall and on no other.

    Raises
    ------
    ValidationError
        When one does not; it names both.
    """
    taken: dict[tuple[int, int, int], Booth] = {}
    for booth in booths:
        if booth.hall is None:
            continue
        for row, column in booth.cells:
            if not (1 <= row <= booth.hall.rows and 1 <= column <= booth.hall.columns):
                said = _(
                    "%(booth)s does not fit into hall %(hall)s at row %(row)s, column %(column)s."
                )
                told = {"booth": booth, "hall": booth.hall.code, "row": row, "column": column}
                raise ValidationError({"row": said % told})
            other = taken.setdefault((booth.hall.pk, row, column), booth)
            if other is not booth:
                said = _("%(booth)s and %(other)s would both stand at %(code)s.")
                told = {"booth": booth, "other": other, "code": booth.code}
                raise ValidationError({"row": said % told})


@transaction.atomic
def put(booth: Booth, given: dict[str, Any]) -> Booth:
    """Put a booth where the organiser says.

    Raises
    ------
    ValidationError
        When it does not fit there.
    """
    booths = list(
        Booth.objects.select_for_update(of=("self",))
        .filter(gathering=booth.gathering)
        .select_related("hall")
    )
    fresh = next(one for one in booths if one.pk == booth.pk)
    for name in ("size", "hall", "row", "column", "fixed"):
        setattr(fresh, name, given[name])
    check(booths)
    fresh.save()
    return fresh


__all__ = [
    "BRICK",
    "CELLS",
    "PART",
    "begin",
    "check",
    "decide",
    "inputs",
    "propose",
    "proposed",
    "put",
]
