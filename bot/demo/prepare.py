"""`python -m bot.demo.prepare LEAFLET`: schema, flows, sample data, today's meetings and links.

A process of its own, so that the others need not wait for it once the data is loaded.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.app import build
from bot.demo.leaflet import Place, leaflet
from bot.demo.loading import Loaded, load, loaded
from bot.demo.today import make_today
from bot.engine.loading import shipped
from bot.errors import BadInput
from bot.settings import Settings
from bot.store.migrations.run import migrate


def prepare(settings: Settings, leaflet_file: Path) -> None:
    """Bring the store to where a demo can start, and write what there is to try.

    Raises:
        BadInput: an earlier loading was broken off half way.
    """
    services = build(settings)
    migrate(services.store.engine)
    services.publish(shipped())
    state = loaded(services)
    if state is Loaded.HALF:
        raise BadInput("this database has only half of the sample data: empty it and start again")
    if state is Loaded.NO:
        load(services)
    place = Place(
        base_url=settings.public_base_url,
        carrier_url=settings.carrier_url,
        settings=str(leaflet_file.parent / "settings.env"),
    )
    # The links in it open the demo: for its owner's eyes.
    leaflet_file.touch(mode=0o600)
    leaflet_file.write_text(leaflet(place, make_today(services)), encoding="utf-8")
    services.store.engine.dispose()


if __name__ == "__main__":
    prepare(Settings.from_environment(), Path(sys.argv[1]))
