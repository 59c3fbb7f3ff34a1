"""The error tree. A message names the thing, says what is wrong, and says what to do.

    DatelineError
    ├── ConfigError            the configuration is wrong; carries every problem found
    ├── DatabaseRefused        the database file is not ours, damaged, empty or newer; left untouched
    ├── DatabaseBusy           a second instance holds the database
    ├── StorageFailed          the disk failed while we wrote; a supervisor should start us again
    ├── GazetteerError         the packaged gazetteer cannot be read
    └── BadInput               a line of input does not have the shape of the contract

Errors of one feed, article or receiver are values, not exceptions. Programming errors propagate.
"""


class DatelineError(Exception):
    """Anything that Dateline itself reports; its text is for the user."""


class ConfigError(DatelineError):
    """The configuration is wrong. ``problems`` lists all of them, each as `file:line:column: path: text`."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class DatabaseRefused(DatelineError):
    """The database file was not opened, and not changed."""


class DatabaseBusy(DatelineError):
    """Another instance runs on this database."""


class StorageFailed(DatelineError):
    """Writing failed: disk full, input/output error, read-only file system."""


class GazetteerError(DatelineError):
    """The packaged gazetteer cannot be read."""


class BadInput(DatelineError):
    """Input that does not have the documented shape."""
