"""What is asked and in which group: ``election.json``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.documents.reading import Node, UnsupportedError, read
from citybricks.methods.ballot.groups import NAMES, Element, Group, by_name

VERSION = 1
MOST_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class HomomorphicQuestion:
    """A question whose ballots are added up without being opened.

    Parameters
    ----------
    question
        Its text.
    answers
        Texts of the choices.
    min, max
        How many choices a ballot that is not blank marks.
    blank
        Whether a ballot may be blank; None where the document does not say, which is no.
    """

    question: str
    answers: tuple[str, ...]
    min: int
    max: int
    blank: bool | None = None

    @property
    def choices(self) -> int:
        """Ciphertexts in an answer: the blank one, if there is one, and one of each choice."""
        return len(self.answers) + bool(self.blank)

    def json(self) -> dict[str, Any]:
        """Return what is written."""
        blank = {} if self.blank is None else {"blank": self.blank}
        limits = {"min": self.min, "max": self.max, "question": self.question}
        return {"answers": list(self.answers), **blank, **limits}


@dataclass(frozen=True, slots=True)
class NonHomomorphicQuestion:
    """A question whose ballots are shuffled and then opened: rankings and grades.

    Parameters
    ----------
    question
        Its text.
    answers
        Texts of what is ranked or graded.
    extra
        How results are counted, as any JSON; None where there is none.
    """

    question: str
    answers: tuple[str, ...]
    extra: Any = None

    @property
    def choices(self) -> int:
        """Ciphertexts in an answer."""
        return 1

    def json(self) -> dict[str, Any]:
        """Return what is written."""
        value = {"answers": list(self.answers), "question": self.question}
        extra = {} if self.extra is None else {"extra": self.extra}
        return {"type": "NonHomomorphic", "value": value, **extra}


Question = HomomorphicQuestion | NonHomomorphicQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """An election, version 1 of the protocol.

    Parameters
    ----------
    group
        Where ballots are encrypted.
    public_key
        Of all trustees together.
    uuid
        14 or more Base58 characters.
    administrator, credential_authority
        Who holds it and who hands out credentials.
    language
        As Belenios 3 writes it.
    """

    uuid: str
    name: str
    description: str
    group: Group
    public_key: Element
    questions: tuple[Question, ...]
    administrator: str | None = None
    credential_authority: str | None = None
    language: Any = None

    @classmethod
    def parse(cls, raw: bytes) -> Election:
        """Read ``election.json``.

        Raises
        ------
        UnsupportedError
            When its version, its group or the kind of a question is not known here.
        DocumentError
            When it has another shape.
        """
        root = read(raw, "election", most_bytes=MOST_BYTES, depth=12)
        _check_version(root)
        fields = root.fields(
            "version",
            "description",
            "name",
            "group",
            "public_key",
            "questions",
            "uuid",
            "administrator?",
            "credential_authority?",
            "language?",
        )
        group = _group(fields["group"])
        optional = ("administrator", "credential_authority")
        return cls(
            uuid=fields["uuid"].text(),
            name=fields["name"].text(),
            description=fields["description"].text(),
            group=group,
            public_key=fields["public_key"].element(group),
            questions=tuple(_question(one) for one in fields["questions"].items()),
            language=fields["language"].value if "language" in fields else None,
            **{name: fields[name].text() for name in optional if name in fields},
        )

    def write(self) -> bytes:
        """Return the canonical bytes."""
        last = ("administrator", "credential_authority", "language")
        return strict_json.dumps(
            {
                "version": VERSION,
                "description": self.description,
                "name": self.name,
                "group": self.group.name,
                "public_key": self.group.write(self.public_key),
                "questions": [question.json() for question in self.questions],
                "uuid": self.uuid,
                **{name: getattr(self, name) for name in last if getattr(self, name) is not None},
            }
        )

    @property
    def most_ballot_bytes(self) -> int:
        """Size above which no ballot is read: 64 kB and two to six for every choice."""
        number = len(str(self.group.order)) + 50
        choices = sum(question.choices for question in self.questions)
        return (64 << 10) + choices * (1_400 + 6 * number)

    @property
    def ranked(self) -> tuple[int, ...]:
        """Numbers of the questions whose ballots are shuffled."""
        return tuple(
            at
            for at, question in enumerate(self.questions)
            if isinstance(question, NonHomomorphicQuestion)
        )


def _check_version(root: Node) -> None:
    version = root.value.get("version") if isinstance(root.value, dict) else None
    if isinstance(version, int) and version != VERSION:
        raise UnsupportedError(
            "election.version",
            f"version {version} of the protocol is not known; known: {VERSION}",
            f"未知的协议版本 {version}；已知版本：{VERSION}",
        )


def _group(node: Node) -> Group:
    try:
        return by_name(node.text())
    except LookupError:
        name, known = node.text()[:40], ", ".join(NAMES)
        raise UnsupportedError(
            node.where,
            f"group {name!r} is not known; known: {known}",
            f"未知的群 {name!r}；已知：{known}",
        ) from None


def _question(node: Node) -> Question:
    if not isinstance(node.value, dict) or "type" not in node.value:
        return _homomorphic(node)
    kind = node.value["type"]
    if kind != "NonHomomorphic":
        said = str(kind)[:40]
        raise UnsupportedError(
            f"{node.where}.type", f"kind of question {said!r} is not known", f"未知的题型 {said!r}"
        )
    fields = node.fields("type", "value", "extra?")
    value = fields["value"].fields("answers", "question")
    return NonHomomorphicQuestion(
        value["question"].text(),
        tuple(one.text() for one in value["answers"].items()),
        fields["extra"].value if "extra" in fields else None,
    )


def _homomorphic(node: Node) -> HomomorphicQuestion:
    fields = node.fields("answers", "blank?", "min", "max", "question")
    return HomomorphicQuestion(
        question=fields["question"].text(),
        answers=tuple(one.text() for one in fields["answers"].items()),
        min=fields["min"].integer(),
        max=fields["max"].integer(),
        blank=fields["blank"].truth() if "blank" in fields else None,
    )
