"""Which export stands for which: inventories and lists that a newer one replaces whole.

An inventory belongs to the systems and kinds of record that it holds, of the day it was
made; a list that names no system belongs to its series. Files of one day together are
one inventory, but one that repeats over half of another of that day replaces it. A
newer day replaces an older one; also of a kind that it no longer holds, when a file of
the same series held it before.

An inventory that would let more than a third of a system's records vanish, or stand
twice, is held back until the officer says yes. Until then the earlier one stands.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from privacy.building.contents import Contents, Places, Scope, Step
from privacy.errors import BadBuild
from privacy.journal import JournalState
from privacy.storage.rows import Part

STANDS, REPLACED = "Gäller", "Ersatt"
REPEATED, HELD, PASSED = "Upprepad", "Väntar på ja", "Förbigången"
"""How a file stands: in force, replaced by a later day or by one of its own day, held
back, or held back until a later inventory came."""

_WATCHED = "records"
"""The table of which no third may vanish unasked; other lists follow the day."""
_ONE_IN = 3


@dataclass(frozen=True)
class Standing:
    """How one file stands for one system and kind: a row of register.inventories."""

    table: str
    system: str
    record_type: str
    exported_on: str
    file_id: str
    file: str
    imported_at: str
    records: int
    standing: str


@dataclass(frozen=True)
class HeldBack:
    """An inventory that waits for a yes: a row of register.held_inventories."""

    system: str
    exported_on: str
    file_ids: list[str]
    files: str
    records_before: int
    records_after: int
    vanished: int
    doubled: int


@dataclass(frozen=True)
class _Inventory:
    """What one day said of one scope: the files that make it, and all that came."""

    day: str
    places: Places
    sent: Places


_Inventories = Mapping[Scope, _Inventory]


@dataclass
class Replacing:
    """Decides for one table, day by day, which of its exports stand."""

    table: str
    contents: Contents
    state: JournalState
    standings: list[Standing] = field(default_factory=list)
    held: list[HeldBack] = field(default_factory=list)
    _force: dict[Scope, _Inventory] = field(default_factory=dict)

    @property
    def standing_rows(self) -> Iterator[tuple[Part, str]]:
        """Of each export of which rows stand, SQL that reads them."""
        standing = {scope: one.places for scope, one in self._force.items()}
        return self.contents.standing_rows(standing)

    def decide(self) -> None:
        """Let each day's inventories replace what stood before, or hold them back.

        Raises BadBuild when one would stand whose rows are gone.
        """
        days: dict[str, list[int]] = defaultdict(list)
        for place, part in enumerate(self.contents.parts):
            days[part.exported_on].append(place)
        made = {day: self._made_on(day, places) for day, places in days.items()}
        if self.table == _WATCHED:
            self.contents.count_gone(_steps(list(made.values())))
        past: list[tuple[Scope, _Inventory]] = []
        passed: list[tuple[Scope, _Inventory, HeldBack | None]] = []
        for day, places in days.items():
            result = {**made[day], **self._emptied_on(day, places, made[day])}
            for system in sorted({system for system, _ in result}):
                new = {s: one for s, one in result.items() if s[0] == system}
                settled = self._settled(new)
                back = self._held_back(system, day, new) if settled is None else None
                if back or settled == PASSED:
                    passed += [(scope, one, back) for scope, one in new.items()]
                else:
                    past += new.items()
                    self._force |= new
        for scope, one in past:
            is_last = one is self._force[scope]
            self._note(scope, one, STANDS if is_last else REPLACED)
        latest = {scope: one for scope, one, _ in passed}
        for scope, one, back in passed:
            stands = self._force.get(scope)
            is_open = one is latest[scope] and (not stands or stands.day < one.day)
            self._note(scope, one, HELD if is_open else PASSED)
            if is_open and back and back not in self.held:
                self.held.append(back)
        self._check_rows()

    @cached_property
    def _decided(self) -> Mapping[tuple[int, Scope], str]:
        """How exports stood for a scope when their ledger last said so."""
        return {
            (place, (system, kind)): standing
            for place, part in enumerate(self.contents.parts)
            for table, system, kind, _, standing in part.decided
            if table == self.table
        }

    def _settled(self, new: _Inventories) -> str | None:
        """How a system's inventory was decided before; None when it was not."""
        result = [
            self._decided.get((place, scope))
            for scope, one in new.items()
            for place in one.sent
        ]
        if None in result:
            return None
        return PASSED if PASSED in result else STANDS

    def _check_rows(self) -> None:
        """Raises BadBuild when an inventory would stand whose rows are gone."""
        for one in self._force.values():
            for part in (self.contents.parts[place] for place in one.places):
                if part.is_thinned:
                    raise BadBuild(
                        "{file} would stand again, but its rows are gone: what "
                        "replaced it is no longer there. Import the newest inventory "
                        "of that system again.",
                        file=part.file,
                    )

    def _made_on(self, day: str, places: Sequence[int]) -> dict[Scope, _Inventory]:
        """Of each scope, the files of a day that make its inventory."""
        sent: dict[Scope, list[int]] = defaultdict(list)
        for place in places:
            for scope in self.contents.scopes(place):
                sent[scope].append(place)
        result = {}
        for scope, those in sent.items():
            made: list[int] = []
            for place in those:
                made = [p for p in made if not self._repeats(scope, p, place)]
                made.append(place)
            result[scope] = _Inventory(day, tuple(made), tuple(those))
        return result

    def _repeats(self, scope: Scope, older: int, newer: int) -> bool:
        """Whether two files of a day share over half of what the smaller holds."""
        before = self._decided.get((older, scope))
        if before and self._decided.get((newer, scope)):
            return before == REPEATED
        least = min(self.contents.rows(scope, [place]) for place in (older, newer))
        return 2 * self.contents.shared(scope, older, newer) > least

    def _emptied_on(
        self, day: str, places: Sequence[int], made: _Inventories
    ) -> dict[Scope, _Inventory]:
        """The scopes in force that the files of a day say are empty now."""
        result = {}
        for scope, one in self._force.items():
            sent = tuple(
                p for p in places if any(self._follows(p, q) for q in one.sent)
            )
            if sent and scope not in made:
                result[scope] = _Inventory(day, (), sent)
        return result

    def _follows(self, place: int, earlier: int) -> bool:
        """Whether a file speaks of what an earlier one of its series held.

        It is empty, or both hold rows of one system.
        """
        parts = self.contents.parts
        if parts[place].series != parts[earlier].series:
            return False
        systems, before = (
            {system for system, _ in self.contents.scopes(p)} for p in (place, earlier)
        )
        return not systems or not systems.isdisjoint(before)

    def _held_back(self, system: str, day: str, new: _Inventories) -> HeldBack | None:
        """What a system's inventory would do, when that needs a yes it has not got."""
        contents = self.contents
        force = {s: one for s, one in self._force.items() if s[0] == system}
        before = sum(contents.rows(s, one.places) for s, one in force.items())
        if self.table != _WATCHED or not before:
            return None
        vanished = sum(
            contents.gone((scope, force[scope].places, one.places))
            for scope, one in new.items()
            if scope in force
        )
        doubled = sum(
            self._doubled(scope, one, force, new) for scope, one in new.items()
        )
        if max(vanished, doubled) * _ONE_IN <= before:
            return None
        places = sorted({place for one in new.values() for place in one.sent})
        file_ids = sorted(contents.parts[place].file_id for place in places)
        if (system, day, tuple(file_ids)) in self.state.accepted_inventories():
            return None
        then = {**force, **new}
        after = sum(contents.rows(s, one.places) for s, one in then.items())
        files = ", ".join(contents.parts[place].file for place in places)
        return HeldBack(system, day, file_ids, files, before, after, vanished, doubled)

    def _doubled(
        self, scope: Scope, one: _Inventory, force: _Inventories, new: _Inventories
    ) -> int:
        """How many ids are new here that stay in force under another kind too."""
        others = [(s, stays.places) for s, stays in force.items() if s not in new]
        before = force[scope].places if scope in force else ()
        stay = self.contents.rows(scope, before)
        if before:
            stay -= self.contents.gone((scope, before, one.places))
        if not others or self.contents.rows(scope, one.places) <= stay:
            return 0
        fresh = self.contents.ids(scope, one.places) - self.contents.ids(scope, before)
        return len(fresh & set().union(*(self.contents.ids(*o) for o in others)))

    def _note(self, scope: Scope, one: _Inventory, standing: str) -> None:
        """Note how each file of an inventory stands."""
        for place in one.sent:
            part = self.contents.parts[place]
            is_repeated = one.places and place not in one.places
            self.standings.append(
                Standing(
                    self.table,
                    *scope,
                    part.exported_on,
                    part.file_id,
                    part.file,
                    part.imported_at,
                    self.contents.rows(scope, [place]),
                    REPEATED if is_repeated else standing,
                )
            )


def _steps(days: Sequence[_Inventories]) -> list[Step]:
    """From each inventory of a scope to the next, as long as none is held back."""
    steps = []
    last: dict[Scope, Places] = {}
    for day in days:
        for scope, one in day.items():
            if scope in last:
                steps.append((scope, last[scope], one.places))
            last[scope] = one.places
    return steps
