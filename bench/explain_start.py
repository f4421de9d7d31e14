"""What one `nhacviec explain` costs, start included, against bare Python and against bare Python reading the lexicon."""

from bench.measure import ROOT, of_process, report

LEXICON = ROOT / "scheduler" / "timing" / "lexicon.toml"
READ = f"import tomllib; tomllib.load(open({str(LEXICON)!r}, 'rb'))"
STANDARD = "import argparse, dataclasses, enum, json, re, tomllib"


def main() -> None:
    """Print the figures."""
    bare = of_process(["-c", "pass"])
    reading = of_process(["-c", READ])
    standard = of_process(["-c", STANDARD])
    explain = of_process(["-m", "scheduler.cli", "explain", "Trong quý II, III năm 2024", "--year", "2024"])
    report(
        "Starting `explain` (processor time)",
        [
            ("python -c pass", f"{bare * 1000:.1f} ms"),
            ("python that reads the lexicon", f"{reading * 1000:.1f} ms"),
            ("python that imports argparse, dataclasses, enum, json, re, tomllib", f"{standard * 1000:.1f} ms"),
            ("nhacviec explain", f"{explain * 1000:.1f} ms"),
            ("explain / (pass + reading the lexicon)", f"{explain / reading:.2f}"),
            ("(explain - reading the lexicon alone) / pass", f"{(explain - (reading - bare)) / bare:.2f}"),
        ],
    )


if __name__ == "__main__":
    main()
