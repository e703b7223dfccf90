"""A sentence model behind an OpenAI-compatible address (``POST /v1/embeddings``)."""

from __future__ import annotations

import time
from collections.abc import Sequence

import httpx
import numpy as np
import structlog

from citybricks.methods.matching.embedding import Array, Reads, unit

log = structlog.get_logger("citybricks.finding")

QUERY_SECONDS = 2.0
"""Longest time a reader waits for a query's vector; words alone are compared then."""
PASSAGE_SECONDS = 60.0
BATCH = 32
"""Texts in one request."""
AWAY_SECONDS = 30.0
"""How long readers do not wait at all for a server that did not answer."""


class ServerAwayError(RuntimeError):
    """The server of the sentence model gave no vectors."""


class Served:
    """A sentence model of a server.

    Parameters
    ----------
    url
        Of the server, with or without ``/v1``.
    model
        Its name there.
    key
        Sent as a bearer token when it is not empty.
    size
        Numbers in a vector.
    """

    reads: Reads = "text"

    def __init__(self, url: str, *, model: str, key: str, size: int) -> None:
        self.name = model
        self.size = size
        self.away_until = 0.0
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._url = url.rstrip("/").removesuffix("/v1") + "/v1/embeddings"
        self._client = httpx.Client(headers=headers)

    @property
    def is_away(self) -> bool:
        """Whether the server did not answer lately, so that words alone are compared."""
        return time.monotonic() < self.away_until

    def queries(self, texts: Sequence[str]) -> Array:
        """Return the vectors of what is sought; zeros, which fit nothing, while it is away."""
        if not self.is_away:
            try:
                return self._encode(texts, QUERY_SECONDS)
            except ServerAwayError as error:
                self.away_until = time.monotonic() + AWAY_SECONDS
                log.warning("sentence model not reachable", reason=str(error))
        return np.zeros((len(texts), self.size), np.float32)

    def passages(self, texts: Sequence[str]) -> Array:
        """Return the vectors of where it is sought.

        Raises
        ------
        ServerAwayError
            When the server does not answer, or not with vectors of the right size.
        """
        return self._encode(texts, PASSAGE_SECONDS)

    def _encode(self, texts: Sequence[str], seconds: float) -> Array:
        rows = np.zeros((len(texts), self.size), np.float32)
        said = [number for number, text in enumerate(texts) if text.strip()]
        for start in range(0, len(said), BATCH):
            some = said[start : start + BATCH]
            rows[some] = unit(self._asked([texts[number] for number in some], seconds))
        return rows

    def _asked(self, texts: list[str], seconds: float) -> Array:
        body = {"model": self.name, "input": texts, "encoding_format": "float"}
        try:
            answer = self._client.post(self._url, json=body, timeout=seconds)
            answer.raise_for_status()
            data = sorted(answer.json()["data"], key=lambda each: int(each["index"]))
            rows = np.array([each["embedding"] for each in data], np.float32)
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise ServerAwayError(f"{self._url} gave no vectors: {error!r}") from error
        if rows.shape != (len(texts), self.size):
            raise ServerAwayError(
                f"{self._url} gave vectors of shape {rows.shape};"
                f" {(len(texts), self.size)} was expected (CITYBRICKS_EMBEDDING_SIZE)"
            )
        return rows
