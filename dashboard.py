"""Who is asking, for which organisation, and therefore which pages exist."""

import datetime
from zoneinfo import ZoneInfo

from privacy.display import run_dashboard

run_dashboard(lambda: datetime.datetime.now(ZoneInfo("Europe/Stockholm")))
