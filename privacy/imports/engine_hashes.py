"""Whether the hashes of two log exports can be held against each other.

What tells visitors and lines apart is mixed by the engine's own hash(): a keyed hash of
each line would take more than a tenth longer to import. Another version of the engine
may mix otherwise. So each export's entry in the ledger says how its hashes were made,
and a month never holds hashes of two kinds: its visitors would count twice, and so
would its lines.
"""

import hashlib
from collections.abc import Iterable

from privacy.errors import BadExport
from privacy.storage.databases import Connection
from privacy.storage.rows import UNDATED, Part

FIRST = "4ea0b274878430ec"
"""How the engine made them before entries said so."""

_HASHED = "hits"
_TRIED = """
select string_agg(
    concat_ws(' ', hash(one, two), hash(one, two, seen_at, text, status, text)),
    ' ' order by one
)
from (values
    (1::ubigint, 2::ubigint, timestamp '2026-10-25 02:30:00', '', 200::smallint),
    (18446744073709551615, 0, timestamp '2026-03-29 03:00:00', '/short', 404),
    (77, 1234567890123456789, null, '/a/longer/path?with=ä&a=question', null)
) as tried(one, two, seen_at, text, status)
"""


def hashes_of(connection: Connection) -> str:
    """A mark that differs when the engine hashes otherwise."""
    (text,) = connection.execute(_TRIED).fetchone() or ("",)
    return hashlib.sha256(str(text).encode()).hexdigest()[:16]


class Hashed:
    """How the hashes of each month were made, by the exports taken in so far."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._made: dict[str, set[str]] = {}
        for part in parts:
            self.add(part)

    def add(self, part: Part) -> None:
        """Note an export that is taken in."""
        for month in _months_of(part):
            self._made.setdefault(month, set()).add(part.hashes or FIRST)

    def check(self, part: Part) -> None:
        """Raises BadExport when a month would hold hashes of two kinds."""
        own = {part.hashes or FIRST}
        wrong = [m for m in _months_of(part) if self._made.get(m, own) != own]
        if wrong:
            month = min(wrong)
            raise BadExport(
                f"{part.file}: earlier lines of {month} were read by another version "
                "of the database engine, whose hashes cannot be held against these: "
                "visitors and repeated lines would count twice. Run the program's "
                f"version before until {month} is released, or, if the exports of "
                f"{month} are all still there, delete the folders in build/rows that "
                f"hold a hits-{month}.parquet and import again."
            )


def _months_of(part: Part) -> set[str]:
    return {s.span for s in part.spans if s.table == _HASHED and s.span != UNDATED}
