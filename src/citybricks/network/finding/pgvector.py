"""Vectors compared by PostgreSQL: the extension pgvector with an HNSW index per model [1]_.

Words stay in memory; of vectors only the nearest of a query are read. Texts are centred by the
means that come with us, as they do not change while an index is in use.

References
----------
.. [1] Malkov, Yashunin (2020). Efficient and robust approximate nearest neighbor search using
   Hierarchical Navigable Small World graphs. doi:10.1109/TPAMI.2018.2889473.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from django.db import DatabaseError, connection, transaction

from citybricks.methods.matching.centring import SPREAD, Centring
from citybricks.methods.matching.documents import Document
from citybricks.methods.matching.embedding import Array, Embedder
from citybricks.methods.matching.pool import Entry, Pool, Query, Vectors
from citybricks.network.finding.models import Vector

NEAREST = 500
"""Documents whose similarity is asked for, by model."""
_TABLE = """
CREATE TABLE IF NOT EXISTS finding_place (
  vector_id bigint PRIMARY KEY REFERENCES finding_vector ON DELETE CASCADE,
  document varchar(200) NOT NULL,
  model varchar(120) NOT NULL,
  place vector NOT NULL
)"""
_INDEX = (
    "CREATE INDEX IF NOT EXISTS {name} ON finding_place"
    " USING hnsw ((place::vector({size})) vector_cosine_ops) WHERE model = {model}"
)
_NEAREST = """
SELECT document, 1 - (place::vector({size}) <=> %(place)s::vector({size}))
FROM finding_place WHERE model = %(model)s
ORDER BY place::vector({size}) <=> %(place)s::vector({size}) LIMIT %(most)s"""


class PgvectorMissingError(RuntimeError):
    """PostgreSQL cannot compare vectors here."""


def prepare(embedders: Iterable[Embedder]) -> None:
    """Make the table of places and its indexes, where they are missing.

    Raises
    ------
    PgvectorMissingError
        When the database is not PostgreSQL, or has no extension pgvector.
    """
    if connection.vendor != "postgresql":
        raise PgvectorMissingError(
            "CITYBRICKS_VECTORS=pgvector needs PostgreSQL (CITYBRICKS_DATABASE_URL);"
            " with SQLite, leave it at arrays"
        )
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS vector")
    except DatabaseError as error:
        raise PgvectorMissingError(
            "CITYBRICKS_VECTORS=pgvector needs PostgreSQL's extension pgvector (0.5 or later):"
            f" install it on the database server, or leave the setting at arrays ({error})"
        ) from error
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
        for number, model in enumerate(embedders):
            name = f"finding_place_{number}_{model.size}"
            literal = "'" + model.name.replace("'", "''") + "'"  # an index has no parameters
            cursor.execute(_INDEX.format(name=name, size=model.size, model=literal))


def place(vectors: Iterable[Vector], documents: Iterable[Document]) -> None:
    """Write where stored vectors lie, without what only says their language."""
    languages = {document.key: document.primary_language for document in documents}
    centring = Centring.shipped()
    rows = []
    for vector in vectors:
        row = np.frombuffer(vector.numbers, np.float16)
        language = languages[vector.document]
        centred = centring.centred(vector.model, "passage", language, row[None])[0]
        if centred.any():
            rows.append((vector.pk, vector.document, vector.model, _written(centred)))
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO finding_place VALUES (%s, %s, %s, %s)", rows)


class PlacesPool(Pool):
    """A pool whose vectors are in PostgreSQL."""

    def cosines(self, query: Query) -> dict[str, Array]:
        """Return how near each document lies to a query, by model.

        Those that are not among the nearest are given what texts have that share nothing, at
        most what the last of the nearest has; the same each time.
        """
        return {
            model.name: self._near(model, query.vectors[model.name]) for model in self.embedders
        }

    def kept(self, entry: Entry) -> Vectors:
        """Return the stored vectors of a document, before they are centred."""
        rows = Vector.objects.filter(document=entry.document.key)
        return {
            model: np.frombuffer(numbers, np.float16)
            for model, numbers in rows.values_list("model", "numbers")
        }

    @cached_property
    def centring(self) -> Centring:
        """The means that places are centred by."""
        return Centring.shipped()

    @cached_property
    def _number(self) -> dict[str, int]:
        return {entry.document.key: number for number, entry in enumerate(self.entries)}

    def _near(self, model: Embedder, sought: Array) -> Array:
        found = _nearest(model, sought) if sought.any() else []
        last = found[-1][1] if len(found) == NEAREST else 0.0
        chance = np.random.default_rng(len(self.entries))
        near = chance.normal(scale=SPREAD, size=len(self.entries)).clip(max=last)
        for document, cosine in found:
            if document in self._number:
                near[self._number[document]] = cosine
        return np.asarray(near if found else np.zeros_like(near), np.float32)


def _nearest(model: Embedder, sought: Array) -> list[tuple[str, float]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL hnsw.ef_search = {NEAREST}")
        values: dict[str, str | int] = {"place": _written(sought), "most": NEAREST}
        values["model"] = model.name
        cursor.execute(_NEAREST.format(size=model.size), values)
        return [(str(document), float(cosine)) for document, cosine in cursor.fetchall()]


def _written(row: Array) -> str:
    return "[" + ",".join(f"{number:.6g}" for number in row.tolist()) + "]"
