"""Staff already signed in, for the tests of their pages."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.app import Services
from bot.store.users import RoleName
from tests.staff_pages import SAM, a_member, browser_of, someone


@pytest.fixture
def sam(services: Services) -> int:
    """Return a worker's id."""
    return a_member(services, RoleName.WORKER, email=SAM, team="North")


@pytest.fixture
def worker(app: Flask, services: Services, sam: int) -> FlaskClient:
    """Return the browser of a worker, Sam."""
    return browser_of(app, services, sam)


@pytest.fixture
def officer(app: Flask, services: Services) -> FlaskClient:
    """Return the browser of a participation officer."""
    return someone(app, services, RoleName.OFFICER)
