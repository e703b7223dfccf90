"""What is owed every day: records whose time is over are destroyed, and the log is verified."""

from __future__ import annotations
