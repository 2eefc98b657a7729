"""What the system knows about processes: CPU time and memory, on Linux, else None."""

import os
import platform
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


def cpu_seconds(pid: int) -> float | None:
    """User and system time of a process with all its threads, and of its ended children."""
    try:
        # The name in parentheses may hold blanks; user time is the 14th field of the line.
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def cpu_seconds_of_all(pids: Iterable[int]) -> float | None:
    known = [seconds for seconds in map(cpu_seconds, pids) if seconds is not None]
    return sum(known) if known else None


def family(pid: int) -> list[int]:
    """A process and its children: for a postmaster, all of PostgreSQL."""
    try:
        children = (PROC / str(pid) / "task" / str(pid) / "children").read_text()
    except OSError:
        return [pid]
    return [pid, *map(int, children.split())]


def memory_bytes(pids: Iterable[int]) -> int | None:
    """Sum of the proportional set sizes: what several processes share counts once."""
    try:
        return sum(_proportional_set_size(pid) for pid in pids)
    except OSError:
        return None


def _proportional_set_size(pid: int) -> int:
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def describe_machine() -> dict[str, str]:
    """What figures of different runs may differ by."""
    return {
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processor": _processor_name(),
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        "load average at the start": f"{os.getloadavg()[0]:.1f}",
    }


def _processor_name() -> str:
    try:
        lines = (PROC / "cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
