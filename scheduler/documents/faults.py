"""Fault: why the content of a file cannot be used, raised inside the readers and made a Diagnostic at their door."""

from scheduler.diagnostics import Diagnostic, Location, Severity, Values, values


class Fault(Exception):
    """A fault of the file. code: that of its Diagnostic; facts: what its sentence is filled with."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Values = values(**facts)

    def diagnostic(self, name: str) -> Diagnostic:
        """The fault as an ERROR of the file with this name."""
        return Diagnostic(self.code, Severity.ERROR, Location(name), self.facts)
