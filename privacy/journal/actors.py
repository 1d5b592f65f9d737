"""Who did something: kept with each entry, so that no name passes for another."""

import json
from dataclasses import asdict, dataclass

PERSON, COMMAND_LINE, UNSIGNED, PROGRAM, EARLIER = (
    "person",
    "command_line",
    "without_sign_in",
    "program",
    "",
)
"""Signed in by the provider; at the command line; at this machine, where nobody signs
in; this program itself; written before it was kept which of these it was."""


@dataclass(frozen=True)
class Actor:
    """Somebody or something that the journal tells of.

    `name` is what the provider lets people be called, the account at the command line,
    or the role where nobody signs in. `issuer` and `subject` are the provider's own
    unchanging id of a person.
    """

    kind: str
    name: str
    issuer: str | None = None
    subject: str | None = None

    @property
    def identity(self) -> str | None:
        """The provider's unchanging id of a person, and whose it is."""
        return f"{self.subject} ({self.issuer})" if self.subject else None

    def written(self) -> str:
        """How an entry keeps it."""
        fields = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(fields, ensure_ascii=False, sort_keys=True)


THE_PROGRAM = Actor(PROGRAM, "privacy")


def read_actor(written: str) -> Actor:
    """Who did it, as an entry keeps it; older ones keep a name alone."""
    try:
        return Actor(**json.loads(written))
    except (ValueError, TypeError):
        return Actor(EARLIER, written)
