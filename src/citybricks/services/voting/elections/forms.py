"""Forms of elections: what is asked, when, and of whom; text only, no HTML."""

from __future__ import annotations

from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.given import text_up_to
from citybricks.network.content.text import Text
from citybricks.network.members.domain.directory import lines_now
from citybricks.services.voting.elections.domain import questions
from citybricks.services.voting.elections.domain.questions import Fault, Kind, Method, Question
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import GroupName, Role

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_NAME = 200, 4_000, 120
_CHINESE, _ENGLISH = "zh-Hans", "en"


class TextField(forms.CharField):
    """A text up to a length, without HTML."""

    def __init__(self, most: int, *, rows: int = 0, lang: str = "", **options: Any) -> None:
        self.most = most
        look = {"dir": "auto"} | ({"rows": str(rows)} if rows else {})
        look |= {"lang": lang} if lang else {}
        options.setdefault("required", False)
        widget = forms.Textarea(look) if rows else forms.TextInput(look)
        super().__init__(widget=widget, strip=False, **options)

    def clean(self, value: Any) -> str:
        """Return the text without what cannot be read."""
        given = text_up_to(str(value or ""), self.most)
        if self.required and not given:
            raise ValidationError(_("Fill this in: it cannot be empty."), code="required")
        if found := questions.html_in(given):
            raise ValidationError(
                _("“%(found)s” looks like HTML; only text is shown.") % {"found": found}
            )
        return given


class LinesField(TextField):
    """Several texts, one a line."""

    def clean(self, value: Any) -> Any:
        """Return the lines that are not empty."""
        return [line.strip() for line in super().clean(value).split("\n") if line.strip()]


class MomentField(forms.DateTimeField):
    """A day and a time, in UTC."""

    def __init__(self, **options: Any) -> None:
        look = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(required=False, widget=look, **options)

    def clean(self, value: Any) -> datetime | None:
        """Return the moment."""
        found: datetime | None = super().clean(value)
        return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


class ElectionForm(forms.Form):
    """What an election is about, and when it is."""

    city = forms.SlugField(
        label=gettext_lazy("City"),
        help_text=gettext_lazy("Short name of the member that runs it, such as tsukuba"),
    )
    title_zh = TextField(LONGEST_TITLE, lang=_CHINESE, label=gettext_lazy("Title in Chinese"))
    title_en = TextField(LONGEST_TITLE, lang=_ENGLISH, label=gettext_lazy("Title in English"))
    description_zh = TextField(
        LONGEST_DESCRIPTION, rows=5, lang=_CHINESE, label=gettext_lazy("Description in Chinese")
    )
    description_en = TextField(
        LONGEST_DESCRIPTION, rows=5, lang=_ENGLISH, label=gettext_lazy("Description in English")
    )
    contact = TextField(
        LONGEST_NAME,
        label=gettext_lazy("Contact"),
        help_text=gettext_lazy("Where voters ask: an office, an address, a telephone"),
    )
    opens = MomentField(label=gettext_lazy("Opens (UTC)"))
    closes = MomentField(label=gettext_lazy("Closes (UTC)"))
    group = forms.ChoiceField(
        label=gettext_lazy("Mathematical group"),
        choices=GroupName,
        initial=GroupName.ED25519,
        help_text=gettext_lazy(
            "In which ballots are encrypted. Ed25519 is the fastest; BELENIOS-2048 can be checked"
            " with every version of belenios-tool; RFC-3526-2048 can hold long rankings."
        ),
    )
    weighted = forms.BooleanField(
        label=gettext_lazy("Votes have weights, as the roll says"), required=False
    )

    ASKED = ("title_zh", "title_en")
    FIXED = ("city", "group", "weighted")
    """What stays once the draft is left: credentials and keys are made for it."""

    def __init__(self, *args: Any, fixed: bool = False, city: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.FIXED if fixed else () if city else ("city",):
            del self.fields[name]

    def clean_city(self) -> str:
        """Return the city, which has to be in the network."""
        city = str(self.cleaned_data["city"])
        known = [line.slug for line in lines_now()]
        if city in known:
            return city
        near = ", ".join(get_close_matches(city, known, cutoff=0.5)) or "–"
        raise ValidationError(
            _("“%(city)s” is not in the network; near to it: %(near)s.")
            % {"city": city, "near": near}
        )

    def clean(self) -> dict[str, Any]:
        """Ask for a title in one of the languages, and for an end after the beginning."""
        given = super().clean() or self.cleaned_data
        titles = {"title_zh", "title_en"}
        if not any(given.get(name) for name in titles) and not titles & set(self.errors):
            self.add_error("title_zh", _("A title in one of the languages is needed."))
        opens, closes = given.get("opens"), given.get("closes")
        if opens and closes and opens >= closes:
            self.add_error(
                "closes",
                _("%(closes)s is not after %(opens)s, when it opens.")
                % {"closes": f"{closes:%Y-%m-%d %H:%M}", "opens": f"{opens:%Y-%m-%d %H:%M}"},
            )
        return given


def given_of(election: Election) -> dict[str, Any]:
    """Return an election as its form shows it."""
    titles, descriptions = election.title.versions(), election.description.versions()
    return {
        "city": election.city,
        "title_zh": titles.get(_CHINESE, ""),
        "title_en": titles.get(_ENGLISH, ""),
        "description_zh": descriptions.get(_CHINESE, ""),
        "description_en": descriptions.get(_ENGLISH, ""),
        **{name: getattr(election, name) for name in ("contact", "opens", "closes", "group")},
        "weighted": election.weighted,
    }


def write(election: Election, given: dict[str, Any]) -> Election:
    """Write what a form gave into an election."""
    election.title = two(given["title_zh"], given["title_en"])
    election.description = two(given["description_zh"], given["description_en"])
    for name in ("city", "contact", "opens", "closes", "group", "weighted"):
        if name in given:
            setattr(election, name, given[name])
    return election


def two(chinese: str, english: str) -> Text:
    """Return a text in Chinese, English or both."""
    if chinese and english:
        return Text.of(_CHINESE, chinese, en=english)
    return Text(language=_CHINESE, text=chinese) if chinese else Text(text=english)


class QuestionForm(forms.Form):
    """A question and how it is answered."""

    question_zh = TextField(
        questions.LONGEST_QUESTION, lang=_CHINESE, label=gettext_lazy("Question in Chinese")
    )
    question_en = TextField(
        questions.LONGEST_QUESTION, lang=_ENGLISH, label=gettext_lazy("Question in English")
    )
    answers_zh = LinesField(
        20_000,
        rows=5,
        lang=_CHINESE,
        label=gettext_lazy("Answers in Chinese"),
        help_text=gettext_lazy("One a line"),
    )
    answers_en = LinesField(
        20_000,
        rows=5,
        lang=_ENGLISH,
        label=gettext_lazy("Answers in English"),
        help_text=gettext_lazy("One a line, in the same order"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How it is answered"),
        choices=Kind,
        initial=Kind.CHOICE,
        widget=forms.RadioSelect,
    )
    method = forms.ChoiceField(
        label=gettext_lazy("How votes are counted"), choices=Method, initial=Method.PLURALITY
    )
    min = forms.IntegerField(label=gettext_lazy("At least so many answers"), initial=1, min_value=0)
    max = forms.IntegerField(label=gettext_lazy("At most so many answers"), initial=1, min_value=1)
    blank = forms.BooleanField(
        label=gettext_lazy("A voter may expressly choose none (blank vote)"), required=False
    )
    seats = forms.IntegerField(label=gettext_lazy("How many answers win"), initial=1, min_value=1)
    ASKED = ("question_zh", "question_en", "answers_zh", "answers_en")

    def __init__(self, *args: Any, group: str, weighted: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.group, self.weighted = group, weighted

    def clean(self) -> dict[str, Any]:
        """Check the question as a whole."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        chinese, english = given["answers_zh"], given["answers_en"]
        if chinese and english and len(chinese) != len(english):
            self.add_error(
                "answers_en",
                _("There are %(english)s answers in English, %(chinese)s in Chinese.")
                % {"english": len(english), "chinese": len(chinese)},
            )
            return given
        question = made(given)
        for fault in questions.faults(question, self.group, weighted=self.weighted):
            self.add_error(self._field(fault, given), str(fault))
        return given | {"made": question}

    def _field(self, fault: Fault, given: dict[str, Any]) -> str:
        if fault.field in ("question", "answers"):
            return f"{fault.field}_{'zh' if given[f'{fault.field}_zh'] else 'en'}"
        return fault.field


def made(given: dict[str, Any]) -> Question:
    """Return the question that a form gave."""
    count = max(len(given["answers_zh"]), len(given["answers_en"]))
    answers = [
        _words(_at(given["answers_zh"], place), _at(given["answers_en"], place))
        for place in range(count)
    ]
    return Question(
        kind=given["kind"],
        question=_words(given["question_zh"], given["question_en"]),
        answers=answers,
        **{name: given[name] for name in ("min", "max", "blank", "method", "seats")},
    )


def _at(lines: list[str], place: int) -> str:
    return lines[place] if place < len(lines) else ""


def _words(chinese: str, english: str) -> dict[str, str]:
    said = {_CHINESE: chinese, _ENGLISH: english}
    return {tag: text for tag, text in said.items() if text}


def given_of_question(question: Question) -> dict[str, Any]:
    """Return a question as its form shows it."""
    return {
        "question_zh": question.question.get(_CHINESE, ""),
        "question_en": question.question.get(_ENGLISH, ""),
        "answers_zh": "\n".join(each.get(_CHINESE, "") for each in question.answers),
        "answers_en": "\n".join(each.get(_ENGLISH, "") for each in question.answers),
        **{
            name: getattr(question, name)
            for name in ("kind", "method", "min", "max", "blank", "seats")
        },
    }


class TrusteeForm(forms.Form):
    """Who is to hold a share of the key."""

    name = TextField(LONGEST_NAME, required=True, label=gettext_lazy("Name"))
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)


class ThresholdForm(forms.Form):
    """How many trustees are needed."""

    threshold = forms.IntegerField(label=gettext_lazy("How many are needed to tally"), min_value=1)


class OfficialForm(forms.Form):
    """Who does what in an election."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Of an account on this hub"),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role)
