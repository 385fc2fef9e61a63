"""Processor time and memory of running processes, from what Linux tells of them."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")
USER, SYSTEM = 11, 12  # places of utime and stime after the name, in proc_pid_stat(5)


def spent(pid: int) -> float:
    """Return the processor seconds a process and its children took so far; 0 where none is told."""
    return sum(_ticks(each) for each in family(pid)) / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """Return the ids of a process and of all that it started, and they, which run."""
    try:
        children = (PROC / f"{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in family(int(child)))]


def _ticks(pid: int) -> int:
    try:
        told = (PROC / f"{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    after_name = told.rpartition(")")[2].split()
    return int(after_name[USER]) + int(after_name[SYSTEM])


def shared_out(pid: int) -> float:
    """Return the proportional set size of a process, in MB: a page two share counts half for each.

    Raises:
        OSError: it has ended, or belongs to somebody else.
    """
    told = (PROC / f"{pid}/smaps_rollup").read_text(encoding="ascii")
    (line,) = (line for line in told.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024
