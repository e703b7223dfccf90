"""Tables of the outcome in the language of the reader, and the days away as a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
from markupsafe import Markup

from citybricks.bricks.exclusion_days.brick import ExclusionDays
from citybricks.views.markup import join, tag
from citybricks.views.reader import Reader

ROWS = 60
"""Cases that a calendar shows at most."""
DAYS = 42
"""Days that a calendar shows at most."""
_FACTS = {
    "onset": "Onset",
    "sampled": "Sampled",
    "fever_end": "Fever end",
    "relief": "Relief",
    "symptoms_gone": "Symptoms gone",
    "swelling": "Swelling",
    "well": "Well",
    "rash": "Rash",
    "rash_gone": "Rash gone",
    "crusted": "Crusted",
    "cough_gone": "Cough gone",
    "therapy": "Therapy",
    "jaundice": "Jaundice",
    "cleared": "Cleared",
    "cured": "Cured",
}


def _short(reader: Reader) -> str:
    """Return the ending of the columns in the language of the reader."""
    known = {"zh": "zh", "ja": "ja"}
    return known.get(reader.language.split("-")[0], "en")


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): value for name, value in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _framed(title: str, head: Sequence[Markup], rows: Iterable[Markup], note: str = "") -> Markup:
    """Put a table in a frame that scrolls sideways, under its caption."""
    grid = tag(
        "table",
        tag("caption", title, class_="cb-hidden"),
        tag("thead", tag("tr", *head)),
        tag("tbody", *rows),
    )
    return tag(
        "figure",
        tag("figcaption", title, class_="cb-title"),
        tag("div", grid, class_="cb-scroll", role="group", aria_label=title, tabindex=0),
        tag("p", note, class_="cb-count") if note else None,
        class_="cb-table",
    )


def _head(*labels: str, right: Sequence[int] = ()) -> list[Markup]:
    """Head columns, of which some are aligned to the right."""
    return [
        tag("th", label, scope="col", class_="cb-right" if at in right else None)
        for at, label in enumerate(labels)
    ]


class Returns:
    """Who comes back when, or what is missing.

    Parameters
    ----------
    outcome
        What the brick found.
    """

    def __init__(self, outcome: ExclusionDays) -> None:
        self.outcome = outcome

    def html(self, reader: Reader) -> Markup:
        """Write the table."""
        names = _names(self.outcome, reader)
        head = _head(
            reader("Case"),
            reader("Class"),
            reader("Disease"),
            reader("First day back"),
            reader("What is missing"),
            reader("Article"),
            right=(3, 5),
        )
        rows = [self._row(row, names, reader) for row in _rows(self.outcome.returns.frame)]
        return _framed(reader("Days of return"), head, rows)

    def _row(self, row: dict[str, Any], names: dict[str, str], reader: Reader) -> Markup:
        return tag(
            "tr",
            tag("th", row["case"], scope="row"),
            tag("td", row["school_class"]),
            tag("td", names.get(row["disease"], row["disease"])),
            tag("td", _back(row, reader), class_="cb-right"),
            tag("td", _missing(row, reader)),
            tag("td", row["article"], lang=_lang(self.outcome, reader), class_="cb-right"),
        )


def _names(outcome: ExclusionDays, reader: Reader) -> dict[str, str]:
    rows = _rows(outcome.clauses.frame)
    return {row["disease"]: row[f"name_{_short(reader)}"] for row in rows}


def _lang(outcome: ExclusionDays, reader: Reader) -> str | None:
    return None if outcome.language == reader.language else outcome.language


def _back(row: dict[str, Any], reader: Reader) -> str:
    if not row["excluded"]:
        return reader("is not kept away")
    back, least = _day(row["first_day_back"]), _day(row["not_before"])
    if back:
        return back.isoformat()
    return reader("not before {day}", day=least.isoformat()) if least else "–"


def _missing(row: dict[str, Any], reader: Reader) -> str:
    if not row["missing"]:
        return ""
    facts = reader.listed(*(reader(_FACTS[name]) for name in row["missing"].split(", ")))
    if row["needs_doctor"]:
        return reader("a doctor has to say it: {facts}", facts=facts)
    return reader("one of these: {facts}", facts=facts) if row["one_is_enough"] else facts


class Calendar:
    """The days away of each case, a row each.

    Parameters
    ----------
    outcome
        What the brick found.
    """

    def __init__(self, outcome: ExclusionDays) -> None:
        self.outcome = outcome

    def html(self, reader: Reader) -> Markup:
        """Write the calendar."""
        first = _day(self.outcome.days.frame["day"].min()) or date.min
        last = _day(self.outcome.days.frame["day"].max()) or date.min
        days = [first + timedelta(days=n) for n in range(min(DAYS, (last - first).days + 1))]
        rows = [row for row in _rows(self.outcome.returns.frame) if _day(row["since"])]
        shown = [_line(row, days, reader) for row in rows[:ROWS] if row["excluded"]]
        head = [
            tag("th", reader("Case"), scope="col"),
            *(tag("th", f"{day:%m-%d}", scope="col") for day in days),
        ]
        note = reader(
            "From {first}. ● away, ○ first day back, ? away as long as something is missing.",
            first=first.isoformat(),
        )
        return _framed(reader("Calendar of days away"), head, shown, note)


def _line(row: dict[str, Any], days: list[date], reader: Reader) -> Markup:
    since, back = _day(row["since"]), _day(row["first_day_back"])
    cells = [_cell(day, since or day, back, reader) for day in days]
    return tag("tr", tag("th", row["case"], scope="row"), *cells)


def _cell(day: date, since: date, back: date | None, reader: Reader) -> Markup:
    if day < since or (back and day > back):
        return tag("td")
    if back == day:
        return _marked("○", reader("first day back"))
    return _marked("●", reader("away")) if back else _marked("?", reader("away, end unknown"))


def _marked(sign: str, words: str) -> Markup:
    return tag("td", tag("span", sign, role="img", aria_label=words))


class Closures:
    """What speaks for closing each class.

    Parameters
    ----------
    outcome
        What the brick found.
    """

    def __init__(self, outcome: ExclusionDays) -> None:
        self.outcome = outcome

    def html(self, reader: Reader) -> Markup:
        """Write the numbers as a table, and under it what is said of each class."""
        classes = _rows(self.outcome.closures.frame)
        head = _head(
            reader("Class"),
            reader("Enrolled"),
            reader("Ill"),
            reader("Excluded"),
            reader("Share"),
            right=(1, 2, 3, 4),
        )
        rows = [
            tag(
                "tr",
                tag("th", row["school_class"], scope="row"),
                *(tag("td", row[name], class_="cb-right") for name in _COUNTS),
                tag("td", f"{row['share']:.1f} %", class_="cb-right"),
            )
            for row in classes
        ]
        day = _day(self.outcome.day)
        note = reader("As on {day}.", day=day.isoformat()) if day else ""
        advice = [
            tag("p", tag("strong", row["school_class"]), " ", row[f"advice_{_short(reader)}"])
            for row in classes
        ]
        return join([_framed(reader("What speaks for a closure"), head, rows, note), *advice])


_COUNTS = ("enrolled", "ill", "excluded")


class Rules:
    """The rules that were used, with their clauses.

    Parameters
    ----------
    outcome
        What the brick found.
    """

    def __init__(self, outcome: ExclusionDays) -> None:
        self.outcome = outcome

    def html(self, reader: Reader) -> Markup:
        """Write the rules as a table, and under it the clauses behind a summary."""
        clauses, short = _rows(self.outcome.clauses.frame), _short(reader)
        rows = [
            tag(
                "tr",
                tag("th", row[f"name_{short}"], scope="row"),
                tag("td", row[f"rule_{short}"]),
            )
            for row in clauses
        ]
        table = _framed(reader("Rules"), _head(reader("Disease"), reader("Rule")), rows)
        summary = tag("summary", reader("Clauses, and with what they were compared"))
        quoted = (part for row in clauses for part in self._clause(row, reader))
        return join([table, tag("details", summary, *quoted, class_="cb-fold")])

    def _clause(self, row: dict[str, Any], reader: Reader) -> list[Markup]:
        """Quote a clause in its own language, with how it was checked."""
        name = tag("strong", row[f"name_{_short(reader)}"])
        clause = f"{row['title']} {row['article']} {row['text']}".strip()
        own = tag("span", clause, lang=_lang(self.outcome, reader))
        checked = None if reader.language.startswith("en") else "en"
        return [
            tag("p", name, " ", own),
            tag("p", row["checked"], " ", row["url"], class_="cb-note", lang=checked),
        ]
