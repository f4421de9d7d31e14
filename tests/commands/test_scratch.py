"""A folder for what is not whole yet is gone when its process is asked to end."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

_HOLDS = """
import signal, sys, time
from pathlib import Path
from scheduler.scratch import scratch_folder
how = int(sys.argv[2])  # a suite started with nohup or in the background hands on that it is to be ignored
signal.signal(how, signal.default_int_handler if how == signal.SIGINT else signal.SIG_DFL)
with scratch_folder(Path(sys.argv[1])) as folder:
    (folder / "plan.rtf").write_text("Omega")
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_nothing_is_left_by_a_process_that_is_asked_to_end(how: signal.Signals, tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(tmp_path), str(int(how))],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        assert list(tmp_path.rglob("plan.rtf"))
        process.send_signal(how)
        assert process.wait(20) != 0
    assert list(tmp_path.iterdir()) == []
