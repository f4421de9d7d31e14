"""A rule that the table of rules leaves out, by the token behind the first, would have taken up nothing there."""

import json
from pathlib import Path

from scheduler.timing.atoms import left_out
from scheduler.timing.tokens import tokenise

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.jsonl"))


def test_a_rule_left_out_would_have_taken_up_nothing() -> None:
    wrong = set[tuple[str, str, str]]()
    for line in (line for file in CORPUS for line in file.read_text("utf-8").splitlines() if line):
        phrase = json.loads(line)["phrase"]
        tokens = tokenise(phrase)
        for at, kind in enumerate(tokens.kinds[:-3]):
            for rule in left_out(kind, tokens.kinds[at + 1]):
                if rule(tokens, at) is not None:
                    wrong.add((phrase, kind, rule.__name__))
    assert not wrong
