"""A live hub with a test process, people in every role, and a web server of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.conformance.api import SITE, Api
from tests.conformance.elsewhere import Elsewhere, elsewhere
from tests.live import Hub, live_hub

DATABASE = "CITYBRICKS_CONFORMANCE_DATABASE_URL"
"""Environment variable with the database of the hub, when it is not to be SQLite."""
_SETTLE = """
from citybricks.network.members.domain.people import issue_token
from tests.hub.cast import settle
cast = settle()
tokens = {role: issue_token(user=user, name="test") for role, user in cast.people.items()}
print(json.dumps(tokens))
"""


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """Serve a hub whose bricks are those of the product and `echo`."""
    home = tmp_path_factory.mktemp("hub")
    settings = {"private_hrefs": "true", "wait_seconds": "110", "upload_bytes": "3000000"}
    settings["database_url"] = os.environ.get(DATABASE, "")
    with live_hub(home, workers=2, site=[SITE], **settings) as hub:
        yield hub


@pytest.fixture(scope="session")
def api(hub: Hub) -> Iterator[Api]:
    """Call the API as a visitor without account."""
    with Api.at(hub.url) as api:
        yield api


@pytest.fixture(scope="session")
def tokens(hub: Hub) -> dict[str, str]:
    """Issue an access token for everybody in `tests.hub.cast`, by role."""
    tokens: dict[str, str] = hub.python(_SETTLE)
    return tokens


@pytest.fixture(scope="session")
def other() -> Iterator[Elsewhere]:
    """Serve what is somebody else's."""
    with elsewhere() as server:
        yield server
