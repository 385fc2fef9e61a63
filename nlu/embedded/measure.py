"""Measures the embedded engine in a fresh process: `python -m nlu.embedded.measure` prints JSON.

Memory is what loading adds to a process's proportional set size; times are of this process's own
work, in milliseconds, over texts of many lengths.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

BEGAN, WORKED = time.perf_counter(), time.process_time()


def memory() -> float:
    """Return this process's proportional set size, in MB, where Linux tells it; else 0."""
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return 0.0
    [line] = [line for line in rollup.read_text().splitlines() if line.startswith("Pss:")]
    return int(line.split()[1]) / 1024


def main() -> int:
    """Load the engine, read every third example once, and say what it took."""
    before = memory()
    from nlu.embedded.loading import load_interpreter  # noqa: PLC0415  # what is measured

    engine = load_interpreter()
    loaded, worked = time.perf_counter() - BEGAN, time.process_time() - WORKED
    if engine is None or engine.encoder is None:
        return 1
    added = memory() - before
    from nlu.examples import read_examples  # noqa: PLC0415  # not part of what is measured

    texts = [example.text for example in read_examples()][::3]
    parsing = [_milliseconds(engine.parse, text) for text in texts]
    encoding = [_milliseconds(engine.encoder.encode, text) for text in texts]
    sys.stdout.write(
        json.dumps(
            {
                "load_s": round(loaded, 3),
                "load_cpu_s": round(worked, 3),
                "added_mb": round(added, 1),
                "parse_ms": _percentiles(parsing),
                "encoder_ms": _percentiles(encoding),
            }
        )
        + "\n"
    )
    return 0


def _milliseconds(work: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    work(text)
    return (time.process_time() - began) * 1000


def _percentiles(taken: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(taken, n=20)
    return {"p50": round(cuts[9], 2), "p95": round(cuts[18], 2)}


if __name__ == "__main__":
    sys.exit(main())
