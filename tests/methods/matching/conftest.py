"""A small pool of what cities offer and need, in five languages, read once by the real models."""

from __future__ import annotations

import pytest

from citybricks.methods.matching.documents import Document, Facets, Item, Kind
from citybricks.methods.matching.pool import Pool, vectors_of

TEXTS: dict[str, tuple[Kind, str, dict[str, tuple[str, str]], Facets]] = {
    "safety": (
        "offer",
        "shenzhen",
        {"zh-Hans": ("城市公共安全智能平台", "利用视频分析预防犯罪，帮助警方快速响应。")},
        Facets(
            types=frozenset({"technology"}),
            targets=frozenset({"16.1"}),
            countries=frozenset({"CN"}),
            trl=(8, 9),
        ),
    ),
    "port": (
        "offer",
        "shanghai",
        {"zh-Hans": ("洋山港自动化码头", "集装箱港口自动化与绿色航运技术。")},
        Facets(types=frozenset({"technology"}), targets=frozenset({"9.1"}), trl=(9, 9)),
    ),
    "waste": (
        "offer",
        "kobe",
        {
            "en": ("Waste sorting at source", "Garbage is sorted by households and recycled."),
            "ja": ("ゴミの分別", "家庭でゴミを分別し、リサイクルします。"),
        },
        Facets(types=frozenset({"policy"}), targets=frozenset({"12.5"})),
    ),
    "budget": (
        "offer",
        "barcelona",
        {"en": ("Participatory budgeting", "Residents propose projects and vote online.")},
        Facets(types=frozenset({"policy"}), targets=frozenset({"16.7"})),
    ),
    "water": (
        "offer",
        "turin",
        {"pt": ("Gestão de água", "Sensores detectam fugas na rede de água potável.")},
        Facets(types=frozenset({"technology"}), targets=frozenset({"6.4"})),
    ),
    "needs safety": (
        "need",
        "johannesburg",
        {"en": ("Technology for crime prevention", "The city seeks help to prevent crime.")},
        Facets(
            types=frozenset({"technology"}),
            targets=frozenset({"16.1"}),
            countries=frozenset({"ZA"}),
            regions=frozenset({"CN", "JP"}),
            trl=(7, 9),
        ),
    ),
    "needs port": (
        "need",
        "los angeles",
        {"en": ("Port automation", "The port wants to learn from automated container terminals.")},
        Facets(types=frozenset({"technology"})),
    ),
}


def item(
    key: str,
    title: str,
    *,
    kind: Kind = "offer",
    owner: str = "",
    language: str = "en",
    facets: Facets | None = None,
) -> Item:
    """Return an item with one version of its text."""
    document = Document(key=f"{key}/{language}", language=language, title=title)
    facets = facets or Facets()
    return Item(key=key, kind=kind, owner=owner or key, documents=(document,), facets=facets)


def items() -> list[Item]:
    """Return the items of the pool."""
    return [
        Item(
            key=key,
            kind=kind,
            owner=owner,
            facets=facets,
            documents=tuple(
                Document(key=f"{key}/{language}", language=language, title=title, summary=summary)
                for language, (title, summary) in texts.items()
            ),
        )
        for key, (kind, owner, texts, facets) in TEXTS.items()
    ]


@pytest.fixture(scope="session")
def pool() -> Pool:
    """What cities offer and need."""
    held = items()
    return Pool.of(held, vectors_of([document for one in held for document in one.documents]))
