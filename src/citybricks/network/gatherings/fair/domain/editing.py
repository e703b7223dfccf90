"""An organiser moves, locks, removes and adds meetings; nothing that breaks a rule is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from citybricks.network.content.text import Text
from citybricks.network.gatherings.fair.domain.loading import Loaded, load
from citybricks.network.gatherings.fair.domain.placing import Place, put, restate
from citybricks.network.gatherings.fair.domain.planning import free_table, tables_taken
from citybricks.network.gatherings.fair.domain.publishing import set_aside
from citybricks.network.gatherings.fair.models import Edit, Fair, Request, Slot
from citybricks.network.gatherings.fair.vocabulary import Stage
from citybricks.network.life import NotPossibleError

EDITABLE = (Stage.PLANNED, Stage.PUBLISHED)
MOST_EDITS = 50
"""That can be undone."""
REMOVED = Text.of(
    "en", "The organisers have taken this meeting out.", zh_Hans="主办方取消了这场会面。"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A slot as a place for a meeting: free, or what stands against it, in words.

    Parameters
    ----------
    here
        Whether the meeting is there now.
    """

    slot: Slot
    here: bool
    why: tuple[str, ...]

    @property
    def free(self) -> bool:
        """Whether the meeting can be there."""
        return not self.why


def choices(loaded: Loaded, number: str) -> list[Choice]:
    """Return every slot with what stands against a meeting there."""
    at, now = loaded.at[number], loaded.slot_of[loaded.at[number]]
    return [
        Choice(slot, int(now) == place, against(loaded, at, place))
        for place, slot in enumerate(loaded.slots)
    ]


def against(loaded: Loaded, at: int, slot: int) -> tuple[str, ...]:
    """Return what a request cannot be at a slot for, in the reader's language."""
    from citybricks.methods.gatherings.meetings.feasibility import blocked

    codes = blocked(loaded.read.problem, loaded.slot_of.copy(), at, slot)
    return tuple(_SAID[code](loaded, at, slot) for code in codes)


def _people(loaded: Loaded, at: int) -> list[Any]:
    return [loaded.names[number] for number in loaded.requests[at].numbers]


def _rule(loaded: Loaded, at: int, _slot: int) -> str:
    return loaded.rules.against(_people(loaded, at), loaded.profiles) or _("They may not meet.")


def _away(loaded: Loaded, at: int, slot: int) -> str:
    free = loaded.read.problem.free
    who = [loaded.people[one].name for one in loaded.read.people(at) if not free[one, slot]]
    return _("%(names)s cannot come then.") % {"names": ", ".join(who)}


def _busy(loaded: Loaded, at: int, slot: int) -> str:
    own, slot_of = set(loaded.read.people(at)), loaded.slot_of
    held = [
        other for other in (slot_of == slot).nonzero()[0].tolist()
        if other != at and own & set(loaded.read.people(other))
    ]  # fmt: skip
    names = ["–".join(loaded.read.names(other)) for other in held]
    return _("There is already: %(meetings)s.") % {"meetings": "; ".join(names)}


def _cap(loaded: Loaded, at: int, _slot: int) -> str:
    problem, held = loaded.read.problem, loaded.slot_of >= 0
    held[at] = False
    full = [
        loaded.people[one].name for one in loaded.read.people(at)
        if (problem.people[held] == one).sum() >= problem.cap[one]
    ]  # fmt: skip
    return _("%(names)s has as many meetings as wanted.") % {"names": ", ".join(full)}


def _tables_full(loaded: Loaded, _at: int, slot: int) -> str:
    tables = loaded.slots[slot].tables
    return _("All %(count)s tables are taken.") % {"count": tables}


def _no_interpreter(loaded: Loaded, at: int, _slot: int) -> str:
    pool = loaded.read.pools[int(loaded.read.problem.interpreter[at])]
    return _("No interpreter for %(languages)s is free.") % {"languages": "–".join(pool)}


_SAID: dict[str, Callable[[Loaded, int, int], str]] = {
    "rule": _rule,
    "away": _away,
    "busy": _busy,
    "cap": _cap,
    "tables_full": _tables_full,
    "no_interpreter": _no_interpreter,
}

State = dict[str, Any]


def _state(loaded: Loaded, number: str) -> State:
    meeting = loaded.meetings.get(number)
    if meeting is None:
        return {"request": number, "slot": None, "table": None, "locked": False}
    return {
        "request": number,
        "slot": meeting.slot.key,
        "table": meeting.table,
        "locked": meeting.locked,
    }


def _opened(fair: Fair) -> tuple[Fair, Loaded]:
    """Return a fair whose plan nobody else changes meanwhile.

    Raises
    ------
    NotPossibleError
        When it has no plan that can be changed.
    """
    found = Fair.objects.select_for_update(of=("self",)).select_related("gathering")
    fresh = found.get(pk=fair.pk)
    if fresh.stage not in EDITABLE:
        raise NotPossibleError("edit", fresh.stage, ())
    return fresh, load(fresh)


def _number(loaded: Loaded, number: str) -> int:
    if number not in loaded.at:
        raise ValidationError(_("This request is not planned any more; look at the plan again."))
    return loaded.at[number]


def _note(fair: Fair, kind: str, by: Any, before: State, after: State) -> None:
    Edit.objects.create(fair=fair, by=by, kind=kind, before=[before], after=[after])
    old = fair.edits.order_by("-pk").values_list("pk", flat=True)[MOST_EDITS:]
    fair.edits.filter(pk__in=list(old)).delete()


@transaction.atomic
def move(fair: Fair, number: str, slot_key: str, by: Any) -> None:
    """Move the meeting of a request to a slot, or take a request in that waits.

    Raises
    ------
    NotPossibleError
        When there is no plan to change.
    ValidationError
        When something stands against it; every reason is said.
    """
    fair, loaded = _opened(fair)
    before = _state(loaded, number)
    _place(fair, loaded, number, slot_key)
    after = _state(load(fair), number)
    _note(fair, "move" if before["slot"] else "add", by, before, after)


def _place(
    fair: Fair, loaded: Loaded, number: str, slot_key: str, table: int | None = None
) -> None:
    at = _number(loaded, number)
    slots = {slot.key: place for place, slot in enumerate(loaded.slots)}
    if slot_key not in slots:
        raise ValidationError(_("“%(value)s” is no slot of this fair.") % {"value": slot_key[:40]})
    place = slots[slot_key]
    if (meeting := loaded.meetings.get(number)) and meeting.locked:
        raise ValidationError(_("This meeting is locked; unlock it first."))
    if why := against(loaded, at, place):
        raise ValidationError(list(why))
    slot = loaded.slots[place]
    chosen = None
    if loaded.read.problem.seated[at]:
        wished = table or (meeting.table if meeting else None)
        taken = tables_taken(loaded)
        if meeting:
            taken.discard((meeting.slot_id, meeting.table))
        chosen = free_table(slot, taken, wished)
    put(fair, {number: Place(slot, chosen)}, {number: loaded.requests[at]})
    restate(fair, load(fair), bound=False)


@transaction.atomic
def remove(fair: Fair, number: str, by: Any) -> None:
    """Take a meeting out of the plan; its request waits, and is not planned again by itself."""
    fair, loaded = _opened(fair)
    at = _number(loaded, number)
    if number not in loaded.meetings:
        raise ValidationError(_("This request has no meeting."))
    before = _state(loaded, number)
    _take_out(fair, loaded.requests[at])
    _note(fair, "remove", by, before, before | {"slot": None, "table": None, "locked": False})


def _take_out(fair: Fair, request: Request) -> None:
    put(fair, {}, {}, [request.pk])
    set_aside(fair, request, "removed", REMOVED)
    restate(fair, load(fair), bound=False)


@transaction.atomic
def lock(fair: Fair, number: str, by: Any, *, locked: bool) -> None:
    """Have a meeting stay where it is when all are planned anew, or let it move again."""
    fair, loaded = _opened(fair)
    meeting = loaded.meetings.get(number)
    if meeting is None:
        raise ValidationError(_("This request has no meeting."))
    before = _state(loaded, number)
    if meeting.locked != locked:
        meeting.locked = locked
        meeting.save()
        _note(fair, "lock" if locked else "unlock", by, before, before | {"locked": locked})


def last(fair: Fair) -> Edit | None:
    """Return the change that would be undone next."""
    return fair.edits.filter(undone=False).order_by("-pk").first()


@transaction.atomic
def undo(fair: Fair, by: Any) -> Edit:
    """Undo the last change that was not undone yet.

    Raises
    ------
    ValidationError
        When there is none, or something stands against it by now.
    """
    del by
    fair, loaded = _opened(fair)
    edit = last(fair)
    if edit is None:
        raise ValidationError(_("There is nothing to undo."))
    for state in edit.before:
        _restore(fair, loaded, state)
    edit.undone = True
    edit.save()
    return edit


def _restore(fair: Fair, loaded: Loaded, state: State) -> None:
    number = state["request"]
    meeting = loaded.meetings.get(number)
    if state["slot"] is None:
        if meeting is not None:
            _take_out(fair, loaded.requests[_number(loaded, number)])
        return
    if meeting is None or (meeting.slot.key, meeting.table) != (state["slot"], state["table"]):
        _place(fair, loaded, number, state["slot"], state["table"])
        meeting = fair.meetings.get(request=number)
    if meeting.locked != state["locked"]:
        meeting.locked = state["locked"]
        meeting.save()
