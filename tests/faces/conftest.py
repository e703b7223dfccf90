"""The command line for every test of faces."""

from tests.faces.command import command  # noqa: F401 - a fixture
