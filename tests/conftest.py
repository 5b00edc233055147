"""Felles for prøvene: hypothesis uten tidsfrist, og likt hver gang i CI."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "xlasss",
    deadline=None,
    max_examples=40,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("xlasss")


@pytest.fixture(scope="session")
def rot() -> Path:
    """Roten av prosjektet."""
    return Path(__file__).parent.parent
