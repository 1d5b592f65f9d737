"""The cover of a pack: what it is, of which days, from whom, and how to check it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from privacy.reports.files import Row
from privacy.reports.manifest import State
from privacy.reports.paper import (
    Grid,
    Heading,
    Paper,
    Part,
    Points,
    SignHere,
    Text,
    Tile,
    Tiles,
)
from privacy.wording import name_column, say, write_value

_STATES = ("kept", "broken", "no_data", "due_for_attestation", "not_measurable")
_PROMISES = ("promise_id", "gloss", "status", "found", "since_on")


@dataclass(frozen=True)
class _Reader:
    """Who reads the cover, in one language."""

    language: str

    def say(self, sentence: str, **given: object) -> str:
        return say(sentence, self.language, **given)


def cover_paper(
    state: State, promises: Sequence[Row], files: Mapping[str, str], language: str
) -> Paper:
    """The cover as a paper; `files` says what each file is, by its name."""
    reader = _Reader(language)

    counts = Counter(str(row["status"]) for row in promises)
    tiles = [
        Tile(write_value(word, language, "status"), write_value(counts[word], language))
        for word in _STATES
    ]
    faults: list[Part] = [
        Heading(reader.say("The journal is not as it was written")),
        Points(state.faults),
    ]
    parts: list[Part] = [
        Tiles(tiles),
        Heading(reader.say("What this is")),
        _facts(state, reader),
        *(faults if state.faults else ()),
        Heading(reader.say("How to check it")),
        Points(_ways(state, reader)),
        Heading(reader.say("The promises")),
        Grid(
            "",
            [name_column(name, language) for name in _PROMISES],
            [
                [write_value(row[name], language, name) for name in _PROMISES]
                for row in promises
            ],
            words=3,
            wide=1,
        ),
        Heading(reader.say("The files")),
        Grid(
            "",
            [name_column("file", language), name_column("meaning", language)],
            [[name, reader.say(what)] for name, what in files.items()],
            words=2,
            wide=1,
        ),
        Text(
            reader.say(
                "No personal data: case numbers and names are left out, and the files "
                "were searched."
            ),
            True,
        ),
        Heading(reader.say("Handed over")),
        SignHere(
            [
                reader.say("Place and day"),
                reader.say("Signature"),
                reader.say("Name and title"),
            ]
        ),
    ]
    return Paper(
        reader.say("Inspection pack"),
        reader.say(
            "{first} to {last}, as of {day}",
            first=state.period.first_on,
            last=state.period.last_on,
            day=state.as_of,
        ),
        state.organisation,
        language,
        state.as_of,
        reader.say("Reference {reference}", reference=state.reference),
        parts,
    )


def _facts(state: State, reader: _Reader) -> Grid:
    number, head = state.head
    facts = {
        "Organisation": state.organisation,
        "Period": str(state.period),
        "As of": str(state.as_of),
        "Made by": reader.say("the data protection officer’s desk"),
        "Reference": state.reference,
        "Signing key": _in_groups(state.key),
        "Head of the journal": reader.say(
            "entry {number}, {hash}", number=number, hash=_in_groups(head)
        ),
        "Build": state.build,
        "Program": f"{state.program['version']}, {_in_groups(state.program['sha256'])}",
        "Policy files": write_value(len(state.policy), reader.language),
    }
    if state.time_stamps:
        facts["Time stamps by"] = state.time_stamps
    return Grid(
        "",
        [reader.say("What"), reader.say("Which")],
        [[reader.say(label), value] for label, value in facts.items()],
        words=2,
        wide=1,
    )


def _in_groups(digits: str) -> str:
    """Hex digits in groups of eight, which a line may be broken between."""
    return " ".join(digits[n : n + 8] for n in range(0, len(digits), 8))


def _ways(state: State, reader: _Reader) -> list[str]:
    stamps = reader.say(
        "Its time stamp comes from {authority}, as a file beside the pack: "
        "verify.py --stamp FILE.tsr --authority CERTIFICATES.pem, with certificates "
        "that you have from the authority.",
        authority=state.time_stamps,
    )
    return [
        reader.say(
            "Run python3 verify.py PACK.zip with Python 3.9 or later, on any machine: "
            "it says of each file whether it is as it was made."
        ),
        reader.say(
            "Compare the signing key with the one that the organisation has published, "
            "or ask for it: verify.py --key. A pack that somebody else signed is "
            "whole, too."
        ),
        reader.say(
            "An old pack stays valid. Whether this is the newest is seen by a head of "
            "the journal that you have from elsewhere, or by an earlier pack: "
            "verify.py --head, --after, --day."
        ),
        reader.say(
            "With openssl: openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin "
            "-in manifest.json -sigfile manifest.sig"
        ),
        reader.say(
            "The journal’s entries are listed by their hashes in journal.csv, from "
            "entry {first} on. A protocol names the hash of its own entry.",
            first=state.before[0] + 1,
        ),
        *([stamps] if state.time_stamps else []),
    ]
