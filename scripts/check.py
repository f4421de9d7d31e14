"""Runs every check of the project, shows each fault (it does not stop at the first), and ends with a line for each step."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def steps(pytest_arguments: list[str]) -> dict[str, list[str]]:
    """Each step's name and command; the tests come last, so that pytest's closing line is near the end."""
    python = sys.executable
    linter = str(Path(python).with_name("lint-imports"))
    return {
        "lint": [python, "-m", "ruff", "check", "."],
        "format": [python, "-m", "ruff", "format", "--check", "."],
        "types": [python, "-m", "mypy"],
        "imports": [linter, "--cache-dir", "var/import-linter"],
        "tests": [python, "-m", "pytest", *pytest_arguments],
    }


def run(name: str, command: list[str]) -> tuple[str, bool]:
    """Run one step with its output shown; its line for the summary, and whether it passed."""
    print(f"\n── {name}", flush=True)
    begun = time.monotonic()
    passed = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    return f"{'✓' if passed else '✗'} {name:8}{time.monotonic() - begun:6.1f} s", passed


def main(pytest_arguments: list[str]) -> int:
    """Exit status 0 only where every step passed."""
    results = [run(name, command) for name, command in steps(pytest_arguments).items()]
    print("\n" + "\n".join(line for line, _ in results))
    return 0 if all(passed for _, passed in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
