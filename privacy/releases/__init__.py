"""Releases: statistics of closed months, after suppression and audit, frozen.

build/releases/<source>/<YYYY-MM>-v<version>/manifest.json   what, when, rule, audit
build/releases/<source>/<YYYY-MM>-v<version>/<statistic>.json   the released cells
build/truths/<source>-<YYYY-MM>-v<version>.parquet   to check a correction
"""

from privacy.releases.archive import (
    build_releases,
    certificates,
    fill_board,
    make_releases,
    refusals,
)
from privacy.releases.correcting import correct_release
from privacy.releases.periods import SOURCES, due_releases
from privacy.releases.preview import Cost, preview_minima, preview_task
from privacy.releases.sealing import damage, read_seals, seal_of
from privacy.releases.statistics import released_columns

__all__ = [
    "SOURCES",
    "Cost",
    "build_releases",
    "certificates",
    "correct_release",
    "damage",
    "due_releases",
    "fill_board",
    "make_releases",
    "preview_minima",
    "preview_task",
    "read_seals",
    "refusals",
    "released_columns",
    "seal_of",
]
