"""How benchmarks here measure: processor time, the best of several rounds, and ratios within one run."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent


def of_process(arguments: Sequence[str], rounds: int = 15) -> float:
    """Processor seconds (user and system) of one run of this Python, start included; the best of the rounds."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(ROOT / "var" / "pycache"), "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's bytecode is written once and read ever after
    command = [sys.executable, *arguments]
    return min(_once(command, environment) for _ in range(rounds + 1))


def _once(command: Sequence[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def of_call(work: Callable[[], object], rounds: int = 5) -> float:
    """Processor seconds of one call in this process; the best of the rounds."""
    return min(_timed(work) for _ in range(rounds))


def of_calls(*works: Callable[[], object], turns: int = 5) -> list[float]:
    """Processor seconds of each of several calls, the best, in turns: what else runs falls on all alike."""
    return [min(times) for times in zip(*[[of_call(work) for work in works] for _ in range(turns)], strict=True)]


def _timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def report(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print the figures of one benchmark."""
    print(f"\n{title}")
    width = max(len(name) for name, _ in rows)
    for name, figure in rows:
        print(f"  {name:<{width}}  {figure}")
