"""Bring a store to where a demo can start: schema, flows, sample data once, meetings and links."""

from __future__ import annotations

from bot.demo.leaflet import Today
from bot.demo.loading import Loaded, load, loaded
from bot.demo.today import make_today
from bot.engine.loading import shipped
from bot.errors import BadInput
from bot.store import audits, known_keys
from bot.store.migrations.run import migrate
from bot.wiring import Services


def prepare(services: Services) -> Today:
    """Do what is not done yet; return what there is to try. No connection stays open.

    Raises:
        BadInput: an earlier loading was broken off half way.
    """
    migrate(services.store.engine)
    with services.store.begin() as tx:
        known_keys.learn(tx, services.settings.pseudonym_key)
        audits.adopt(tx)
    services.publish(shipped())
    state = loaded(services)
    if state is Loaded.HALF:
        raise BadInput("this database has only half of the sample data: empty it and start again")
    if state is Loaded.NO:
        load(services)
    today = make_today(services)
    services.store.engine.dispose()
    return today
