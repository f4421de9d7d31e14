"""A whole installation in a temporary folder, driven through the command line as its users drive it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said: exit status, standard output and standard error."""

    status: int
    out: str
    err: str

    def json(self) -> object:
        """Its standard output as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class OfficeFolder:
    """A folder with config.toml and plans/, and the program run in it as a process of its own."""

    folder: Path

    def run(self, *arguments: object, stdin: str | None = None, **environment: str) -> Answer:
        """Run one command to its end; no answer within a minute is a failure."""
        command = [sys.executable, "-m", "scheduler.cli", *(str(a) for a in arguments)]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "200", **environment}
        done = subprocess.run(
            command, cwd=self.folder, env=env, input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=60
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def write(self, name: str, text: str) -> Path:
        """Put a file into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a piece of a file that must be there."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new))
