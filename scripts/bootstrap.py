"""Makes the environment in var/venv from a locked file, and says plainly what is missing; runs on a bare Python from 3.6 on."""

import hashlib
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / "var" / "venv"
LOG = ROOT / "var" / "bootstrap.log"
GROUPS = ("run", "test", "dev")  # each holds all that the ones before it hold
LOCKS = {"run": "requirements.txt", "test": "requirements-test.txt", "dev": "requirements-dev.txt"}
LEAST = (3, 11)
KNOWN = ("python3.13", "python3.12", "python3.11")
WORDS = json.loads(Path(__file__).with_name("bootstrap_words.json").read_text(encoding="utf-8"))

# Words of pip's output, the first that fits names what went wrong.
FAULTS = (
    ("bad_hash", "DO NOT MATCH THE HASHES"),
    ("no_space", "No space left on device"),
    (
        "no_network",
        "Failed to establish a new connection|NameResolutionError|name resolution|ProxyError|ConnectTimeout",
    ),
    (
        "no_network",
        "Connection refused|Network is unreachable|ReadTimeout|SSLError|CERTIFICATE_VERIFY_FAILED|getaddrinfo",
    ),
    ("no_network", r"from versions: none\)"),
    ("no_wheel", "No matching distribution|Failed building wheel|Failed to build|requires a different Python"),
)


class Refusal(Exception):
    """What stands in the way, as the sentence to print."""


def say(code: str, **facts: object) -> str:
    """The sentence for a code, from bootstrap_words.json."""
    return str(WORDS[code]).format(**facts)


def tell(code: str, **facts: object) -> None:
    """Print the sentence for a code at once."""
    print(say(code, **facts), flush=True)


def shown(path: Path) -> str:
    """A path as the user sees it from the project's folder."""
    return os.path.relpath(str(path), str(ROOT))


def version_text() -> str:
    """Major and minor number, as people say them."""
    return "{}.{}".format(*sys.version_info[:2])


def right_python(goal: str) -> None:
    """Go on with a newer Python where this one is too old and one is at hand; refuse where none is."""
    if sys.version_info >= LEAST:
        return
    for name in KNOWN:
        path = shutil.which(name)
        if path and subprocess.call([path, "-c", "pass"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            tell("newer_python", version=version_text(), path=name)
            sys.exit(subprocess.call([path, __file__, *sys.argv[1:]]))
    raise Refusal(say("old_python", version=version_text(), path=sys.executable, goal=goal))


def venv_python() -> Path:
    """The interpreter inside the environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def venv_version() -> "str | None":
    """The version that the environment's interpreter answers with, None where it does not run."""
    ask = [str(venv_python()), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return subprocess.check_output(ask, stderr=subprocess.DEVNULL).decode().strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def has(module: str) -> bool:
    """Whether this interpreter can import a module."""
    return importlib.util.find_spec(module) is not None


def pip_of_system() -> bool:
    """Whether this interpreter's own pip can install into another environment (pip 22.3 and later)."""
    if not has("pip"):
        return False
    answer = subprocess.check_output([sys.executable, "-m", "pip", "--version"]).decode()
    found = re.match(r"pip (\d+)\.(\d+)", answer)
    return found is not None and (int(found.group(1)), int(found.group(2))) >= (22, 3)


def venv_command(goal: str) -> "list[str]":
    """How to make an environment here: venv, virtualenv, or venv without pip (Debian splits ensurepip off)."""
    if has("venv") and has("ensurepip"):
        return [sys.executable, "-m", "venv"]
    if has("virtualenv"):
        return [sys.executable, "-m", "virtualenv", "-q"]
    if has("venv") and pip_of_system():
        return [sys.executable, "-m", "venv", "--without-pip"]
    raise Refusal(say("no_venv", goal=goal))


def make_venv(goal: str) -> None:
    """Make the environment where there is none of this version; keep a good one."""
    found = venv_version()
    if found == version_text():
        return
    command = venv_command(goal)
    if found:
        tell("other_python", old=found, version=version_text())
    elif (VENV / "pyvenv.cfg").exists():
        tell("broken_venv", folder=shown(VENV))
    if (VENV / "pyvenv.cfg").exists():
        shutil.rmtree(str(VENV))
    tell("new_venv", version=version_text(), folder=shown(VENV))
    made = subprocess.run([*command, str(VENV)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode or venv_version() is None:
        lines = made.stdout.decode("utf-8", "replace").strip().splitlines() or ["?"]
        raise Refusal(say("venv_failed", folder=shown(VENV), detail=lines[-1]))


def pip_command() -> "list[str]":
    """The pip to install with: the environment's own, else the system's pointed at it."""
    inside = subprocess.call(
        [str(venv_python()), "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if inside == 0:
        return [str(venv_python()), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(venv_python())]


def pip_environment() -> "dict[str, str]":
    """pip in English whatever the machine's language is (its output is read), never in the user's own site-packages."""
    return dict(
        os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", PIP_USER="0", LC_MESSAGES="C", PYTHONUTF8="1"
    )


def fault(output: str, goal: str) -> str:
    """The sentence for a failed pip."""
    for code, pattern in FAULTS:
        if re.search(pattern, output):
            return say(code, goal=goal, log=shown(LOG), version=version_text())
    return say("pip_failed", tail="\n".join(output.strip().splitlines()[-5:]), log=shown(LOG))


def progress(line: str, names: "set[str]", count: int) -> None:
    """Show a line of pip's output as progress: each new library once, and the moment when unpacking begins."""
    collected = re.match(r"Collecting ([\w.-]+)", line)
    if collected and collected.group(1) not in names:
        names.add(collected.group(1))
        text = say("collected", done=len(names), count=count, name=collected.group(1))
        if sys.stdout.isatty():
            print("\r" + text.ljust(60), end="", flush=True)
        elif len(names) % 10 == 0:
            print(text, flush=True)
    elif count and line.startswith("Installing collected"):
        print("\r" + say("unpacking").ljust(60) if sys.stdout.isatty() else say("unpacking"), flush=True)


def pip(arguments: "list[str]", goal: str, count: int = 0) -> None:
    """Run pip, show its progress, keep its whole output in var/bootstrap.log; refuse with one sentence where it fails."""
    running = subprocess.Popen(
        pip_command() + arguments,
        cwd=str(ROOT),
        env=pip_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert running.stdout is not None
    names = set()  # type: set[str]
    lines = []
    with io.open(str(LOG), "a", encoding="utf-8") as log:
        for raw in running.stdout:
            line = raw.decode("utf-8", "replace")
            log.write(line)
            lines.append(line)
            progress(line, names, count)
    if running.wait():
        raise Refusal(fault("".join(lines), goal))


def wanted(group: str) -> str:
    """The fingerprint of what an environment of this group must hold."""
    digest = hashlib.sha256(version_text().encode() + str(ROOT).encode())
    for name in (LOCKS[group], "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def fulfilled(group: str) -> bool:
    """Whether var/venv already holds the group, or a larger one."""
    for larger in GROUPS[GROUPS.index(group) :]:
        stamp = VENV / ("nhacviec-" + larger)
        if stamp.exists() and stamp.read_text() == wanted(larger):
            return True
    return False


def install(group: str, goal: str) -> None:
    """Install the locked libraries of a group, each checked against its hash, then the project itself, editable."""
    lock = ROOT / LOCKS[group]
    count = len(re.findall(r"^[\w.-]+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    tell("install_" + group, count=count)
    pip(["install", "--require-hashes", "--no-deps", "-r", str(lock)], goal, count)
    tell("install_project")
    pip(["install", "--no-build-isolation", "--no-deps", "-e", str(ROOT)], goal)
    (VENV / ("nhacviec-" + group)).write_text(wanted(group))


def main(group: str, goal: str) -> int:
    """Make the environment hold a group, or print why it cannot be; the exit status says which."""
    begun = time.time()
    try:
        right_python(goal)
        LOG.parent.mkdir(exist_ok=True)
        make_venv(goal)
        if not fulfilled(group):
            LOG.write_text("", encoding="utf-8")
            install(group, goal)
            tell("ready", seconds=round(time.time() - begun))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except PermissionError as error:
        print(say("no_right", folder=error.filename or shown(VENV)), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    for name in ("stdout", "stderr"):
        setattr(sys, name, io.TextIOWrapper(getattr(sys, name).buffer, "utf-8", "replace", line_buffering=True))
    sys.exit(main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else sys.argv[1]))
