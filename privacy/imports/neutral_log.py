"""The head row of the neutral CSV of requests: a line of the file, and no request."""

from dataclasses import replace

import duckdb

from privacy.imports.import_counts import ImportCounts

FORMAT = "imports/web/neutral_csv"


def name_heading(
    connection: duckdb.DuckDBPyConnection, taken: ImportCounts
) -> ImportCounts:
    """What was taken in, its first line called a heading where it is no request."""
    connection.execute(
        "update taken.rejects set reason = 'comment_line' "
        "where line = 1 and reason = 'not_this_format'"
    )
    reasons = connection.execute(
        "select reason, count(*) from taken.rejects group by reason order by reason"
    ).fetchall()
    return replace(taken, reasons=dict(reasons))
