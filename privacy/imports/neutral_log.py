"""The head row of the neutral CSV of requests: a line of the file, and no request."""

import duckdb

from privacy.imports.placing import LINE

FORMAT = "imports/web/neutral_csv"


def name_headings(connection: duckdb.DuckDBPyConnection) -> None:
    """Call the first line of each file a heading where it is no request."""
    connection.execute(
        "update taken.rejects set reason = 'comment_line' "
        f"where {LINE} = 1 and reason = 'not_this_format'"
    )
