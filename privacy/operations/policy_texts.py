"""Published policies that were read, what was decided of them, and what is in force.

build/readings/decisions.parquet   the texts and the decisions, encrypted

Decisions are kept at once, one by one, and change nothing. To put them in force writes
the policy's file of promises, beside those that are there, and a line in the journal.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import duckdb
import msgspec
from filelock import FileLock

from privacy.errors import BadBuild, BadPolicy, Outdated
from privacy.installation import Installation
from privacy.journal import Actor, Journal
from privacy.policy import edits, read_policy
from privacy.policy.faults import Row, day_of
from privacy.policy_reader import (
    Compared,
    Decision,
    Document,
    Proposal,
    Sentence,
    added,
    compare,
    current,
    decided,
    find_outdated,
    is_complete,
    keyed,
    listed_by,
    policy_rows,
    propose,
)
from privacy.storage.databases import connect
from privacy.storage.organisations import Organisation
from privacy.storage.rows import UNDATED, UNFINISHED, reading, write_text

_IDS = {
    "promise": "promise_id",
    "retention_rule": "rule_id",
    "source": "source",
    "text_finding": "finding_id",
    "constant": "name",
}
_MEANWHILE = "{who} decided this sentence meanwhile; it shows now as it was decided."
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class PolicyText:
    """A published policy: from which day it is the company's, and since when here."""

    document: Document
    valid_from: datetime.date
    accepted_on: datetime.date | None = None
    """The day something of it was put in force first."""
    informed_on: datetime.date | None = None
    """The day persons were informed of it, where it changed an earlier one."""


@dataclass(frozen=True)
class Readings:
    """All texts, oldest first, and the decisions by the key of their proposal."""

    texts: tuple[PolicyText, ...] = ()
    decisions: dict[str, Decision] = field(default_factory=dict)

    @property
    def current(self) -> PolicyText | None:
        """The newest text."""
        return self.texts[-1] if self.texts else None

    @property
    def before(self) -> PolicyText | None:
        """The text before the newest of which anything is in force."""
        earlier = [text for text in self.texts[:-1] if text.accepted_on]
        return earlier[-1] if earlier else None


@dataclass(frozen=True)
class Review:
    """The newest text as it stands: what is proposed, decided, waiting and in force."""

    text: PolicyText
    proposed: Mapping[str, Proposal]
    """As the rules propose them, those that the officer added last."""
    proposals: Mapping[str, Proposal]
    """The same as they are decided so far."""
    decisions: Mapping[str, Decision]
    compared: Sequence[Compared] = ()
    """Against the text before; empty of the first text."""
    gone: Mapping[str, str] = field(default_factory=dict)
    """The promises of earlier texts that this one no longer holds, by their keys."""

    def undecided(self) -> list[str]:
        """The keys of proposals that nothing was decided of, in order."""
        return [key for key in self.proposals if key not in self.decisions]

    def complete(self) -> list[str]:
        """Those among them that leave nothing open."""
        return [key for key in self.undecided() if is_complete(self.proposals[key])]

    def in_state(self, state: str) -> list[str]:
        """The keys of proposals in one state of decision, in order."""
        result = self.decisions
        return [k for k in self.proposals if k in result and result[k].state == state]

    def waiting(self) -> list[str]:
        """The accepted ones that are not in force yet."""
        accepted = self.in_state("accepted")
        return [key for key in accepted if not self.decisions[key].promise_id]

    def in_force(self) -> list[str]:
        """The accepted ones that are promises of the policy now."""
        accepted = self.in_state("accepted")
        return [key for key in accepted if self.decisions[key].promise_id]

    @property
    def can_be_put_in_force(self) -> bool:
        """Whether anything would change."""
        return bool(self.waiting() or self.gone)


@dataclass(frozen=True)
class Written:
    """What was put in force: the file, what it holds, and the promises that ended."""

    file: Path
    promises: int
    rules: int
    sources: Sequence[str]
    ids: Mapping[str, str]
    ended: Sequence[str]


@dataclass(frozen=True)
class PolicyTexts:
    """The texts and decisions of one organisation, on disk."""

    home: Installation
    organisation: Organisation

    def read(self) -> Readings:
        """What is kept now. Raises BadBuild when it cannot be read."""
        if not self._file.exists():
            return Readings()
        with closing(connect()) as connection:
            self.home.rows(self.organisation).add_keys(connection, [])
            try:
                rows = connection.execute(
                    f"select text from {reading([self._file], UNDATED)}"
                ).fetchall()
            except duckdb.Error:
                raise BadBuild(
                    "{file} cannot be read: it is damaged, or its key is another. "
                    "Restore it from a backup, or take it away and read the policy "
                    "again: what is in force stays.",
                    file=self._file,
                ) from None
        result = msgspec.json.decode(rows[0][0], type=Readings)
        decisions = {key: current(one) for key, one in result.decisions.items()}
        return replace(result, decisions=decisions)

    def review(self) -> Review | None:
        """The newest text beside what was decided; None when none was read."""
        readings = self.read()
        return _review(readings) if readings.texts else None

    def keep_text(self, document: Document, valid_from: datetime.date) -> None:
        """Let a text be the newest; one that is not in force yet gives way to it.

        Raises BadPolicy when it is the same as the newest, or begins no later than it.
        """
        with self._changing() as readings:
            texts = [text for text in readings.texts if text.accepted_on]
            newest = texts[-1] if texts else None
            if newest and newest.document.sha256 == document.sha256:
                raise BadPolicy(
                    "This text is the one in force since {valid_from}: nothing in "
                    "it is new.",
                    valid_from=newest.valid_from,
                )
            if newest and valid_from <= newest.valid_from:
                raise BadPolicy(
                    "The text before is in force from {valid_from}; a new one "
                    "begins on a later day.",
                    valid_from=newest.valid_from,
                )
            texts.append(PolicyText(document, valid_from))
            self._write(replace(readings, texts=tuple(texts)))

    def inform(self, informed_on: datetime.date) -> None:
        """Keep the day on which persons were informed of the newest text."""
        with self._changing() as readings:
            *earlier, newest = readings.texts
            newest = replace(newest, informed_on=informed_on)
            self._write(replace(readings, texts=(*earlier, newest)))

    def place_of(self, quote: str) -> tuple[PolicyText, Sentence] | None:
        """The newest text that holds a quote, and the sentences it is there as one."""
        for text in reversed(self.read().texts):
            document = text.document
            flat = document.text.replace("\n", " ")
            ends = {sentence.end for sentence in document.sentences}
            for sentence in document.sentences:
                end = sentence.start + len(quote)
                if end in ends and flat[sentence.start : end] == quote:
                    return text, replace(sentence, text=quote, end=end)
        return None

    def write_versions(self) -> Path | None:
        """Write the changes of the text as an export of `policy_versions`.

        The first text changed nothing. None, and nothing is written, without another.
        """
        changes = [text for text in self.read().texts if text.accepted_on][1:]
        if not changes:
            return None
        file = self.organisation.exports / "policy_versions" / "policy-texts.csv"
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lines = [
            f"{text.document.sha256[:12]},{text.valid_from},{text.valid_from},"
            f"{text.informed_on or ''}"
            for text in changes
        ]
        head = "policy_version,published_on,effective_on,informed_on"
        edits.write_whole(file, "\n".join((head, *lines, "")).encode())
        return file

    def decide(
        self,
        decisions: Mapping[str, Decision | None],
        seen: Mapping[str, Decision | None],
    ) -> None:
        """Keep decisions by the key of their proposal, or none of it any more.

        `seen` is what stood there when they were made. Raises Outdated when somebody
        decided otherwise meanwhile; nothing of it is then kept.
        """
        with self._changing() as readings:
            kept = dict(readings.decisions)
            for key, decision in decisions.items():
                result = kept.get(key)
                if result != seen.get(key):
                    raise Outdated(_MEANWHILE, who=result.who if result else "?")
                if decision is None:
                    kept.pop(key, None)
                else:
                    kept[key] = decision
            self._write(replace(readings, decisions=kept))

    def accept(
        self,
        document: Document,
        chosen: Sequence[Proposal],
        valid_from: datetime.date,
    ) -> None:
        """Accept proposals of a text as they are, also what they leave open."""
        newest = self.read().current
        if newest is None or newest.document.sha256 != document.sha256:
            self.keep_text(document, valid_from)
        kept = self.read().decisions
        keys = {p.proposal_id: k for k, p in keyed(propose(document)).items()}
        wanted = {keys[p.proposal_id]: p for p in chosen if p.proposal_id in keys}
        fresh = {
            key: Decision("accepted", p.template.template_id, p.sentence.text)
            for key, p in wanted.items()
            if key not in kept or not kept[key].promise_id
        }
        self.decide(fresh, kept)

    def put_in_force(self, actor: Actor, now: datetime.datetime) -> Written:
        """Write what is accepted into the policy, and end what the text lacks now.

        Raises BadPolicy, and writes nothing, when the policy would not be sound.
        """
        with self._changing() as readings:
            review = _review(readings)
            if not review.can_be_put_in_force:
                raise BadPolicy(
                    "Everything that was accepted of this text is in force already."
                )
            kept = dict(readings.decisions)
            became = _became(review, kept)
            builds = self.organisation.builds
            # The page of rules takes the same lock.
            with FileLock(builds / "policy.lock", mode=0o600):
                written = self._write_policy(review, became, actor, now)
            for key in review.waiting():
                promise_id = written.ids[review.proposals[key].proposal_id]
                kept[key] = replace(kept[key], promise_id=promise_id)
            for key in review.gone:
                del kept[key]
            text = review.text
            begun = replace(text, accepted_on=text.accepted_on or now.date())
            texts = (*readings.texts[:-1], begun)
            self._write(Readings(texts, kept))
        return written

    def _write_policy(
        self,
        review: Review,
        became: Mapping[str, str],
        actor: Actor,
        now: datetime.datetime,
    ) -> Written:
        """Write the files of the policy and the line of the journal, or nothing."""
        folder = self.organisation.folder
        policy, document = read_policy(folder), review.text.document
        taken: dict[str, set[object]] = {
            table: {row[key] for row in policy.table(table)}
            for table, key in _IDS.items()
        }
        last_day = review.text.valid_from - _DAY
        changed = _unlisted(folder, review, last_day)
        listed = policy.on(review.text.valid_from).table("listed")
        taken["listed"] = {edits.identity_of("listed", row) for row in listed}
        rows = policy_rows(
            document,
            [review.proposals[key] for key in review.waiting()],
            find_outdated(document),
            review.text.valid_from,
            _prefix(self.organisation),
            taken,
            {review.proposals[key].proposal_id: one for key, one in became.items()},
        )
        ended = sorted(set(review.gone.values()) - set(became.values()))
        changed = _ended(folder, ended, last_day, changed)
        read_policy(folder, rows.text, changed)
        file = _free_name(folder / "policy", document)
        with Journal.of(self.organisation).alone() as write:
            write(
                "policy_read",
                actor,
                now.astimezone(datetime.UTC).isoformat(timespec="seconds"),
                text=document.name,
                sha256=document.sha256,
                valid_from=review.text.valid_from,
                file=file.name,
                promises=list(rows.ids.values()),
                ended=ended,
            )
            for path, content in changed.items():
                edits.write_whole(path, content)
            edits.write_whole(file, rows.text.encode())
            text = file.with_name(f"{file.stem[:17]}.txt")
            edits.write_whole(text, document.text.encode())
        return Written(file, rows.promises, rows.rules, rows.sources, rows.ids, ended)

    @property
    def _file(self) -> Path:
        return self.organisation.readings / "decisions.parquet"

    @contextmanager
    def _changing(self) -> Iterator[Readings]:
        """What is kept now, while nobody else changes it."""
        folder = self.organisation.readings
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.home.keyring(self.organisation).master(make=True)
        with FileLock(folder / "decisions.lock", mode=0o600):
            yield self.read()

    def _write(self, readings: Readings) -> None:
        unfinished = self._file.with_name(self._file.name + UNFINISHED)
        with closing(connect()) as connection:
            self.home.rows(self.organisation).add_keys(connection, [])
            text = msgspec.json.encode(readings).decode()
            write_text(connection, text, unfinished)
        unfinished.replace(self._file)


@lru_cache(maxsize=4)
def _proposed(document: Document) -> Mapping[str, Proposal]:
    return keyed(propose(document))


@lru_cache(maxsize=4)
def _compared(old: Document, new: Document) -> Sequence[Compared]:
    return compare(old, new)


def _review(readings: Readings) -> Review:
    text, before = readings.texts[-1], readings.before
    result = dict(_proposed(text.document))
    result |= dict(added(text.document, readings.decisions))
    proposals = {
        key: decided(proposal, readings.decisions[key])
        if key in readings.decisions
        else proposal
        for key, proposal in result.items()
    }
    gone = {
        key: decision.promise_id
        for key, decision in readings.decisions.items()
        if decision.promise_id and key not in result
    }
    return Review(
        text,
        result,
        proposals,
        {k: d for k, d in readings.decisions.items() if k in result},
        _compared(before.document, text.document) if before else (),
        gone if before else {},
    )


def _became(review: Review, decisions: Mapping[str, Decision]) -> dict[str, str]:
    """The promises of changed sentences that accepted proposals are new versions of."""
    ended = dict(review.gone)
    result: dict[str, str] = {}
    for key in review.waiting():
        proposal = review.proposals[key]
        before = [
            pair.old.text
            for pair in review.compared
            if pair.new and pair.old and proposal.sentence.covers(pair.new)
        ]
        for old_key, promise_id in ended.items():
            was = decisions[old_key]
            is_alike = was.template == proposal.template.template_id
            if is_alike and any(quote in was.quote for quote in before):
                result[key] = promise_id
                del ended[old_key]
                break
    return result


def _prefix(organisation: Organisation) -> str:
    """Capitals of the organisation's id: exempel-forsakring is EF."""
    return "".join(part[0] for part in organisation.id.split("-") if part).upper()


def _free_name(folder: Path, document: Document) -> Path:
    """read-<hash>.toml, numbered when some of the text was put in force before."""
    stem, number = f"read-{document.sha256[:12]}", 1
    file = folder / f"{stem}.toml"
    while file.exists():
        number += 1
        file = folder / f"{stem}-{number}.toml"
    return file


def _unlisted(
    folder: Path, review: Review, last_day: datetime.date
) -> dict[Path, bytes]:
    """The files with a last day for what a promise that is gone alone had listed.

    Such a row stands in the promise's file with its citation; what an accepted sentence
    of the text still names stays.
    """
    named = {
        edits.identity_of("listed", row)
        for key in review.in_state("accepted")
        for row in listed_by(review.proposals[key])
    }
    brought = {
        (row.file, row.values["citation"])
        for row in edits.own_rows(folder, "promise")
        if row.values["promise_id"] in review.gone.values()
    }
    rows = [
        row
        for row in edits.own_rows(folder, "listed")
        if (row.file, row.values["citation"]) in brought
        and edits.identity_of("listed", row.values) not in named
    ]
    return _with_last_day(rows, last_day, {})


def _ended(
    folder: Path,
    promises: Sequence[str],
    last_day: datetime.date,
    changed: Mapping[Path, bytes],
) -> dict[Path, bytes]:
    """The policy files with a last day for promises, and for the rules of their name.

    Those that have a last day keep it. Raises BadPolicy when a row is written so that
    no day can be added to it.
    """
    rows = [
        row
        for table, key in (("promise", "promise_id"), ("retention_rule", "rule_id"))
        for row in edits.own_rows(folder, table)
        if row.values.get(key) in promises
    ]
    return _with_last_day(rows, last_day, changed)


def _with_last_day(
    rows: Iterable[Row], last_day: datetime.date, changed: Mapping[Path, bytes]
) -> dict[Path, bytes]:
    """The files of rows with a last day for those that have begun and have none."""
    result = dict(changed)
    for row in rows:
        begins = day_of(row.values.get("valid_from"))
        if "valid_to" not in row.values and begins and begins <= last_day:
            text = result[row.file].decode() if row.file in result else row.text
            result |= edits.ended(replace(row, text=text), last_day)
    return result
