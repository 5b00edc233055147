"""Felles for prøvene: hypothesis uten tidsfrist, og likt hver gang i CI."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "xlasss",
    deadline=None,
    max_examples=150,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("xlasss")
