"""How much Hypothesis tries: a little while developing, more in continuous integration."""

import os
from typing import Any

from hypothesis import HealthCheck, Phase, settings

_CALM: dict[str, Any] = {
    "deadline": None,  # the machine is shared
    "suppress_health_check": [HealthCheck.too_slow],
    "phases": set(Phase) - {Phase.explain},  # explaining a failure inside pandas takes minutes
}
settings.register_profile("dev", max_examples=25, **_CALM)
settings.register_profile("ci", max_examples=40, derandomize=True, **_CALM)
settings.register_profile("long", max_examples=200, **_CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))
