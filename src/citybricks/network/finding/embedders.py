"""The sentence models in use, by setting: those that come with us, or a server's."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from citybricks.methods.matching.embedding import Embedder, packaged


@cache
def embedders() -> tuple[Embedder, ...]:
    """Return the models that texts and queries are embedded by, loaded when first used."""
    chosen = settings.ENVIRONMENT
    if chosen.embedding == "packaged":
        return packaged()
    from citybricks.network.finding.served import Served

    return (
        Served(
            chosen.embedding,
            model=chosen.embedding_model,
            key=chosen.embedding_key,
            size=chosen.embedding_size,
        ),
    )


def in_database() -> bool:
    """Whether PostgreSQL compares vectors, by setting."""
    return bool(settings.ENVIRONMENT.vectors == "pgvector")


def mark() -> str:
    """Return what says by which models something was embedded, and where that is kept."""
    names = ",".join(model.name for model in embedders())
    return f"{names} in pgvector" if in_database() else names


def is_away() -> bool:
    """Whether the server of the models did not answer lately, so that words alone are compared."""
    return any(getattr(model, "is_away", False) for model in embedders())
