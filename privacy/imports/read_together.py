"""Reads many small exports at once; each gives what it gives when it is read alone.

To lay out a database and plan its statements takes a hundred times as long as to read
a few lines. So files of one format are one set of lines: the number of a line holds the
place of its file above its 32 bits, which keeps the files apart in every query. What
cannot be read so is read alone: a file that anything is odd about, a format whose lines
tell of one another, and all files of a group that breaks.
"""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from privacy.contracts import read_contract
from privacy.errors import NotRecognised, PrivacyError
from privacy.errors.explained import is_interrupted, is_of_the_disk
from privacy.imports import aggregates
from privacy.imports.deduplicate import DAYS
from privacy.imports.engine_hashes import hashes_of
from privacy.imports.formats import Recognised
from privacy.imports.import_counts import Context, ImportCounts
from privacy.imports.outcomes import (
    count_outcomes,
    count_unknown_words,
    half_days_of,
    periods_of,
)
from privacy.imports.placing import PLACE, Files
from privacy.imports.proof import prove_outcomes
from privacy.imports.read_export import (
    SMALL,
    Intake,
    is_replaced,
    look_into,
    new_folder,
    nothing,
    read_export,
)
from privacy.imports.splitting import Share, split
from privacy.imports.tabular import head_of, read_tables
from privacy.imports.web import read_webs
from privacy.storage.databases import Connection, connect
from privacy.storage.rows import Part

_MOST_FILES, _MOST_BYTES = 250, 16 << 20
"""Of one group; by then what they share is little beside what each needs."""
_ACROSS = re.compile(
    r"\b(over|group by|distinct|lag|lead|limit|directives)\b|join export\.(rows|lines)",
    re.IGNORECASE,
)
"""What a query has that looks from one line at another."""

Read = tuple[Part, Path]
_Key = tuple[Recognised, tuple[str, ...], int, str | None]


def in_groups(intakes: Sequence[Intake]) -> Iterator[list[Intake]]:
    """The same exports in their order: small ones in groups, each large one alone."""
    group: list[Intake] = []
    size = 0
    for intake in intakes:
        own = intake.export.look.size
        is_small = own < SMALL
        if group and (
            not is_small or len(group) == _MOST_FILES or size + own > _MOST_BYTES
        ):
            yield group
            group, size = [], 0
        if is_small:
            group.append(intake)
            size += own
        else:
            yield [intake]
    if group:
        yield group


def read_group(intakes: Sequence[Intake]) -> list[Read]:
    """Read a group of exports, as `read_export` reads each; in their order."""
    result: dict[int, Read] = {}
    for alike in _alike(intakes) if len(intakes) > 1 else ():
        result |= alike.read()
    return [result.get(n) or read_export(intake) for n, intake in enumerate(intakes)]


@cache
def looks_across(name: str) -> bool:
    """Whether the query of a format looks from one line at another."""
    lines = read_contract(name).sql.splitlines()
    sql = "\n".join(line for line in lines if not line.lstrip().startswith("--"))
    return _ACROSS.search(sql) is not None


def _alike(intakes: Sequence[Intake]) -> list["_Alike"]:
    """The exports that can be read together, by what they have in common."""
    groups: dict[_Key, dict[int, Intake]] = defaultdict(dict)
    for place, intake in enumerate(intakes):
        if intake.export.look.size >= SMALL or intake.skip_lines:
            continue
        try:
            lines, result = look_into(intake)
        except Exception as fault:  # it is said when the file is read alone
            if is_interrupted(fault):
                raise
            continue
        contract = read_contract(result.name)
        is_aggregate = contract.header.get("Table") == (aggregates.TABLE,)
        if result.mapping or is_aggregate or looks_across(result.name):
            continue
        head = ([], 0) if _is_log(result) else head_of(lines, result)
        key = (result, tuple(head[0]), head[1], intake.source)
        groups[key][place] = intake
    return [
        _Alike(group, result, names, first_line)
        for (result, names, first_line, _source), group in groups.items()
        if len(group) > 1
    ]


def _is_log(format: Recognised) -> bool:
    return format.name.startswith("imports/web/")


@dataclass(frozen=True)
class _Alike:
    """Exports of one format and head, by their place among those asked for."""

    intakes: Mapping[int, Intake]
    format: Recognised
    names: Sequence[str]
    first_line: int

    def read(self) -> dict[int, Read]:
        """What each gave, by place; what must be read alone is not among them."""
        first = next(iter(self.intakes.values()))
        work = new_folder(first)
        folders = {place: new_folder(one) for place, one in self.intakes.items()}
        result: dict[int, Read] = {}
        try:
            with closing(connect(threads=1)) as connection:
                connection.execute("attach ':memory:' as taken; create schema export")
                parts = self._parts(connection, first, folders, work)
            result = {place: (part, folders[place]) for place, part in parts.items()}
        except PrivacyError:
            pass  # said of the file that it is of, when each is read alone
        except Exception as fault:
            if is_interrupted(fault) or is_of_the_disk(fault):
                raise
        for place in folders.keys() - result.keys():
            shutil.rmtree(folders[place])
        shutil.rmtree(work)
        return result

    def _parts(
        self,
        connection: Connection,
        first: Intake,
        folders: Mapping[int, Path],
        work: Path,
    ) -> dict[int, Part]:
        keyring = first.store.keyring
        context = Context(first.policy, keyring.month, keyring.destroyed_months())
        contents = {at: one.export.content for at, one in self.intakes.items()}
        files = Files(contents, is_alone=False)
        if _is_log(self.format):
            taken = read_webs(connection, files, self.format.name, context)
        else:
            taken = read_tables(
                connection, files, self.format, context, self.names, self.first_line
            )
        parts = self._entries(connection, files, taken, first)
        own = {place: folders[place] for place in parts}
        if not own:
            return {}
        shares = split(connection, first.store, own, work)
        return {
            place: _with_share(parts[place], share)
            for place, share in shares.items()
            if not is_replaced(self.intakes[place].export)
        }

    def _entries(
        self,
        connection: Connection,
        files: Files,
        taken: Mapping[int, ImportCounts],
        first: Intake,
    ) -> dict[int, Part]:
        """The ledger entry of each export, but for its rows."""
        contract = read_contract(self.format.name)
        (table, *_) = (
            contract.header["Table"] if not _is_log(self.format) else ("hits",)
        )
        place = "place" if table in DAYS else PLACE
        outcomes = count_outcomes(connection, table, place)
        if table == "calls" and first.source != "telephone":
            for at, name in files.names.items():
                try:
                    prove_outcomes(contract, name, outcomes.get(at, {}))
                except NotRecognised as refusal:
                    files.leave(at, refusal)
        half_days = half_days_of(connection, table, place)
        periods = periods_of(connection, table, place)
        unknown_words = count_unknown_words(connection, table, first.policy, place)
        hashes = hashes_of(connection) if _is_log(self.format) else ""
        return {
            at: replace(
                nothing(self.intakes[at]),
                source=one.source,
                series=self.intakes[at].export.series_of(one.source),
                format=one.format,
                read=one.read,
                accepted=one.accepted,
                rejected=one.rejected,
                reasons=dict(one.reasons),
                unreadable=dict(one.unreadable),
                columns=one.columns,
                lacking=one.lacking,
                cut_line=one.cut_line,
                near_titles=one.near_titles,
                double_titles=one.double_titles,
                half_days=half_days.get(at, 0),
                period=periods.get(at, ()),
                outcomes=outcomes.get(at, {}),
                unknown_words=unknown_words[at],
                hashes=hashes,
            )
            for at, one in taken.items()
            if at not in files.left_out
        }


def _with_share(part: Part, share: Share) -> Part:
    """A ledger entry with the rows that were kept."""
    return replace(
        part,
        accepted=part.accepted - share.repeated,
        duplicate=share.repeated,
        spans=share.spans,
        facts=share.facts,
        outcomes=part.outcomes or share.statuses,
        unjoined=any(span.table == "calls" for span in share.spans),
    )
