"""What a deployment tells of itself: figures for whoever has the token, not a word of anyone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator

from bot.app import Services, create_app
from bot.settings import Settings
from tests.factories import BASE_URL, TOKEN, Clock, a_contact, away, phone, texts
from tests.sending import Sender

OURS = "a token of the tests"
INBOUND = "/webhooks/twilio/inbound"


@pytest.fixture
def watched(settings: Settings, services: Services, clock: Clock) -> Iterator[FlaskClient]:
    """Return a browser of a deployment that is watched."""
    made = create_app(replace(settings, metrics_token=OURS), clock.now)
    yield made.test_client()
    made.extensions["sayso"].store.engine.dispose()


def figures(client: FlaskClient) -> str:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {OURS}"})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_without_a_token_set_there_is_no_such_page(client: FlaskClient) -> None:
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize("given", [None, "Bearer ", "Bearer wrong", f"Basic {OURS}", OURS])
def test_only_the_token_opens_it(watched: FlaskClient, given: str | None) -> None:
    headers = {} if given is None else {"Authorization": given}

    assert watched.get("/metrics", headers=headers).status_code == 401


def test_queues_sends_concerns_and_the_lease_are_told_from_the_database(
    watched: FlaskClient, services: Services, sender: Sender, clock: Clock
) -> None:
    a_contact(services)
    texts(services, "i want to die")
    clock.forward(seconds=90)

    before = figures(watched)
    sender.send()
    after = figures(watched)

    assert 'sayso_queue_age_seconds{lane="urgent"} 90.0' in before
    assert 'sayso_concerns{severity="immediate",state="open"} 1.0' in before
    assert "sayso_concern_unacknowledged_seconds 90.0" in before
    assert 'sayso_lease_holder{holder="one",lease="scheduler"} 0.0' in before
    assert 'sayso_lease_holder{holder="one",lease="scheduler"} 1.0' in after
    assert 'sayso_queue_due{lane="urgent"} 0.0' in after
    assert 'sayso_sends_last_hour{channel="sms",outcome="queued"}' in after


def test_a_turn_is_counted_with_its_way_and_never_who(watched: FlaskClient) -> None:
    form = {"MessageSid": "SM" + "0" * 32, "From": phone(1), "Body": "my name is Zed"}
    signature = RequestValidator(TOKEN).compute_signature(BASE_URL + INBOUND, form)
    watched.post(INBOUND, data=form, headers={"X-Twilio-Signature": signature})
    watched.post(INBOUND, data=form, headers={"X-Twilio-Signature": "forged"})

    told = figures(watched)

    assert 'sayso_turn_seconds_count{outcome="taken",way="sms"} 1.0' in told
    assert 'sayso_turn_seconds_count{outcome="refused",way="sms"} 1.0' in told
    assert "Zed" not in told
    assert phone(1) not in told


def test_the_store_away_is_itself_a_figure(watched: FlaskClient, tmp_path: Path) -> None:
    application = watched.application

    with away(application.extensions["sayso"].store, tmp_path):
        assert "sayso_database_up 0.0" in figures(watched)
    assert "sayso_database_up 1.0" in figures(watched)
