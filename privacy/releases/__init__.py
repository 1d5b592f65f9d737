"""Releases: statistics of closed months, after suppression and audit, frozen.

build/releases/<source>/<YYYY-MM>-v<version>/manifest.json   what, when, rule, audit
build/releases/<source>/<YYYY-MM>-v<version>/<statistic>.json   the released cells
"""

from privacy.releases.archive import build_releases, certificates, make_releases
from privacy.releases.periods import due_releases
from privacy.releases.statistics import released_columns

__all__ = [
    "build_releases",
    "certificates",
    "due_releases",
    "make_releases",
    "released_columns",
]
