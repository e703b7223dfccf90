"""Everything that may fit, ready to be compared: vectors, terms and who owns what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.matching.centring import Centring, Role, standard
from citybricks.methods.matching.documents import Document, Item
from citybricks.methods.matching.embedding import Array, Embedder, packaged
from citybricks.methods.matching.languages import language_of
from citybricks.methods.matching.lexical import Lexicon, Terms
from citybricks.methods.matching.prose import plain
from citybricks.methods.matching.words import alternatives, weighted

Vectors = Mapping[str, NDArray[np.float16]]
"""Passage vectors of one document by the name of the model: what the caller stores."""


def vectors_of(
    documents: Sequence[Document], embedders: Sequence[Embedder] | None = None
) -> dict[str, Vectors]:
    """Return the passage vectors of documents by their keys: the slow part, for a job.

    Parameters
    ----------
    documents
        Versions that are new or have changed.
    embedders
        Models; the packaged ones by default.
    """
    rows = {
        model.name: model.passages([getattr(document, model.reads) for document in documents])
        for model in embedders or packaged()
    }
    return {
        document.key: {name: vectors[number].astype(np.float16) for name, vectors in rows.items()}
        for number, document in enumerate(documents)
    }


LEXICAL_SPREAD = 2.0
"""Standard deviation of BM25 among documents that have little to do with what is sought."""
TYPED = 500
"""Characters of what is typed that are read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A language version in the pool."""

    document: Document
    language: str
    terms: Terms
    vectors: Vectors

    @classmethod
    def of(cls, document: Document, vectors: Vectors | None) -> Entry:
        """Read a document once."""
        language = document.primary_language
        terms = Terms(weighted(document.text, language))
        return cls(document, language, terms, vectors or {})


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought, in one language: its words, and its vectors centred, by model."""

    text: str
    language: str
    vectors: Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Scores:
    """How each document fits a query: standard scores, shape (n_documents,)."""

    meaning: Mapping[str, Array]
    words: Array
    similarity: Array
    """Mean cosine of the centred vectors: comparable between queries."""

    @property
    def sense(self) -> Array:
        """The standard scores of all models together."""
        return np.asarray(sum(self.meaning.values(), np.zeros_like(self.words)), np.float32)


class Pool:
    """Items with their vectors and terms; does not change, but makes changed ones.

    Make one by :meth:`of`. A document without vectors is found by its words alone.
    """

    def __init__(
        self,
        items: Mapping[str, tuple[Item, tuple[Entry, ...]]],
        embedders: tuple[Embedder, ...],
        centring: Centring | None,
    ) -> None:
        self._held = dict(items)
        self.embedders = embedders
        self._given = centring
        self.items: tuple[Item, ...] = tuple(item for item, _ in items.values())
        self.entries: tuple[Entry, ...] = tuple(e for _, entries in items.values() for e in entries)
        counts = [len(entries) for _, entries in items.values()]
        self.item_of_entry = np.repeat(np.arange(len(counts)), counts)

    @classmethod
    def of(
        cls,
        items: Iterable[Item],
        vectors: Mapping[str, Vectors] | None = None,
        *,
        embedders: Sequence[Embedder] | None = None,
        centring: Centring | None = None,
    ) -> Pool:
        """Return the pool of some items.

        Parameters
        ----------
        items
            Later items replace earlier ones of the same key.
        vectors
            What :func:`vectors_of` returned, by the keys of documents.
        embedders
            Models; the packaged ones by default.
        centring
            Means to use as they are; by default the shipped ones, learning from the pool.
        """
        return cls({}, tuple(embedders or packaged()), centring).with_items(items, vectors)

    def with_items(
        self, items: Iterable[Item], vectors: Mapping[str, Vectors] | None = None
    ) -> Pool:
        """Return a pool that also has these items, in place of those with their keys."""
        vectors, held = vectors or {}, dict(self._held)
        for item in items:
            entries = tuple(Entry.of(one, vectors.get(one.key)) for one in item.documents)
            held[item.key] = (item, entries)
        return type(self)(held, self.embedders, self._given)

    def without(self, keys: Iterable[str]) -> Pool:
        """Return a pool without some items."""
        gone = set(keys)
        kept = {key: value for key, value in self._held.items() if key not in gone}
        return type(self)(kept, self.embedders, self._given)

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self.items)

    def __contains__(self, key: str) -> bool:
        """Tell whether an item is in the pool."""
        return key in self._held

    def item(self, key: str) -> Item:
        """Return an item by its key."""
        return self._held[key][0]

    def entries_of(self, key: str) -> tuple[Entry, ...]:
        """Return the language versions of an item."""
        return self._held[key][1]

    def asked(self, text: str, language: str | None = None) -> Query:
        """Return words typed by somebody as a query; its first 500 characters are read."""
        text = plain(text)[:TYPED]
        language = language or language_of(text) or ""
        rows = {model.name: model.queries([text]) for model in self.embedders}
        return Query(text, language, self._centred("query", language, rows))

    def about(self, item: Item) -> tuple[Query, ...]:
        """Return an item as queries, one for each language version."""
        if item.key in self and self.item(item.key) == item:
            entries = self.entries_of(item.key)
        else:
            entries = tuple(Entry.of(document, None) for document in item.documents)
        return tuple(self._query(entry) for entry in entries if entry.document.text)

    def scores(self, query: Query) -> Scores:
        """Return how each document of the pool fits a query."""
        count = len(self.entries)
        words, similarity = np.zeros(count, np.float32), np.zeros(count, np.float32)
        raw = self.cosines(query)
        meaning = {name: np.zeros(count, np.float32) for name in raw}
        for language, chosen in self._languages.items():
            found = self._lexicons[language].scores(weighted(query.text, language, sought=True))
            words[chosen] = standard(found, spread=LEXICAL_SPREAD)
            for name, cosines in raw.items():
                meaning[name][chosen] = _levelled(cosines[chosen])
        if raw:
            similarity = np.mean([np.nan_to_num(each) for each in raw.values()], axis=0)
        return Scores(meaning, words, np.asarray(similarity, np.float32))

    def cosines(self, query: Query) -> dict[str, Array]:
        """Return how near each document lies to a query, by model; NaN where it has no vector."""
        return {
            name: np.where(self._there[name], rows @ query.vectors[name], np.float32(np.nan))
            for name, rows in self._matrices.items()
        }

    def kept(self, entry: Entry) -> Vectors:
        """Return the stored vectors of a document, before they are centred."""
        return entry.vectors

    def coverage(self, query: Query) -> Array:
        """Return the share of the words of a query that each document has."""
        share = np.zeros(len(self.entries), np.float32)
        for language, chosen in self._languages.items():
            share[chosen] = self._lexicons[language].coverage(alternatives(query.text, language))
        return share

    def rarity(self, language: str) -> Callable[[str], float]:
        """Return how rare terms are among documents of a language."""
        return self._lexicons[language].rarity_of

    def _query(self, entry: Entry) -> Query:
        document, kept = entry.document, self.kept(entry)
        rows = {
            model.name: np.asarray(kept[model.name], np.float32)[None]
            if model.name in kept
            else model.passages([getattr(document, model.reads)])
            for model in self.embedders
        }
        vectors = self._centred("passage", entry.language, rows)
        return Query(document.text, entry.language, vectors)

    def _centred(self, role: Role, language: str, rows: Mapping[str, Array]) -> dict[str, Array]:
        centred = self.centring.centred
        return {name: centred(name, role, language, row)[0] for name, row in rows.items()}

    @cached_property
    def centring(self) -> Centring:
        """The means of languages, learnt from the documents here unless they were given."""
        if self._given is not None:
            return self._given
        known = Centring.shipped()
        for name, rows in self._stored.items():
            for language, chosen in self._languages.items():
                own = rows[chosen[self._there[name][chosen]]]
                known = known.learned(name, "passage", language, own)
        return known

    @cached_property
    def _languages(self) -> dict[str, NDArray[np.intp]]:
        languages = np.array([entry.language for entry in self.entries])
        return {str(name): np.flatnonzero(languages == name) for name in np.unique(languages)}

    @cached_property
    def _lexicons(self) -> dict[str, Lexicon]:
        return {
            language: Lexicon([self.entries[number].terms for number in chosen])
            for language, chosen in self._languages.items()
        }

    @cached_property
    def _stored(self) -> dict[str, NDArray[np.float16]]:
        return {
            model.name: np.array(
                [entry.vectors.get(model.name, _nothing(model)) for entry in self.entries],
                np.float16,
            ).reshape(len(self.entries), model.size)
            for model in self.embedders
        }

    @cached_property
    def _there(self) -> dict[str, NDArray[np.bool_]]:
        return {name: np.any(rows != 0, axis=1) for name, rows in self._stored.items()}

    @cached_property
    def _matrices(self) -> dict[str, Array]:
        """Centred vectors by model: shape (n_documents, size)."""
        made = {}
        for name, rows in self._stored.items():
            made[name] = np.zeros(rows.shape, np.float32)
            for language, chosen in self._languages.items():
                made[name][chosen] = self.centring.centred(name, "passage", language, rows[chosen])
        return made


def _levelled(cosines: Array) -> Array:
    """Return standard scores of documents that have a vector; zero for the others."""
    levelled, there = np.zeros(len(cosines), np.float32), ~np.isnan(cosines)
    levelled[there] = standard(cosines[there])
    return levelled


def _nothing(model: Embedder) -> NDArray[np.float16]:
    return np.zeros(model.size, np.float16)
