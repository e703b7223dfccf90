"""What all tests share, those in the folders of bricks too."""

import tests.effort  # noqa: F401 - how much Hypothesis tries
