"""Everything that can be set from outside, one environment variable each.

``docs/settings.md`` has the same table; a test keeps the two in step.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """Settings of a deployment; the defaults serve the embedded hub on one machine."""

    model_config = SettingsConfigDict(
        env_prefix="CITYBRICKS_", use_attribute_docstrings=True, frozen=True
    )

    home: Path = Field(default_factory=lambda: Path.home() / ".citybricks")
    """Folder of everything the embedded hub keeps: database, run store, secret key."""
    database_url: str = ""
    """`postgres://user:password@host/name`; empty: SQLite in the home folder."""
    registrar_database_url: str = ""
    """Database of the voting registrar, never the hub's; empty: SQLite in the home folder."""
    single_authority: bool = False
    """Let the registrar share the hub's database; election pages say the server could add votes."""
    pupils_database_url: str = ""
    """Database of pupils' health records, with nothing else; empty: SQLite in the home folder."""
    pupils_key: str = ""
    """Secret that seals the keys of pupils' records; empty: made once, in the home folder."""
    store: str = ""
    """Where runs are kept, any fsspec address (`s3://bucket/runs`); empty: the home folder."""
    runner: str = "inline"
    """Where bricks run: `inline`, `threads`, or a Dask scheduler's address (`tcp://host:8786`)."""
    secret_key: str = ""
    """Key that signs sessions; empty: made once and kept in the home folder."""
    debug: bool = False
    """Show Django's own error pages; never on a public address."""
    hosts: list[str] = ["127.0.0.1", "localhost", "[::1]"]
    """Host names the hub answers to, as a JSON list."""
    origin: str = "http://127.0.0.1:8000"
    """Address under which people reach the hub; with https, cookies are sent over TLS only."""
    language: str = "en"
    """Language for browsers that ask for none of ours: `en` or `zh-hans`."""
    proxies: int = Field(default=0, ge=0)
    """Reverse proxies of ours in front of the hub, whose `X-Forwarded-For` is believed."""
    threads: int = Field(default=8, ge=1)
    """Threads that answer web requests."""
    lease_seconds: float = Field(default=10.0, ge=1)
    """How long a worker that fell silent keeps its job before another takes it."""
    run_seconds: float = Field(default=3600.0, gt=0)
    """Longest time a job may run."""
    wait_seconds: float = Field(default=15.0, ge=0)
    """Longest time a synchronous execution is waited for before it turns asynchronous."""
    quota: int = Field(default=50, ge=0)
    """Unfinished jobs a member may have at once."""
    visitor_quota: int = Field(default=10, ge=0)
    """Unfinished jobs a visitor without account may have at once; 0 asks everybody to sign in."""
    upload_bytes: int = Field(default=50_000_000, ge=1)
    """Largest upload and largest file fetched for an `href` input."""
    keep_upload_days: float = Field(default=7.0, gt=0)
    """Days an upload waits in a form for its run before it is removed."""
    keep_errand_days: float = Field(default=30.0, ge=2)
    """Days that errands which are done stay on the secretariat's list."""
    rate: str = "600/m"
    """Requests one address may make that start or change something, as `count/s|m|h`."""
    answer_days: int = Field(default=14, ge=1)
    """Days in which a member answers an expression of interest before it lapses."""
    head_seconds: float = Field(default=60.0, ge=1)
    """Seconds between two looks at a board of another city that this hub witnesses."""
    private_hrefs: bool = False
    """Let `href` inputs and callbacks reach private addresses; for tests only."""
    email_url: str = ""
    """`smtp://user:password@host:587`; empty: mails are written to the log."""
    email_from: str = "citybricks@localhost"
    """Sender of mails."""
    embedding: str = "packaged"
    """Sentence models: `packaged`, or the address of an OpenAI-compatible server (`https://host`)."""
    embedding_model: str = "bge-m3"
    """Name of the server's model."""
    embedding_size: int = Field(default=1024, ge=1)
    """Numbers in a vector of the server's model."""
    embedding_key: str = ""
    """Key for the server; empty: none."""
    vectors: Literal["arrays", "pgvector"] = "arrays"
    """Where vectors are compared: `arrays` in memory, or `pgvector` in PostgreSQL."""
    oidc_name: str = ""
    """Name of an OpenID Connect provider shown on the sign-in page; empty: none."""
    oidc_issuer: str = ""
    """Issuer address of that provider."""
    oidc_client: str = ""
    """Client id at that provider."""
    oidc_secret: str = ""
    """Client secret at that provider."""
    log_json: bool = False
    """Write logs as JSON lines instead of text."""
