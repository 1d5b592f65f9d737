"""How well the reader of policies reads: against the example's texts and real ones.

The truth of the example is `promises.csv` with the checks of its policy files; that of
the samples are their labels. `python -m tests.bench reader agronod` measures one, and
names what was missed and what is wrong.
"""

import csv
import sys
import time
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from privacy.policy_reader.files import read
from privacy.policy_reader.proposals import Proposal, propose

ROOT = Path(__file__).parent.parent.parent
SHARED = next(
    (p for p in (ROOT.parent / "shared", ROOT.parent.parent / "shared") if p.is_dir()),
    ROOT.parent / "shared",
)
HELD_OUT = ("agronod", "payable")
"""Of the samples, those that the reader's rules were not made with. Before they were
looked at, 29 of 36 statements were found (28 of 32 measurable ones), both numbers
right, and 29 of 34 proposals on labelled sentences were right."""


@dataclass(frozen=True)
class Truth:
    """What a sentence promises: its checks, its number and its base."""

    name: str
    quote: str
    kind: str
    checks: frozenset[str]
    number: int | None = None
    unit: str | None = None
    base: str | None = None


def seeds() -> dict[str, tuple[Path, list[Truth]]]:
    result = {}
    for name, text in (("claims-link", "CL"), ("insuresec", "IS")):
        rows = {}
        for file in sorted((ROOT / "data/example" / name / "policy").glob("*.toml")):
            for row in tomllib.loads(file.read_text()).get("promise", []):
                rows[row["promise_id"]] = row
        numbers = {"CL-47": (180, "days", "answered_on"), "CL-77": (30, "days", None),
                   "IS-46": (12, "months", "first_seen_at")}  # fmt: skip
        truths = []
        with (SHARED / "promises.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["id"].startswith(text):
                    known = rows[row["id"]]
                    truths.append(
                        Truth(row["id"], row["quote_sv"], known["kind"],
                              frozenset(known.get("checks", [])),
                              *numbers.get(row["id"], (None, None, None)))
                    )  # fmt: skip
        result[name] = (SHARED / "policies" / f"{name}.txt", truths)
    return result


def samples() -> dict[str, tuple[Path, list[Truth]]]:
    result = {}
    for file in sorted((SHARED / "samples" / "policies").glob("*.csv")):
        truths = []
        with file.open(encoding="utf-8") as opened:
            for row in csv.DictReader(opened):
                is_said = "bas ej sagd" not in row["note"]
                truths.append(
                    Truth(row["statement_id"], row["quote"], row["kind"],
                          frozenset(filter(None, [row["check"]])),
                          int(row["value"]) if row["value"].isdigit() else None,
                          row["unit"] if row["unit"] != "none" else None,
                          (row["mapped_base"] or None) if is_said else "unstated")
                )  # fmt: skip
        result[file.stem] = (file.with_suffix(".txt"), truths)
    return result


def _flat(text: str) -> tuple[str, list[int]]:
    """Letters and digits alone, with the place of each."""
    kept = [(c.lower(), n) for n, c in enumerate(text) if c.isalnum()]
    return "".join(c for c, _ in kept), [n for _, n in kept]


def place_of(text: str, quote: str) -> tuple[int, int] | None:
    flat, places = _flat(text)
    sought, _ = _flat(quote)
    at = flat.find(sought)
    return (places[at], places[at + len(sought) - 1] + 1) if at >= 0 else None


def agrees(proposal: Proposal, truth: Truth) -> bool:
    """The check of the truth (of none: no check), and every number of it right."""
    parameters = proposal.parameters
    if truth.number is not None:
        if (parameters.get("number"), parameters.get("unit")) != (
            truth.number,
            truth.unit,
        ):
            return False
        if (
            truth.kind == "retention"
            and truth.base
            and parameters.get("base") != truth.base
        ):
            return False
    elif truth.kind == "retention" and "number" in parameters:
        return False
    if truth.kind == "retention":
        return proposal.template.template_id.split("_")[0] in (
            "kept",
            "deleted",
            "withdrawal",
        )
    if truth.kind in ("stated", "attested"):
        return proposal.kind in ("stated", "attested")
    return not truth.checks or bool(truth.checks & set(proposal.checks))


def measure(path: Path, truths: list[Truth], show: bool = False) -> Counter:
    document = read(path.read_bytes(), path.name)
    proposals = propose(document)
    counts: Counter = Counter()
    at: dict[str, tuple[int, int]] = {}
    for truth in truths:
        place = place_of(document.text, truth.quote)
        if place is None:
            counts["quotes not in the text"] += 1
            if show:
                print("NOT IN TEXT", truth.name, truth.quote)
            continue
        at[truth.name] = place
    near: dict[str, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        s = proposal.sentence
        for name, (start, end) in at.items():
            if s.start < end and start < s.end:
                near[name].append(proposal)
    for truth in truths:
        counts["truths", truth.kind] += 1
        is_measured = bool(truth.checks)
        counts["measurable"] += is_measured
        is_number = truth.number is not None
        counts["truths with a number"] += is_number
        if any(agrees(p, truth) for p in near[truth.name]):
            counts["found", truth.kind] += 1
            counts["found measurable"] += is_measured
            counts["found with a number"] += is_number
        elif show:
            print(
                "MISSED",
                truth,
                [(p.template.template_id, p.parameters) for p in near[truth.name]],
            )
    by_name = {truth.name: truth for truth in truths}
    for proposal in proposals:
        over = [by_name[name] for name, listed in near.items() if proposal in listed]
        group = (
            "right"
            if any(agrees(proposal, t) for t in over)
            else "wrong"
            if over
            else "unlabelled"
        )
        counts[group] += 1
        if show and group != "right":
            parameters = (proposal.template.template_id, dict(proposal.parameters))
            print(group.upper(), *parameters, "|", proposal.sentence.text[:130])
    return counts


def report(title: str, counts: Counter) -> None:
    kinds = sorted({key[1] for key in counts if isinstance(key, tuple)})
    total = sum(counts["truths", kind] for kind in kinds)
    result = sum(counts["found", kind] for kind in kinds)
    proposed = counts["right"] + counts["wrong"]
    print(
        f"{title}: found {result} of {total} ({100 * result / max(total, 1):.0f} %), "
        f"measurable {counts['found measurable']} of {counts['measurable']}, "
        f"numbers {counts['found with a number']} of {counts['truths with a number']}; "
        f"proposals right {counts['right']} of {proposed} on labelled sentences "
        f"({100 * counts['right'] / max(proposed, 1):.0f} %), "
        f"{counts['unlabelled']} on others"
    )
    print(
        "   "
        + ", ".join(f"{k} {counts['found', k]}/{counts['truths', k]}" for k in kinds)
    )


def main(names: list[str] | None = None) -> None:
    if not SHARED.is_dir():
        print("no ../shared: the real policies are not there to be read")
        return
    began = time.process_time()
    whole: Counter = Counter()
    held: Counter = Counter()
    show = bool(names)
    policies = {**seeds(), **samples()}
    if unknown := set(names or ()) - policies.keys():
        sys.exit(f"{', '.join(unknown)}: there are {', '.join(policies)}.")
    for name, (path, truths) in policies.items():
        if names and name not in names:
            continue
        counts = measure(path, truths, show)
        report(name + (" (held out)" if name in HELD_OUT else ""), counts)
        whole.update(counts)
        if name in HELD_OUT:
            held.update(counts)
    if not names:
        report("all", whole)
        report("held out", held)
    print(f"{time.process_time() - began:.1f} s of processor time")
