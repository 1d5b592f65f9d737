"""The command line: `python -m privacy import`, `ask`, `release`, `check` and so on."""

import datetime
import sys

from privacy.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], lambda: datetime.datetime.now(datetime.UTC)))
