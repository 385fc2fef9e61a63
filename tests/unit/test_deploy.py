"""What is shipped to deploy with: it parses, and says what the commands and settings are."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest
import yaml
from click import Context

from bot.cli import main
from bot.settings import sample
from webhooks.web_drawing import LARGEST

DEPLOY = Path(__file__).parents[2] / "deploy"


def test_compose_runs_postgresql_two_webs_and_two_workers_after_migrating() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]

    assert set(services) == {"database", "migrate", "web-1", "web-2", "worker-1", "worker-2"}
    for name in ("web-1", "web-2", "worker-1", "worker-2"):
        after = services[name]["depends_on"]["migrate"]["condition"]
        assert after == "service_completed_successfully"
        assert services[name]["environment"]["SAYSO_ENGINE"] == "procrastinate"
    ports = [services[name]["ports"][0] for name in ("web-1", "web-2")]
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert len(set(ports)) == 2
    assert not set(services["database"]) & {"ports"}


def test_every_command_that_is_run_is_one_of_ours() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    run = [service["command"][1] for service in services.values() if "command" in service]
    for unit in DEPLOY.glob("*.service"):
        run += re.findall(r"bin/sayso (\w+)", unit.read_text(encoding="utf-8"))
    run += re.findall(r'CMD \["sayso", "(\w+)"', (DEPLOY / "Containerfile").read_text("utf-8"))

    assert len(run) >= 6
    assert set(run) <= set(main.list_commands(Context(main)))


def test_the_container_copies_every_package_and_runs_as_nobody_special() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()

    assert {f"COPY {name} {name}" for name in ("bot", "nlu", "webhooks", "admin")} <= set(lines)
    assert lines.index("USER sayso") < next(n for n, line in enumerate(lines) if "CMD" in line)
    assert not any(key in line for line in lines for key in sample() if key != "SAYSO_LOGS")


@pytest.mark.parametrize("name", ["sayso-web.service", "sayso-worker@.service"])
def test_units_restart_stop_in_order_and_have_no_power(name: str) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / name, encoding="utf-8")
    service = unit["Service"]

    assert service["Restart"] == "always"
    assert int(service["TimeoutStopSec"]) >= 30
    assert service["CapabilityBoundingSet"] == ""
    assert service["User"] == "sayso"


def test_the_proxy_writes_no_paths_down() -> None:
    conf = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")

    assert "$request " not in conf
    assert "$uri" not in conf
    assert conf.count("{") == conf.count("}")


def test_the_proxy_takes_as_large_a_photo_as_we_do_and_holds_it_in_memory() -> None:
    conf = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    place = conf.partition("location = /chat/drawing {")[2].partition("}")[0]

    taken = dict(re.findall(r"(client_max_body_size|client_body_buffer_size) (\d+)m;", place))

    assert {int(size) * 1024 * 1024 >= LARGEST for size in taken.values()} == {True}
    assert len(taken) == 2
