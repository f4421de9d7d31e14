"""What every test stands on: where caches go, how hypothesis runs, the corpus by its environment variable, what was skipped."""

import gc
import os
import sys
from collections import defaultdict
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, configuration, settings
from hypothesis.database import DirectoryBasedExampleDatabase

import scheduler.documents.pdf_process
import scheduler.store.engine
from tests.support.forked import ReadByForks
from tests.support.migrated import MadeAtOnce
from tests.support.thorough import NO_SKIPS, examples

ROOT = Path(__file__).parent.parent
CORPUS = "NHACVIEC_CORPUS"
SLOW = ("browser", "chaos", "office", "scans")

configuration.set_hypothesis_home_dir(ROOT / "var" / "hypothesis")
settings.register_profile(
    "local",
    max_examples=examples(),
    deadline=None,
    database=DirectoryBasedExampleDatabase(ROOT / "var" / "hypothesis" / "examples"),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("ci", settings.get_profile("local"), derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get(NO_SKIPS) else "local")


@pytest.fixture(scope="session", autouse=True)
def tables_made_at_once() -> Iterator[MadeAtOnce]:
    """New SQLite stores get their tables in a fiftieth of the time; the tests of the store itself take the real way."""
    made = MadeAtOnce(scheduler.store.engine._upgrade)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scheduler.store.engine, "_upgrade", made)
        yield made


@pytest.fixture(scope="session", autouse=sys.platform != "win32")
def pdf_files_read_by_forks() -> Iterator[None]:
    """PDF files without loading the libraries for each; hostile files and every started command take the real way."""
    forks = ReadByForks()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scheduler.documents.pdf_process, "run_to_its_end", forks)
        yield
    forks.end()


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the shared corpus; the test is skipped where NHACVIEC_CORPUS names none."""
    if not (place := os.environ.get(CORPUS)):
        pytest.skip(f"needs the corpus: set {CORPUS} to its folder")
    return Path(place)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What ten thousand tests are made of stays to the end: nothing of it is garbage to look for, now or between the tests."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Each worker begins with another folder, so that of a fresh clone each compiles its part, and not every one the whole."""
    report = yield
    if collector.path == ROOT / "tests" and report.passed:
        worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        begin = worker * len(report.result) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
        report.result = [*report.result[begin:], *report.result[:begin]]
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Folders in one order in every worker.

    Slow suites run where they are asked for by their mark, and where nothing may be skipped.
    """
    items.sort(key=lambda item: item.path.relative_to(ROOT).parts[:2])
    if os.environ.get(NO_SKIPS):
        return
    asked = config.getoption("markexpr")
    for mark in (slow for slow in SLOW if slow not in asked):
        left_out = pytest.mark.skip(reason=f"slow: run it with make test ARGS='-m {mark}'")
        for item in items:
            if item.get_closest_marker(mark) is not None:
                item.add_marker(left_out)


def _skipped(config: pytest.Config) -> dict[str, list[str]]:
    """Skipped tests by what each needs (the reason of its skip)."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    by_reason: dict[str, list[str]] = defaultdict(list)
    for report in reporter.stats.get("skipped", ()) if reporter else ():
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        by_reason[reason.removeprefix("Skipped: ")].append(report.nodeid)
    return by_reason


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped (.ci/run), a skip is a failure."""
    worker = hasattr(session.config, "workerinput")
    if os.environ.get(NO_SKIPS) and not worker and session.exitstatus == 0 and _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """End with what was skipped and what each skip needs."""
    skipped = _skipped(config)
    if not skipped:
        return
    terminalreporter.section("skipped, and what it needs")
    for reason, tests in sorted(skipped.items(), key=lambda entry: -len(entry[1])):
        files = sorted({test.split("::")[0] for test in tests})
        terminalreporter.write_line(
            f"{len(tests):4}  {reason}  ({', '.join(files[:3])}{', …' if len(files) > 3 else ''})"
        )
    if os.environ.get(NO_SKIPS):
        terminalreporter.write_line(f"{NO_SKIPS} is set: a skip is a failure", red=True)
