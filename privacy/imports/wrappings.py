"""Takes off what a container's own log puts around each line of the log within."""

import json
import re

import duckdb
import pyarrow

_DOCKER = '{"log":"'
_KUBERNETES = r"^\d{4}-\d\d-\d\dT\S+ std(?:out|err) [FP] "
_DAMAGED = "^.*?std(?:out|err) [FP] "
"""Of a log that is Kubernetes', also where the time before it is damaged."""
_FIRST = 20
_WITHIN = f"""
select
    line,
    case
        when starts_with(text, '{_DOCKER}') and json_valid(text)
            then rtrim(json_extract_string(text, '$.log'), chr(13) || chr(10))
        else regexp_replace(text, '{_DAMAGED}', '')
    end as text
from wrapped_in_memory
order by line
"""


def unwrapped(line: str) -> str:
    """The line within one of Docker's JSON log or of Kubernetes', else the line."""
    if line.startswith(_DOCKER):
        try:
            return str(json.loads(line)["log"]).rstrip("\r\n")
        except ValueError:  # half written, or no JSON after all
            return line
    return re.sub(_KUBERNETES, "", line, count=1)


def unwrap_table(
    connection: duckdb.DuckDBPyConnection, lines: pyarrow.Table
) -> pyarrow.Table:
    """Lines (line bigint, text varchar) without wrapping, when one of the first has it.

    The first of all may have been cut where the log begins.
    """
    first = lines["text"][:_FIRST].to_pylist()
    if all(unwrapped(text) == text for text in first):
        return lines
    connection.register("wrapped_in_memory", lines)
    within = connection.execute(_WITHIN).to_arrow_table()
    connection.unregister("wrapped_in_memory")
    return within
