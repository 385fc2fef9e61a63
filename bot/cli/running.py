"""Commands that set Sayso up and run it: settings, migrate, serve, worker, carrier.

What runs for long is loaded by its own command: a worker has no use for the web.
"""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.speaking import give, plainly, services_for, tell
from bot.engine.loading import shipped
from bot.loading import loading_for_good
from bot.settings import Settings, sample
from bot.store import audits, job_queue, known_keys
from bot.store.migrations.run import migrate as migrate_store


@click.command()
@click.option("--sample", "wants_sample", is_flag=True, help="Print a complete working set.")
@plainly
def settings(wants_sample: bool) -> None:
    """Check the settings, or print a sample with fresh keys."""
    if wants_sample:
        for name, value in sample().items():
            give(f"{name}={value}")
        return
    Settings.from_environment()
    tell("The settings are complete.")


@click.command()
@plainly
def migrate() -> None:
    """Bring the database to the newest schema and publish changed flows."""
    services = services_for()
    migrate_store(services.store.engine)
    with services.store.begin() as tx:
        known_keys.learn(tx, services.settings.pseudonym_key)
        audits.adopt(tx)
    job_queue.fit(services.store.engine, services.settings.engine)
    for key, version in services.publish(shipped()).items():
        tell(f"Published {key}, version {version}.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--socket", "socket_path", type=click.Path(path_type=Path), default=None)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@plainly
def serve(host: str, port: int, socket_path: Path | None, workers: int) -> None:
    """Serve the web: webhooks, chat and admin."""
    with loading_for_good():
        from bot.app import create_app, warm_up  # noqa: PLC0415
        from bot.serving import serve_web  # noqa: PLC0415

    services = services_for()
    services.store.engine.dispose()  # it only looked at the keys: no connection goes over a fork
    configured = services.settings
    bind = f"unix:{socket_path}" if socket_path else f"{host}:{port}"
    serve_web(
        lambda counts: create_app(configured, counts_folder=counts),
        warm_up,
        bind=bind,
        workers=workers,
    )


@click.command()
@plainly
def worker() -> None:
    """Run the scheduler and the sender, while this process holds the lease."""
    with loading_for_good():
        from bot.jobs import run_worker  # noqa: PLC0415

        services = services_for()
    run_worker(services)


@click.command()
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
@plainly
def carrier(port: int) -> None:
    """Run the pretend carrier: a phone network on this machine, for the demo and tests."""
    from bot.channels.carrier import CarrierConfig  # noqa: PLC0415
    from bot.channels.carrier import serve as serve_carrier  # noqa: PLC0415

    configured = Settings.from_environment()
    serve_carrier(
        CarrierConfig(
            account_sid=configured.twilio.account_sid,
            auth_token=configured.twilio.auth_token,
            inbound_url=f"{configured.public_base_url}/webhooks/twilio/inbound",
            port=port,
        )
    )
