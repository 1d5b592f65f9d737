"""Releases: statistics of closed months, after suppression and audit, frozen.

build/ready/...   the same for what is made and waits to be published
build/releases/<source>/<YYYY-MM>-v<version>/manifest.json   what, when, rule, audit
build/releases/<source>/<YYYY-MM>-v<version>/<statistic>.json   the released cells
build/truths/<source>-<YYYY-MM>-v<version>.parquet   to check a correction
"""

from privacy.releases.archive import (
    build_releases,
    certificates,
    published_spans,
    read_manifests,
    refusals,
)
from privacy.releases.coarser import Coarser, coarser_figures
from privacy.releases.correcting import correct_release
from privacy.releases.notes import (
    LONGEST,
    changes_of,
    policy_versions,
    source_of,
    withdraw_note,
    write_note,
)
from privacy.releases.periods import (
    SOURCES,
    Task,
    due_releases,
    is_closed,
    months_counted_by_tool,
    new_length_begins,
)
from privacy.releases.preview import Cost, preview_minima, preview_task
from privacy.releases.publishing import (
    EVERY,
    Publish,
    first_days,
    make_ready,
    publish,
    read_ready,
    ready_certificates,
    unpublishable,
)
from privacy.releases.sealing import damage, last_months, read_seals, seal_of
from privacy.releases.statistics import released_columns, rows_at

__all__ = [
    "EVERY",
    "LONGEST",
    "SOURCES",
    "Coarser",
    "Cost",
    "Publish",
    "Task",
    "build_releases",
    "certificates",
    "changes_of",
    "coarser_figures",
    "correct_release",
    "damage",
    "due_releases",
    "first_days",
    "is_closed",
    "last_months",
    "make_ready",
    "months_counted_by_tool",
    "new_length_begins",
    "policy_versions",
    "preview_minima",
    "preview_task",
    "publish",
    "published_spans",
    "read_manifests",
    "read_ready",
    "read_seals",
    "ready_certificates",
    "refusals",
    "released_columns",
    "rows_at",
    "seal_of",
    "source_of",
    "unpublishable",
    "withdraw_note",
    "write_note",
]
