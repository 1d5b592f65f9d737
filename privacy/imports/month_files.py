"""Writes events to disk as they are read: each month's, encrypted with its key."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from privacy.storage.databases import Connection
from privacy.storage.rows import RowStore, Span, copy_rows, file_name, month_of


@dataclass
class MonthFiles:
    """The files of one export's events: one more of a month whenever some are kept."""

    connection: Connection
    store: RowStore
    folder: Path
    _spans: dict[tuple[str, str], Span] = field(default_factory=dict)

    @property
    def spans(self) -> list[Span]:
        """What has been written, by table and month."""
        return [self._spans[key] for key in sorted(self._spans)]

    def keep(self, rows: str, spans: Sequence[Span]) -> None:
        """Write the rows of a query, which belong to these spans."""
        for span in spans:
            key = (span.table, span.span)
            before = self._spans.get(key)
            if before is None:
                self.store.add_keys(self.connection, [month_of(span.span)])
            number = before.files if before else 0
            # A filter that takes all rows would still cost time.
            only = f" where month = '{month_of(span.span)}'" if len(spans) > 1 else ""
            copy_rows(
                self.connection,
                f"select * from ({rows}){only}",
                self.folder / file_name(span.table, span.span, number),
                span.span,
            )
            self._spans[key] = _joined(before, span) if before else span


def _joined(one: Span, more: Span) -> Span:
    return replace(
        one,
        rows=one.rows + more.rows,
        lines=one.lines + more.lines,
        first_on=min(one.first_on or "", more.first_on or ""),
        last_on=max(one.last_on or "", more.last_on or ""),
        files=one.files + more.files,
    )
