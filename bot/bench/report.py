"""What a measurement came to: ratios first, then every run. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bot.bench.load import Load
from bot.bench.walks import Bodies

FLOOR, SAYSO = "floor", "sayso"
SEALED, PLAIN = "sealed", "plain"  # Sayso as it is, and the same build with a null cipher


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one side. Times in milliseconds; `cpu_ms` is what the server took for a turn."""

    database: str
    side: str
    bodies: Bodies
    round: int
    turns: int
    per_s: float
    p50: float
    p95: float
    cpu_ms: float = 0.0

    @classmethod
    def of(cls, load: Load, *, database: str, side: str, bodies: Bodies, round_: int) -> Run:
        """Return the figures of one load."""
        return cls(
            database=database,
            side=side,
            bodies=bodies,
            round=round_,
            turns=len(load.times),
            per_s=round(load.per_second, 1),
            p50=round(load.percentile(0.5) * 1000, 2),
            p95=round(load.percentile(0.95) * 1000, 2),
        )

    def as_dict(self) -> dict[str, object]:
        """Return the run as JSON has it."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Ratio:
    """Sayso over the floor, medians of the rounds: turns a second, and the 95th percentile."""

    turns: float
    p95: float

    @classmethod
    def of(cls, runs: Iterable[Run]) -> Ratio:
        """Compare the two sides of these runs."""
        kept = tuple(runs)
        floor = [run for run in kept if run.side == FLOOR]
        sayso = [run for run in kept if run.side == SAYSO]
        return cls(
            round(median(r.per_s for r in sayso) / median(r.per_s for r in floor), 3),
            round(median(r.p95 for r in sayso) / median(r.p95 for r in floor), 3),
        )

    def as_dict(self) -> dict[str, float]:
        """Return the ratio as JSON has it."""
        return {"turns_ratio": self.turns, "p95_ratio": self.p95}


def ratios(runs: Sequence[Run]) -> Mapping[str, Mapping[Bodies, Ratio]]:
    """Return the ratio of each database and each kind of bodies, in the order they were run."""
    found: dict[str, dict[Bodies, Ratio]] = {}
    for run in runs:
        if run.side not in (FLOOR, SAYSO):
            continue
        of_database = found.setdefault(run.database, {})
        if run.bodies not in of_database:
            alike = (r for r in runs if (r.database, r.bodies) == (run.database, run.bodies))
            of_database[run.bodies] = Ratio.of(alike)
    return found


@dataclass(frozen=True, slots=True)
class CipherCost:
    """What sealing costs: Sayso beside the same build without a cipher, medians of the rounds.

    Args:
        turns: turns a second over those without.
        cpu: processor time of a turn over that without; 0 where the machine does not tell.
    """

    turns: float
    cpu: float = 0.0

    @classmethod
    def of(cls, runs: Iterable[Run]) -> CipherCost | None:
        """Compare the two sides of these runs; None where they were not run."""
        kept = tuple(runs)
        sealed = [run for run in kept if run.side == SEALED]
        plain = [run for run in kept if run.side == PLAIN]
        if not sealed or not plain:
            return None
        turns = median(run.per_s for run in sealed) / median(run.per_s for run in plain)
        without = median(run.cpu_ms for run in plain)
        cpu = median(run.cpu_ms for run in sealed) / without if without else 0.0
        return cls(round(turns, 3), round(cpu, 3))

    @property
    def share(self) -> float:
        """Which share of the turns a second it takes; below 0 where noise is larger than it."""
        return round(1 - self.turns, 3)

    def as_dict(self) -> dict[str, float]:
        """Return the cost as JSON has it."""
        return {"turns_ratio": self.turns, "cost": self.share, "cpu_ratio": self.cpu}


def cipher_costs(runs: Sequence[Run]) -> Mapping[str, CipherCost]:
    """Return what sealing costs on each database it was measured on."""
    kinds = dict.fromkeys(run.database for run in runs)
    found = {kind: CipherCost.of(r for r in runs if r.database == kind) for kind in kinds}
    return {kind: cost for kind, cost in found.items() if cost is not None}


def _of_bodies(by_bodies: Mapping[Bodies, Ratio]) -> dict[str, object]:
    return {
        **by_bodies[Bodies.MIX].as_dict(),
        "digits": by_bodies[Bodies.DIGITS].as_dict(),
        "words": by_bodies[Bodies.WORDS].as_dict(),
    }


def as_json(runs: Sequence[Run]) -> dict[str, object]:
    """Return the whole measurement: {"sqlite": {"turns_ratio", "p95_ratio", …}, "runs": […]}."""
    compared, costs = ratios(runs), cipher_costs(runs)
    return {
        **{
            database: {
                **(_of_bodies(compared[database]) if database in compared else {}),
                **({"cipher": costs[database].as_dict()} if database in costs else {}),
            }
            for database in dict.fromkeys((*compared, *costs))
        },
        "runs": [run.as_dict() for run in runs],
    }


def as_text(runs: Sequence[Run]) -> str:
    """Return the same in plain words, ratios first."""
    lines = ["Sayso over the floor: turns a second (more is better), p95 (less is better)."]
    for database, by_bodies in ratios(runs).items():
        lines += [
            f"  {database:<11}{bodies.value:<7} turns {ratio.turns:.2f}   p95 {ratio.p95:.2f}"
            for bodies, ratio in by_bodies.items()
        ]
    lines += [
        f"  {database:<11}cipher  takes {cost.share:.1%} of the turns a second (at most 15 %); "
        f"processor time of a turn {cost.cpu:.2f} times that without"
        for database, cost in cipher_costs(runs).items()
    ]
    lines += [
        "",
        "Every run: turns a second, p50 and p95 in milliseconds, processor time of a turn.",
    ]
    lines += [
        f"  {run.database:<11}{run.bodies.value:<7} round {run.round} {run.side:<6}"
        f"{run.per_s:>8.1f}{run.p50:>8.2f}{run.p95:>8.2f}{run.cpu_ms:>8.2f}"
        for run in runs
    ]
    return "\n".join(lines)
