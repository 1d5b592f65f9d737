"""Writes page views to disk as they are read: each month's, encrypted with its key."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from privacy.imports.deduplicate import Fact, ask_facts
from privacy.imports.outcomes import count_statuses
from privacy.storage.databases import Connection
from privacy.storage.rows import RowStore, Span, copy_rows, file_name, month_of, reading


@dataclass
class MonthFiles:
    """The files of one log's page views: one more of a month whenever some are kept.

    Each file is counted as it is written: to read a few of its columns costs a third
    of asking for the rows again.
    """

    connection: Connection
    store: RowStore
    folder: Path
    statuses: Counter[str] = field(default_factory=Counter)
    _facts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _spans: dict[tuple[str, str], Span] = field(default_factory=dict)

    @property
    def facts(self) -> list[Fact]:
        """The counts that outlive the rows."""
        return [(*fact, count) for fact, count in sorted(self._facts.items())]

    @property
    def spans(self) -> list[Span]:
        """What has been written, by table and month."""
        return [self._spans[key] for key in sorted(self._spans)]

    def keep(self, rows: str, spans: Sequence[Span]) -> None:
        """Write and count the rows of a query, which belong to these spans."""
        for span in spans:
            key = (span.table, span.span)
            before = self._spans.get(key)
            if before is None:
                self.store.add_keys(self.connection, [month_of(span.span)])
            number = before.files if before else 0
            # A filter that takes all rows would still cost time.
            only = f" where month = '{month_of(span.span)}'" if len(spans) > 1 else ""
            file = self.folder / file_name(span.table, span.span, number)
            copy_rows(self.connection, f"select * from ({rows}){only}", file, span.span)
            self._count(reading([file], span.span))
            self._spans[key] = _joined(before, span) if before else span

    def _count(self, rows: str) -> None:
        facts = ask_facts(self.connection, "hits", rows)
        for source, month, fact, count in facts:
            self._facts[source, month, fact] += count
        self.statuses.update(count_statuses(self.connection, rows).get(0, {}))


def _joined(one: Span, more: Span) -> Span:
    return replace(
        one,
        rows=one.rows + more.rows,
        lines=one.lines + more.lines,
        first_on=min(one.first_on or "", more.first_on or ""),
        last_on=max(one.last_on or "", more.last_on or ""),
        files=one.files + more.files,
    )
