"""`sayso bench totals`: the board's figures beside plain DuckDB over the same Parquet.

350,000 made-up respondents x 40 questions, in 152 areas. Each side is timed in turn, A B A B; the
medians are compared. Sayso's side is from the request to figures that are safe to show.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

import duckdb

from bot.engine.loading import load_flow, shipped
from bot.engine.model import Ask
from bot.insight.disclosure import release
from bot.insight.tallies import QuestionShape
from bot.store.columnar import Columnar
from bot.store.parts import ANSWERS

AREAS = 152
AT_ONCE = 25_000  # respondents: a part is full with so many
ONE = "SELECT value, area, count(*) FROM {files} WHERE question = 'q07' GROUP BY ALL"
ALL = (
    "SELECT question, value, area, count(*) AS k, "
    "sum(count(*)) OVER (PARTITION BY question, area) AS n "
    "FROM {files} GROUP BY question, value, area"
)
# Everything about a respondent follows from their number, so the fixture is the same every time.
FIXTURE = """
SELECT CAST(hash(r.i) AS UBIGINT) AS who, CAST(1 AS SMALLINT) AS wave,
  printf('q%02d', q.q) AS question,
  CASE WHEN hash(r.i * 1000 + q.q, 3) % 20 = 0 THEN 'skipped' ELSE 'answered' END AS status,
  CASE WHEN hash(r.i * 1000 + q.q, 3) % 20 = 0 THEN NULL
    ELSE printf('o%d', hash(r.i * 1000 + q.q) % (3 + q.q % 4)) END AS value,
  ['11-12', '13-15', '16-18', '19-25'][CAST(1 + hash(r.i, 1) % 4 AS BIGINT)] AS age_band,
  ['girl', 'boy'][CAST(1 + hash(r.i, 2) % 2 AS BIGINT)] AS gender,
  ['asian', 'black', 'mixed', 'white', NULL][CAST(1 + hash(r.i, 4) % 5 AS BIGINT)] AS ethnicity,
  printf('Area %03d', hash(r.i, 5) % {areas}) AS area,
  ['both_parents', 'one_parent', NULL][CAST(1 + hash(r.i, 6) % 3 AS BIGINT)] AS lives_with,
  ['sms', 'chat'][CAST(1 + hash(r.i, 7) % 2 AS BIGINT)] AS channel,
  'en' AS language, CAST(1 AS TINYINT) AS n
FROM range({first}, {last}) r(i), range({questions}) q(q)
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How many made-up young people answered how many questions."""

    respondents: int = 350_000
    questions: int = 40

    @property
    def shapes(self) -> tuple[QuestionShape, ...]:
        """Return the questions of the fixture."""
        return tuple(
            QuestionShape(f"q{q:02}", tuple(f"o{o}" for o in range(3 + q % 4)))
            for q in range(self.questions)
        )

    def rows(self, first: int, last: int) -> str:
        """Return the query that makes the answers of some respondents."""
        return FIXTURE.format(first=first, last=last, questions=self.questions, areas=AREAS)


Figures = dict[str, float]


def measure(size: Size, *, rounds: int, tell: Callable[[str], object]) -> Figures:
    """Make the fixture, time both sides, and measure the memory of a process of its own."""
    with TemporaryDirectory(prefix="sayso-totals-") as folder:
        copy = Columnar(Path(folder))
        tell(f"making {size.respondents * size.questions:,} answers")
        began = time.perf_counter()
        for first in range(0, size.respondents, AT_ONCE):
            copy.append_from(size.rows(first, min(first + AT_ONCE, size.respondents)))
        figures: Figures = {"copy_s": _seconds(began)}
        tell("timing both sides")
        figures |= _both(copy, size, rounds)
        figures["memory_mb"] = _memory(folder, size)
    return figures


def _both(copy: Columnar, size: Size, rounds: int) -> Figures:
    files = copy.files.of(ANSWERS, copy.files.listed().parts)
    plain = duckdb.connect()
    plain.execute("SET threads = 2")
    one = tuple(shape for shape in size.shapes if shape.id == "q07")
    sides: dict[str, Callable[[], object]] = {
        "one": lambda: release(copy.by(one, "area", 1), on=""),
        "one_duckdb": lambda: plain.execute(ONE.format(files=files)).fetchall(),
        "all": lambda: release(copy.by(size.shapes, "area", 1), on=""),
        "all_duckdb": lambda: plain.execute(ALL.format(files=files)).fetchall(),
    }
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            began = time.perf_counter()
            side()
            taken[name].append(_seconds(began))
    plain.close()
    found = {f"{name}_s": round(median(times), 4) for name, times in taken.items()}
    for name in ("one", "all"):
        found[f"{name}_ratio"] = round(found[f"{name}_s"] / found[f"{name}_duckdb_s"], 2)
    return found


def _memory(folder: str, size: Size) -> float:
    """Return the peak memory, in MB, of a process that counts everything once."""
    program = (
        "import sys; from bot.bench.figures import peak; "
        "print(peak(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))"
    )
    counts = str(size.respondents), str(size.questions)
    done = subprocess.run(
        [sys.executable, "-c", program, folder, *counts], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def peak(folder: str, respondents: int, questions: int) -> float:
    """Count everything once in this process; return its peak memory in MB."""
    size, copy = Size(respondents, questions), Columnar(Path(folder))
    release(copy.by(size.shapes, "area", 1), on="")
    release(copy.tally(size.shapes, 1), on="")
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def _seconds(began: float) -> float:
    return round(time.perf_counter() - began, 4)


def made_up_rows(people: int) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Return rows of made-up respondents and what they said of how things are, for a live store."""
    flow = load_flow(shipped()["how-things-are"])
    asks = [node for node in flow.nodes.values() if isinstance(node, Ask) and node.choices]
    draw = Random(people)
    respondents: list[dict[str, object]] = []
    answers: list[dict[str, object]] = []
    for number in range(people):
        pseudonym = f"{draw.getrandbits(128):032x}"
        who = {
            "age_band": draw.choices(("11-12", "13-15", "16-18"), (2, 4, 3))[0],
            "gender": draw.choice(("girl", "boy")),
            "area": draw.choices(("Basildon", "Laindon", "Pitsea", "Wickford"), (9, 1, 1, 6))[0],
        }
        respondents.append({"pseudonym": pseudonym, "family": flow.family, **who})
        for node in asks:
            said = draw.choices(node.choices, range(len(node.choices) + 1, 1, -1))[0]
            answers.append(
                {
                    "pseudonym": pseudonym,
                    "wave": 1,
                    "question": node.key,
                    "family": flow.family,
                    "flow_version_id": 1,
                    "status": "answered",
                    "value": json.dumps(said.key),
                    "held": False,
                    "channel": "sms" if number % 3 else "chat",
                    "language": "en",
                    "answered_on": date(2026, 11, 23),
                }
            )
    return respondents, answers
