"""Takes off what a container's own log puts around each line of the log within."""

import json
import re

import duckdb
import pyarrow

_DOCKER = '{"log":"'
_KUBERNETES = r"^\d{4}-\d\d-\d\dT\S+ std(?:out|err) [FP] "
_WITHIN = f"""
select
    line,
    case
        when starts_with(text, '{_DOCKER}') and json_valid(text)
            then rtrim(json_extract_string(text, '$.log'), chr(13) || chr(10))
        else regexp_replace(text, '{_KUBERNETES}', '')
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
    """Lines (line bigint, text varchar) without wrapping, when the first has one."""
    if not len(lines):
        return lines
    first = lines["text"][0].as_py()
    if unwrapped(first) == first:
        return lines
    connection.register("wrapped_in_memory", lines)
    within = connection.execute(_WITHIN).to_arrow_table()
    connection.unregister("wrapped_in_memory")
    return within
