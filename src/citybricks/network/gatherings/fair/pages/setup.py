"""How a fair is set up: slots, tables, rules, pairs, interpreters; each a form of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from citybricks.network.gatherings.fair.domain import setting
from citybricks.network.gatherings.fair.forms import (
    InterpreterForm,
    PairForm,
    RuleForm,
    SettingsForm,
    SlotForm,
    SlotsForm,
)
from citybricks.network.gatherings.fair.models import Fair, Interpreter
from citybricks.network.gatherings.fair.pages.access import ORGANISE, base, fair_or_404
from citybricks.network.gatherings.hosting.domain.access import participants_of
from citybricks.network.gatherings.hosting.domain.zones import day_in, from_wall, in_zone

Given = dict[str, Any]


def _slots(fair: Fair, given: Given) -> str:
    lunch = (given["lunch_from"], given["lunch_to"]) if given["lunch_from"] else None
    spans: list[setting.Span] = []
    for day in given["days"]:
        spans += setting.spans_of_day(
            date.fromisoformat(day), given["first"], given["last"], length=given["length"],
            pause=given["pause"], lunch=lunch, zone=fair.gathering.time_zone,
        )  # fmt: skip
    if not spans:
        raise ValidationError({"last": _("Not one slot of that length fits in.")})
    setting.add_slots(fair, spans, given["tables"])
    return _("%(count)s slots are added.") % {"count": len(spans)}


def _slot(fair: Fair, given: Given) -> str:
    fold = int(given["fold"]) if given["fold"] else None
    day, zone = date.fromisoformat(given["day"]), fair.gathering.time_zone
    try:
        start = from_wall(day, given["start"], zone, fold=fold)
    except ValidationError as error:
        raise ValidationError({"start": error.messages}) from error
    end = start + timedelta(minutes=given["length"])
    setting.add_slots(fair, [(start, end)], given["tables"])
    return _("The slot is added.")


def _settings(fair: Fair, given: Given) -> str:
    for name, value in given.items():
        setattr(fair, name, value)
    fair.save()
    return _("Kept.")


def _rule(fair: Fair, given: Given) -> str:
    setting.add_rule(fair, given["kind"], given["one"], given["other"])
    return _("The rule is added.")


def _pair(fair: Fair, given: Given) -> str:
    people = {one.pk: one for one in participants_of(fair.gathering)}
    setting.bind(fair, people[given["one"]], people[given["other"]], given["bond"])
    return _("It is noted.")


def _interpreter(fair: Fair, given: Given) -> str:
    Interpreter.objects.create(fair=fair, **given)
    return _("The interpreter is added.")


KEEP: dict[str, Callable[[Fair, Given], str]] = {
    "slots": _slots,
    "slot": _slot,
    "settings": _settings,
    "rule": _rule,
    "pair": _pair,
    "interpreter": _interpreter,
}


def _forms(fair: Fair, data: Any = None, sent: str = "") -> dict[str, forms.Form]:
    days = setting.days_of(fair.gathering)
    zone = fair.gathering.time_zone
    slots = [(slot.key, in_zone(slot.start, zone, printed=False)) for slot in fair.slots.all()]
    people = participants_of(fair.gathering)
    made: dict[str, Callable[..., forms.Form]] = {
        "slots": lambda **options: SlotsForm(days=days, **options),
        "slot": lambda **options: SlotForm(days=days, **options),
        "settings": lambda **options: SettingsForm(initial=_initial(fair), **options),
        "rule": RuleForm,
        "pair": lambda **options: PairForm(people=people, **options),
        "interpreter": lambda **options: InterpreterForm(slots=slots, **options),
    }
    return {
        name: make(data=data if name == sent else None, prefix=name, auto_id=f"{name}_%s")
        for name, make in made.items()
    }


def _initial(fair: Fair) -> Given:
    names = ("most", "people", "online")
    return {name: getattr(fair, name) for name in names} | {"places": "\n".join(fair.places)}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how the fair is set up, and change it; each form is kept by itself."""
    fair = fair_or_404(request, slug, ORGANISE)
    sent = request.POST.get("form", "")
    if "remove" in request.POST:
        _remove(request, fair)
        return redirect("fair-setup", slug)
    made = _forms(fair, request.POST, sent)
    if sent in KEEP and made[sent].is_valid():
        try:
            said = KEEP[sent](fair, made[sent].cleaned_data)
        except ValidationError as error:
            made[sent].add_error(None, error)
        else:
            messages.success(request, said)
            return redirect("fair-setup", slug)
    context = base(request, fair, "setup") | {
        "forms": made,
        "days": _days(fair),
        "rules": fair.rules.all(),
        "pairs": fair.pairs.select_related("one", "other"),
        "interpreters": fair.interpreters.all(),
        "sent": sent,
    }
    return render(request, "fair/setup.html", context, status=422 if sent in KEEP else 200)


def _days(fair: Fair) -> list[tuple[str, list[Any]]]:
    zone = fair.gathering.time_zone
    days: dict[str, list[Any]] = {}
    for slot in fair.slots.all():
        days.setdefault(day_in(slot.start, zone), []).append(slot)
    return list(days.items())


def _remove(request: HttpRequest, fair: Fair) -> None:
    """Remove what a button names: ``slot:12``, ``rule:3``."""
    kind, _colon, number = request.POST["remove"].partition(":")
    if not number.isdecimal():
        return
    try:
        if kind == "slot":
            setting.remove_slot(fair, int(number))
        elif kind in ("rule", "pair", "interpreter"):
            for row in getattr(fair, f"{kind}s").filter(pk=int(number)):
                row.delete()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
