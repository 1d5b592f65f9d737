"""The command line: `python -m privacy import`, `ask`, `release`, `check` and so on."""

import datetime
import os
import sys
from functools import partial

from privacy.commands import main


def _give_way() -> None:
    """Let everything else on the machine go first; Windows has no such call."""
    if hasattr(os, "nice"):
        os.nice(10)


def run(program: str = "privacy") -> None:
    """Run the command of the command line; an installed program begins here."""
    now = partial(datetime.datetime.now, datetime.UTC)
    sys.exit(main(sys.argv[1:], now, _give_way, program, is_alone=True))


if __name__ == "__main__":
    run("python -m privacy")
