"""Serves another script behind the dashboard's own walls: DATA PORT SCRIPT."""

import sys
from pathlib import Path

import privacy.server
from privacy.installation import Installation

if __name__ == "__main__":
    data, port, script = sys.argv[1:]
    privacy.server.DASHBOARD = Path(script)
    sys.argv = ["serve"]
    privacy.server.serve(Installation(Path(data)), "127.0.0.1", int(port))
