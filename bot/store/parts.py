"""Which files make up a columnar copy: parts, on a list that is replaced whole.

A file counts while its part is on the list and no longer, so a process that dies half way leaves a
copy as it was. Whoever writes or counts holds `alone`; whatever is not on the list goes then.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from fcntl import LOCK_EX, flock
from pathlib import Path

ANSWERS, COUNTS, PEOPLE = "answers", "counts", "people"
JOIN = "\x1f"  # between the options of an answer of many
LIST = "parts.json"
FULL = 1_000_000  # answers: a part of so many is brought together with no other


@dataclass(frozen=True, slots=True)
class Part:
    """Files written together.

    Args:
        rows: of answers.
        takes_back: some of them take back what another part says.
        alters: so do some of its lines of people.
    """

    number: int
    rows: int
    takes_back: bool = False
    alters: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """What a copy is made of.

    Args:
        questions: in the order they were first seen; their places here never change.
        areas: every area anybody lives in.
        walked: how far a copy has come that is being made; None of one that is whole.
    """

    parts: tuple[Part, ...] = ()
    questions: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    walked: str | None = ""

    @property
    def takes_back(self) -> bool:
        """Tell whether anything was taken back."""
        return any(part.takes_back for part in self.parts)

    @property
    def alters(self) -> bool:
        """Tell whether any line of people was taken back."""
        return any(part.alters for part in self.parts)

    @property
    def small(self) -> tuple[Part, ...]:
        """Return the parts that will be brought together."""
        return tuple(part for part in self.parts if part.rows < FULL)

    def with_part(self, new: Part | None, instead_of: Iterable[Part] = ()) -> Listed:
        """Return the list with a new part, and without those it stands for."""
        kept = tuple(part for part in self.parts if part not in set(instead_of))
        return replace(self, parts=kept if new is None else (*kept, new))

    def knowing(self, questions: Iterable[str], areas: Iterable[str]) -> Listed:
        """Return the list with what a new part speaks of."""
        new = sorted(set(questions) - set(self.questions))
        known = tuple(sorted({*self.areas, *areas}))
        return replace(self, questions=(*self.questions, *new), areas=known)


@dataclass(frozen=True, slots=True)
class Files:
    """The folder of one copy."""

    folder: Path

    def listed(self) -> Listed:
        """Return what the copy is made of now: of nothing where there is none."""
        try:
            plain = json.loads((self.folder / LIST).read_text())
        except FileNotFoundError:
            return Listed()
        parts = tuple(Part(**each) for each in plain["parts"])
        questions, areas = tuple(plain["questions"]), tuple(plain["areas"])
        return Listed(parts, questions, areas, plain["walked"])

    def stand(self, listed: Listed) -> None:
        """Have the copy be made of these parts, and remove the files of others."""
        half = self.folder / f".{LIST}"
        half.write_text(json.dumps(asdict(listed)))
        half.replace(self.folder / LIST)
        self._sweep(listed)

    def of(self, kind: str, parts: Iterable[Part], *, named: bool = False) -> str:
        """Return what DuckDB reads one kind of file of these parts as.

        Args:
            named: each row says which file it is of.
        """
        names = ", ".join(f"'{self.path(kind, part.number)}'" for part in parts)
        return f"read_parquet([{names}], filename = {named})"

    def path(self, kind: str, number: int) -> Path:
        """Return one file of one part."""
        return self.folder / f"{kind}-{number:06}.parquet"

    def free_number(self) -> int:
        """Return a number that no file has."""
        return max((_number(file) for file in self.folder.glob("*.parquet")), default=0) + 1

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let no other thread or process write or count until this ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            flock(lock, LOCK_EX)
            yield

    def _sweep(self, listed: Listed) -> None:
        numbers = {part.number for part in listed.parts}
        for file in self.folder.glob("*.parquet"):
            if _number(file) not in numbers:
                file.unlink()


def _number(file: Path) -> int:
    return int(file.stem.partition("-")[2])
