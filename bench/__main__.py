"""`make bench`: every benchmark, one after the other; `make bench ARGS="timing_speed serving"`: those that are named."""

import sys
from collections.abc import Sequence
from importlib import import_module

NAMES = (
    "explain_start",
    "timing_speed",
    "documents",
    "feeds",
    "wakeup",
    "scans",
    "stamps",
    "sending",
    "serving",
    "province",
    "steady",
)


def main(asked: Sequence[str]) -> int:
    """Run the benchmarks asked for, all where none is; the code to leave with. A name that is none is said, and nothing is run."""
    unknown = [name for name in asked if name not in NAMES]
    if unknown:
        print(f"No benchmark is called {', '.join(unknown)}. There are: {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    for name in asked or NAMES:
        import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    named = sys.argv[1:]
    del sys.argv[1:]  # names are no arguments of a benchmark: `python -m bench.province OFFICES` takes one
    sys.exit(main(named))
