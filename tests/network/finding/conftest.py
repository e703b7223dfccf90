"""Things to be found, and models that need no time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from citybricks.methods.matching.documents import Document, Facets, Item
from citybricks.methods.matching.embedding import Array, Reads, packaged, unit
from citybricks.network.content.text import Text
from citybricks.network.finding.domain import pooling
from citybricks.network.finding.domain.entries import put

LOOKS = ["embedders", "domain.indexing", "domain.pooling"]
TEXTS = {
    "offer:port": (
        Text.of("zh-Hans", "自动化集装箱港口", en="Automated container port"),
        Text.of("zh-Hans", "无人驾驶的岸边起重机装卸集装箱。", en="Quay cranes without drivers."),
    ),
    "need:crime": (
        Text(language="en", text="Technology that prevents crime"),
        Text(language="en", text="We look for cameras and lighting that make streets safer."),
    ),
    "offer:police": (
        Text(language="zh-Hans", text="公共安全视频监控平台"),
        Text(language="zh-Hans", text="平台帮助警察预防和发现街头犯罪。"),
    ),
    "member:dunedin": (
        Text.of("en", "Dunedin", zh_Hans="达尼丁"),
        Text(language="en", text="A city in the south of New Zealand with a university."),
    ),
}
Put = Callable[..., None]


class Hashing:
    """A model that knows nothing: the same text lies in one place, others anywhere."""

    name = "hashing"
    size = 8
    reads: Reads = "text"

    def __init__(self) -> None:
        self.asked = 0

    def queries(self, texts: Sequence[str]) -> Array:
        """Return a place for each text."""
        self.asked += sum(bool(text) for text in texts)
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) for text in texts]
        rows = [np.random.default_rng(seed).normal(size=self.size) for seed in seeds]
        return unit(np.array(rows).reshape(len(texts), self.size))

    passages = queries


def use(monkeypatch: pytest.MonkeyPatch, *models: Any) -> None:
    """Have texts embedded by other models."""
    for name in LOOKS:
        module = f"citybricks.network.finding.{name}.embedders"
        monkeypatch.setattr(module, lambda: models)
    pooling.forget()


@pytest.fixture
def hashing(monkeypatch: pytest.MonkeyPatch) -> Hashing:
    """A model that needs no time, in place of the packaged ones."""
    model = Hashing()
    use(monkeypatch, model)
    return model


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A pool that knows nothing of other tests, and looks for changes each time."""
    monkeypatch.setattr(pooling, "LOOK_SECONDS", 0.0)
    pooling.forget()
    yield
    pooling.forget()


@pytest.fixture(scope="session")
def models() -> tuple[Any, ...]:
    """The packaged models, loaded."""
    return packaged()


def item(key: str, title: Text, summary: Text, **facets: frozenset[str]) -> Item:
    """Return a thing with a document per language of its title."""
    kind: Any = key.partition(":")[0]
    documents = tuple(
        Document(key=f"{key}/{tag}", language=tag, title=words, summary=summary.shown(tag).text)
        for tag, words in title.versions().items()
    )
    return Item(key=key, kind=kind, owner=f"of-{key}", documents=documents, facets=Facets(**facets))


@pytest.fixture
def things(db: None) -> Put:
    """Put some things: ``things()``, or ``things("offer:port", public=False)``."""

    def things(*keys: str, public: bool = True) -> None:
        for key in keys or TEXTS:
            title, summary = TEXTS[key]
            put(
                item(key, title, summary),
                url=f"/{key.replace(':', '/')}/",
                title=title,
                summary=summary,
                public=public,
            )

    return things
