"""Processor time of a running process and those it started, from what Linux tells of them."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")
USER, SYSTEM = 11, 12  # places of utime and stime after the name, in proc_pid_stat(5)


def spent(pid: int) -> float:
    """Return the processor seconds a process and its children took so far; 0 where none is told."""
    return sum(_ticks(each) for each in _family(pid)) / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> list[int]:
    try:
        children = (PROC / f"{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _family(int(child)))]


def _ticks(pid: int) -> int:
    try:
        told = (PROC / f"{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    after_name = told.rpartition(")")[2].split()
    return int(after_name[USER]) + int(after_name[SYSTEM])
