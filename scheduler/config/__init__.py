"""config.toml: its text → the frozen Config of scheduler.settings, or every fault at once, each with its place."""
