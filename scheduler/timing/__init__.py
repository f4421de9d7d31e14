"""The timing language: Vietnamese administrative timing phrases to plain values and back; pure, no I/O but the lexicon."""
