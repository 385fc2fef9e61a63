"""Compares the engines on the same folds and the same unseen texts: `python -m nlu.compare`.

Needs the development tools, and Rasa's environment (`make rasa`) for the two Rasa pipelines.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess  # nosec B404  # to run our own scripts
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np

from nlu.embedded import weights as trained
from nlu.embedded.interpreter import EmbeddedInterpreter
from nlu.embedded.loading import load_interpreter
from nlu.embedded.train import lesson_of, train
from nlu.examples import FOLDS, Example, fold_of, read_examples, write_examples
from nlu.port import Interpreter
from nlu.rasa.adapter import BUDGET, RasaInterpreter

RASA = Path(__file__).parent / "rasa"
SLOW = 30  # times the adapter's budget: what is compared here is what is said, and how fast


@dataclass(frozen=True, slots=True)
class Said:
    """What an engine said of some texts, in their order, and the milliseconds each took."""

    intents: tuple[str | None, ...]
    took: tuple[float, ...]


def ask(interpreter: Interpreter, examples: Sequence[Example]) -> Said:
    """Return what `interpreter` says of each example."""
    intents, took = [], []
    for example in examples:
        began = time.perf_counter()
        intents.append(interpreter.parse(example.text).intent)
        took.append((time.perf_counter() - began) * 1000)
    return Said(tuple(intents), tuple(took))


def scores(said: Said, examples: Sequence[Example]) -> dict[str, float]:
    """Return accuracy, recall averaged over intents, recall of disclosures, and times."""
    right = np.array([a == b.intent for a, b in zip(said.intents, examples, strict=True)])
    meant = np.array([example.intent for example in examples])
    recalls = {intent: right[meant == intent].mean() for intent in set(meant)}
    cuts = statistics.quantiles(said.took, n=20)
    return {
        "texts": len(examples),
        "accuracy": round(float(right.mean()), 4),
        "recall": round(float(np.mean(list(recalls.values()))), 4),
        "disclosures": round(float(recalls.get("disclosure", 0)), 4),
        "p50_ms": round(cuts[9], 2),
        "p95_ms": round(cuts[18], 2),
    }


Asking = Callable[[Sequence[Example], Sequence[Example]], tuple[Said, dict[str, float]]]


def embedded(with_encoder: bool) -> Asking:
    """Return how the embedded engine is trained on some texts and asked about others."""

    def asking(known: Sequence[Example], asked: Sequence[Example]) -> tuple[Said, dict[str, float]]:
        shipped = load_interpreter()
        if shipped is None or shipped.encoder is None:
            raise click.ClickException("the embedded engine is not whole: see the log")
        began = time.perf_counter()
        fitted = train(lesson_of(known, shipped.encoder))
        weights = replace(fitted, sharpness=trained.load().sharpness)
        trained_for = time.perf_counter() - began
        engine = EmbeddedInterpreter(weights, shipped.encoder if with_encoder else None)
        return ask(engine, asked), {"train_s": round(trained_for, 1)}

    return asking


def rasa(environment: Path, config: str) -> Asking:
    """Return how a Rasa pipeline is trained on some texts and asked about others."""

    def asking(known: Sequence[Example], asked: Sequence[Example]) -> tuple[Said, dict[str, float]]:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "nlu.yml"
            write_examples(known, file)
            began = time.perf_counter()
            model = _run(RASA / "train", environment, RASA / config, file).strip()
            trained_for = time.perf_counter() - began
            questions = Path(folder) / "asked.yml"
            questions.write_text(json.dumps([[one.text, one.intent] for one in asked]), "utf-8")
            command = (sys.executable, "-m", "nlu.compare", "--ask", questions)
            answer = json.loads(_run(RASA / "with-server", environment, model, *command))
        return Said(tuple(answer["intents"]), tuple(answer["took"])), {
            "train_s": round(trained_for, 1),
            "start_s": answer["start_s"],
            "memory_mb": answer["memory_mb"],
        }

    return asking


def _run(*command: object) -> str:
    done = subprocess.run(  # noqa: S603  # nosec B603  # our own scripts, by their own path
        [str(part) for part in command], stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def ask_server(questions: Path) -> dict[str, object]:
    """Return what the Rasa server that `with-server` started says, and what it took to start."""
    examples = [Example(*pair) for pair in json.loads(questions.read_text("utf-8"))]
    said = ask(RasaInterpreter(os.environ["RASA_URL"], None, budget=BUDGET * SLOW), examples)
    memory = sum(_memory_of(pid) for pid in _family(int(os.environ["RASA_PID"])))
    return {
        "intents": said.intents,
        "took": said.took,
        "start_s": float(os.environ["RASA_READY_AFTER"]),
        "memory_mb": round(memory),
    }


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))


def _memory_of(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def unseen_texts(file: Path) -> tuple[Example, ...]:
    """Return the texts of an evaluation set: a JSON object a line, `text` and `expect.intent`."""
    rows = map(json.loads, file.read_text("utf-8").splitlines())
    return tuple(Example(row["text"], row["expect"]["intent"]) for row in rows)


@click.command()
@click.option("--rasa-environment", type=click.Path(path_type=Path, exists=True))
@click.option("--unseen", type=click.Path(path_type=Path, exists=True))
@click.option("--folds", default=FOLDS, show_default=True, type=click.IntRange(1, FOLDS))
@click.option("--engine", "only", multiple=True, help="Compare this one; may be repeated.")
@click.option("--ask", "questions", type=click.Path(path_type=Path), hidden=True)
def main(
    *,
    rasa_environment: Path | None,
    unseen: Path | None,
    folds: int,
    only: tuple[str, ...],
    questions: Path | None,
) -> None:
    """Print one JSON object a line: an engine, what it was asked, and how it did."""
    if questions is not None:
        click.echo(json.dumps(ask_server(questions)))
        return
    engines = {"embedded": embedded(True), "letters alone": embedded(False)}
    if rasa_environment is not None:
        engines["Rasa light"] = rasa(rasa_environment, "config.yml")
        engines["Rasa DIET"] = rasa(rasa_environment, "config-diet.yml")
    examples, new = read_examples(), unseen_texts(unseen) if unseen else ()
    for name in only or engines:
        for line in _compared(name, engines[name], examples=examples, new=new, folds=folds):
            click.echo(json.dumps(line))


def _compared(
    name: str, asking: Asking, *, examples: Sequence[Example], new: Sequence[Example], folds: int
) -> Iterator[dict[str, object]]:
    """Yield one engine's scores: each fold's held-out part, and new texts by the first's model."""
    numbers = fold_of(examples)
    for fold in range(folds):
        known = [one for one, number in zip(examples, numbers, strict=True) if number != fold]
        held = [one for one, number in zip(examples, numbers, strict=True) if number == fold]
        said, cost = asking(known, [*held, *(new if fold == 0 else ())])
        cut = len(held)
        first = Said(said.intents[:cut], said.took[:cut])
        yield {"engine": name, "asked": f"fold {fold + 1}", **scores(first, held), **cost}
        if fold == 0 and new:
            rest = Said(said.intents[cut:], said.took[cut:])
            yield {"engine": name, "asked": "unseen", **scores(rest, new), **cost}


if __name__ == "__main__":
    main()
