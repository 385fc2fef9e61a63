"""One flow that uses everything the engine has, and the shipped phrases around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.engine.loading import AROUND, document, load_flow
from bot.engine.model import Flow


@pytest.fixture(scope="session")
def demo_text() -> str:
    return (Path(__file__).parent / "demo.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def around_text() -> str:
    return AROUND.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def demo(demo_text: str, around_text: str) -> Flow:
    return load_flow(document(demo_text, around_text))
