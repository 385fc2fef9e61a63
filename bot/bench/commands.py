"""`sayso bench …`: the measurements, as commands. Figures to standard output, the rest beside."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click

from bot.bench import dispatch as dispatching
from bot.bench import pages as staff_pages
from bot.bench import replanning
from bot.bench.alarms import measure as measure_alarms
from bot.bench.databases import KINDS, postgresql
from bot.bench.engine import measure as measure_engine
from bot.bench.figures import Size
from bot.bench.figures import measure as measure_totals
from bot.bench.full_house import measure as measure_full_house
from bot.bench.officer import measure as measure_officer
from bot.bench.parse import measure as measure_parse
from bot.bench.rasa_form import measure as measure_rasa_form
from bot.bench.releasing import measure as measure_release
from bot.bench.report import as_json as turns_json
from bot.bench.report import as_text as turns_text
from bot.bench.servers import own_folder
from bot.bench.starts import measure as measure_starts
from bot.bench.turns import measure
from bot.bench.year import measure as measuring_year
from bot.errors import BadInput


@click.group()
def bench() -> None:
    """Measure Sayso; docs/performance.md says how to read the figures."""


@bench.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--seconds", default=30.0, show_default=True, type=click.FloatRange(1, 600))
@click.option("--others", default=50.0, show_default=True, type=click.FloatRange(1, 1000))
@click.option("--database", "kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True)
def alarms(*, as_json: bool, seconds: float, others: float, kind: str) -> None:
    """Time a worrying text until its concern is on screen and its alert at a provider."""
    try:
        measured = measure_alarms(seconds=seconds, others=others, kind=kind).as_json()
    except BadInput as error:
        click.echo(f"sayso: {error}", err=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps(measured, indent=2))
        return
    for name, value in measured.items():
        click.echo(f"{name:22} {value}")


@bench.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--seconds", default=3.0, show_default=True, type=click.FloatRange(0.2, 600))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 100))
@click.option(
    "--database",
    "only",
    type=click.Choice(KINDS),
    default=None,
    help="One kind alone; both unless said.",
)
@click.option("--cipher-alone", is_flag=True, help="What sealing costs, and nothing else.")
def turns(
    *, as_json: bool, seconds: float, rounds: int, only: str | None, cipher_alone: bool
) -> None:
    """Compare a whole turn with the least a signed text can cost."""
    try:
        runs = measure(
            (only,) if only else KINDS,
            seconds=seconds,
            rounds=rounds,
            tell=lambda progress: click.echo(progress, err=True),
            cipher_alone=cipher_alone,
        )
    except BadInput as error:
        click.echo(f"sayso: {error}", err=True)
        sys.exit(1)
    click.echo(json.dumps(turns_json(runs), indent=2) if as_json else turns_text(runs))


@bench.command("rasa-form")
@click.option("--json", "as_json", is_flag=True)
@click.option("--rasa", "environment", required=True, type=click.Path(path_type=Path))
@click.option("--seconds", default=10.0, show_default=True, type=click.FloatRange(0.2, 600))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 100))
def rasa_form(*, as_json: bool, environment: Path, seconds: float, rounds: int) -> None:
    """Compare a questionnaire with a Rasa form; --rasa is the environment `make rasa` built."""
    try:
        beside = asdict(
            measure_rasa_form(
                environment,
                seconds=seconds,
                rounds=rounds,
                tell=lambda progress: click.echo(progress, err=True),
            )
        )
    except BadInput as error:
        click.echo(f"sayso: {error}", err=True)
        sys.exit(1)
    lines = (f"{name.replace('_', ' ')}: {number}" for name, number in beside.items())
    click.echo(json.dumps(beside, indent=2) if as_json else "\n".join(lines))


@bench.command("full-house")
@click.option("--json", "as_json", is_flag=True)
@click.option("--others", default=1_000_000, show_default=True, type=click.IntRange(1, 10_000_000))
@click.option("--answers", default=10_000_000, show_default=True, type=click.IntRange(20, 10**8))
@click.option("--seconds", default=3.0, show_default=True, type=click.FloatRange(0.2, 600))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 100))
@click.option("--database", "kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True)
def full_house(
    *, as_json: bool, others: int, answers: int, seconds: float, rounds: int, kind: str
) -> None:
    """Compare a turn among a million contacts with one in a small house."""
    try:
        cost = measure_full_house(
            kind,
            others=others,
            answers=answers,
            seconds=seconds,
            rounds=rounds,
            tell=lambda progress: click.echo(progress, err=True),
        )
    except BadInput as error:
        click.echo(f"sayso: {error}", err=True)
        sys.exit(1)
    found = asdict(cost)
    lines = (f"{name.replace('_', ' ')}: {number}" for name, number in found.items())
    click.echo(json.dumps(found, indent=2) if as_json else "\n".join(lines))


@bench.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1, 100))
@click.option("--database", "kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True)
def starts(*, as_json: bool, rounds: int, kind: str) -> None:
    """Time web and worker from their start to a first reply, and weigh them after some texts."""
    try:
        found = asdict(
            measure_starts(
                kind, rounds=rounds, tell=lambda progress: click.echo(progress, err=True)
            )
        )
    except BadInput as error:
        click.echo(f"sayso: {error}", err=True)
        sys.exit(1)
    lines = (f"{name.replace('_', ' ')}: {number}" for name, number in found.items())
    click.echo(json.dumps(found, indent=2) if as_json else "\n".join(lines))


@bench.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--rounds", default=20, show_default=True, type=click.IntRange(1, 10_000))
def parse(*, as_json: bool, rounds: int) -> None:
    """Measure what it costs to read a reply, in processor time on one core."""
    figures = measure_parse(rounds)
    if as_json:
        click.echo(json.dumps(figures, indent=2))
        return
    for name, figure in figures.items():
        click.echo(
            f"{name.replace('_', ' ')}: p50 {figure['p50_ms']} ms, p95 {figure['p95_ms']} ms"
        )


@bench.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--rounds", default=100, show_default=True, type=click.IntRange(1, 10_000))
def engine(*, as_json: bool, rounds: int) -> None:
    """Measure a turn of the engine alone, in processor time, and in a flow ten times as long."""
    figures = measure_engine(rounds)
    lines = (f"{name.replace('_', ' ')}: {figure}" for name, figure in figures.items())
    click.echo(json.dumps(figures, indent=2) if as_json else "\n".join(lines))


@bench.command()
@click.option("--young-people", default=200, show_default=True, type=click.IntRange(1, 20_000))
@click.option("--seed", default=1, show_default=True, type=int)
@click.option("--json", "as_json", is_flag=True)
def year(*, young_people: int, seed: int, as_json: bool) -> None:
    """Live a simulated year of meetings, and count the texts that went wrong."""
    found = asdict(
        measuring_year.measure(
            young_people=young_people,
            seed=seed,
            tell=lambda progress: click.echo(progress, err=True),
        )
    )
    for lost in found.pop("lost"):
        click.echo(f"unexplained: {lost}", err=True)
    lines = (f"{name.replace('_', ' ')}: {number}" for name, number in found.items())
    click.echo(json.dumps(found, indent=2) if as_json else "\n".join(lines))
    if any(found[fault] for fault in measuring_year.FAULTS):
        sys.exit(1)


@bench.command()
@click.option("--contacts", default=10_000, show_default=True, type=click.IntRange(10, 1_000_000))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 100))
@click.option("--database", "kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True)
@click.option("--json", "as_json", is_flag=True)
def pages(*, contacts: int, rounds: int, kind: str, as_json: bool) -> None:
    """Open every staff page of a full house as each role: how long it takes, how large it is."""
    try:
        found = staff_pages.measure(
            kind, contacts=contacts, rounds=rounds, tell=lambda line: click.echo(line, err=True)
        )
    except BadInput as error:
        click.echo(f"sayso: {error}", err=True)
        sys.exit(1)
    figures = json.dumps([asdict(one) for one in found], indent=2)
    click.echo(figures if as_json else staff_pages.as_text(found))
    over = [one for one in found if one.is_over]
    for one in over:
        click.echo(f"over: {one.role}, {one.path}", err=True)
    if over:
        sys.exit(1)


@bench.command()
@click.option("--meetings", default=100_000, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--json", "as_json", is_flag=True)
def replan(*, meetings: int, as_json: bool) -> None:
    """Time planning one meeting's reminders, and many meetings' anew after a settings change."""
    found = asdict(replanning.measure(meetings))
    lines = (f"{name.replace('_', ' ')}: {number}" for name, number in found.items())
    click.echo(json.dumps(found, indent=2) if as_json else "\n".join(lines))


@bench.command()
@click.option("--data-sets", default=500, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--seed", default=1, show_default=True, type=int)
@click.option("--json", "as_json", is_flag=True)
def attack(*, data_sets: int, seed: int, as_json: bool) -> None:
    """Publish made-up consultations, and try to work out what is hidden in them."""
    try:
        from bot.bench.attack.measure import measure as attacking  # noqa: PLC0415  # needs scipy
    except ModuleNotFoundError:
        click.echo("sayso: the attacker needs scipy: install sayso[attacker].", err=True)
        sys.exit(2)
    found = asdict(
        attacking(data_sets=data_sets, seed=seed, tell=lambda line: click.echo(line, err=True))
    )
    lines = (f"{name.replace('_', ' ')}: {number}" for name, number in found.items())
    click.echo(json.dumps(found, indent=2) if as_json else "\n".join(lines))
    if found["recovered"] or not found["planted_found"]:
        sys.exit(1)


@bench.command()
@click.option("--respondents", default=350_000, show_default=True, type=click.IntRange(100, 10**7))
@click.option("--questions", default=40, show_default=True, type=click.IntRange(8, 99))
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1, 100))
@click.option("--seconds", default=5.0, show_default=True, type=click.FloatRange(0.2, 600))
@click.option(
    "--only", type=click.Choice(("figures", "release", "officer")), help="All three unless said."
)
@click.option("--json", "as_json", is_flag=True)
def totals(
    *,
    respondents: int,
    questions: int,
    rounds: int,
    seconds: float,
    only: str | None,
    as_json: bool,
) -> None:
    """Time the board's figures beside DuckDB, a whole release, and turns beside an officer."""

    def tell(line: str) -> None:
        click.echo(line, err=True)

    parts: dict[str, Callable[[], dict[str, float]]] = {
        "figures": lambda: measure_totals(Size(respondents, questions), rounds=rounds, tell=tell),
        "release": lambda: measure_release(respondents, questions, tell=tell),
        "officer": lambda: measure_officer(seconds=seconds, rounds=rounds, tell=tell),
    }
    found = {k: v for part, of in parts.items() if only in {None, part} for k, v in of().items()}
    lines = (f"{name:28} {value}" for name, value in found.items())
    click.echo(json.dumps(found, indent=2) if as_json else "\n".join(lines))


@bench.command()
@click.option("--texts", default=100_000, show_default=True, type=click.IntRange(10, 1_000_000))
@click.option("--answers-in", default=0.1, show_default=True, type=click.FloatRange(0, 10))
@click.option("--workers", default=4, show_default=True, type=click.IntRange(1, 16))
@click.option("--json", "as_json", is_flag=True)
def dispatch(*, texts: int, answers_in: float, workers: int, as_json: bool) -> None:
    """Time handing over reminders that are all due, on both databases, and claims by many."""
    found: dict[str, object] = {"sqlite": asdict(dispatching.hand_over(texts, answers_in, None))}
    with own_folder() as folder, postgresql(folder) as new_database:
        handed = dispatching.hand_over(texts, answers_in, new_database("handed"))
        claimed = dispatching.claim_together(texts, workers, new_database("claimed"))
        found |= {"postgresql": asdict(handed), "claims": asdict(claimed)}
    lines = (f"{name}: {figures}" for name, figures in found.items())
    click.echo(json.dumps(found, indent=2) if as_json else "\n".join(lines))
