"""Proceedings of the forum of 18 and 19 November 2021 in Shenzhen, as a demonstration.

Of the initiative the report [1]_ says what it called for; these are its clauses here. The Chinese
is a translation made for the demonstration, and no member has signed it. Slides are made up.

References
----------
.. [1] "World Innovative Cities Forum Held in Shenzhen", City News S02 EP14, 31 December 2021.
"""

from __future__ import annotations

from typing import Any

from citybricks.network.content.text import Text
from citybricks.network.gatherings.proceedings.domain import certifying, declaring, files, papers
from citybricks.network.gatherings.proceedings.models import Certificate, Declaration
from citybricks.network.gatherings.proceedings.vocabulary import Act, Honour, Kind, State

PAPERS = 6
_CLAUSES = (
    ("Deepen the interaction between city governments.", "深化城市政府间的交往。"),
    ("Expand the areas of cooperation.", "拓展合作领域。"),
    ("Enrich the forms of exchange.", "丰富交流形式。"),
    (
        "Learn from each other’s experience in sustainable urban development.",
        "互学互鉴城市可持续发展经验。",
    ),
    (
        "Empower sustainable urban development with innovation.",
        "以创新赋能城市可持续发展。",
    ),
    (
        (
            "Lead urban economic development, social progress and improvement of people’s"
            " livelihood with innovation."
        ),
        "以创新引领城市经济发展、社会进步和民生改善。",
    ),
    (
        "Make positive contributions to building a community with a shared future for mankind.",
        "为构建人类命运共同体作出积极贡献。",
    ),
)
"""What the report says that the initiative calls for."""
_TITLE = Text.of("en", "Initiative launched at the forum", zh_Hans="论坛发起的倡议")
_PREAMBLE = Text.of(
    "en",
    "As City News of Shenzhen reported on 31 December 2021, the forum launched an initiative"
    " calling for what follows. The wording is the report’s, put into clauses for this"
    " demonstration; the Chinese is a translation of it.",
    zh_Hans="据深圳《城市新闻》2021年12月31日报道，论坛发起倡议，呼吁以下各项。"
    "文字取自该报道，为演示而分列条款；中文为其译文。",
)
_SLIDES = """<html lang="en"><style>@page{size:254mm 143mm;margin:18mm}
h1{font:700 30pt sans-serif}p{font:16pt sans-serif;color:#555}</style>
<h1>%(en)s</h1><h1 lang="zh-Hans">%(zh)s</h1><p>Demonstration · 演示</p></html>"""


def build(gathering: Any, seed: int = 0) -> None:
    """Write what remains of a gathering; nothing when it has a declaration already."""
    del seed  # nothing is drawn
    if Declaration.objects.filter(gathering=gathering).exists():
        return
    _initiative(gathering)
    made_up = gathering.talks.filter(demonstration=True).exclude(session=None)
    talks = list(made_up.select_related("gathering", "session").order_by("session__start", "pk"))
    for talk in talks[:PAPERS]:
        _paper(talk)
    for speaker in gathering.speakers.filter(demonstration=True, talks__isnull=False).distinct()[
        :3
    ]:
        titles = [one.title.model_dump(mode="json") for one in speaker.talks.all()]
        Certificate.objects.create(
            code=certifying.new_code(),
            gathering=gathering,
            honour=Honour.SPEAKING,
            speaker=speaker,
            name=speaker.name,
            what=titles,
            demonstration=True,
        )


def _initiative(gathering: Any) -> None:
    declaration = Declaration(gathering=gathering, act=Act.INITIATIVE, demonstration=True)
    clauses = [{"zh-Hans": zh, "en": en} for en, zh in _CLAUSES]
    text = {"title": _TITLE, "preamble": _PREAMBLE, "clauses": clauses, "prevails": ""}
    declaring.write(declaration, None, text)
    declaration.state, declaration.launched = State.OPEN, gathering.first_day
    declaration.save()


def _paper(talk: Any) -> None:
    paper = papers.paper_of(talk)
    paper.abstract = talk.abstract
    paper.save()
    content = _slides(talk)
    if content:
        files.keep(paper, Kind.SLIDES, "en", files.fit(Kind.SLIDES, content))


def _slides(talk: Any) -> bytes:
    """Return a page that says what it is; nothing where the machine cannot make PDF."""
    try:
        from weasyprint import HTML
    except OSError:  # it lacks Pango
        return b""
    words = {"en": talk.title.shown("en").text, "zh": talk.title.shown("zh-Hans").text}
    content: bytes = HTML(string=_SLIDES % words).write_pdf()
    return content
