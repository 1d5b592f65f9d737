"""A field of a web log is read right or costs its line; nothing is guessed.

Any text is an agent, and any word may be the name of a host: of those it is only asked
that nothing fails and that other lines stay as they are.
"""

import json
import re
from collections import Counter

import pytest
from imports.web.logs import LOGS
from imports.web.reading import BROWSER, read

from tests.imports.junk import ANSWERS, CELLS

CONTROLS = 200
STAMPS = (
    r"\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d[.\d]*( [+-]\d{4})?",
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(Z|[+-]\d\d:?\d\d)?",
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.\d]*",
    r"179118720\d[.\d]*",
)
PLACES = {
    "time": STAMPS,
    "address": (r"2001:db8:1(:2)?::3", r"198\.18\.0\.\d"),
    "status": (r'(?<=[ |"])200(?=[ |"])', r'(?<=tus": )200', r"\b200\b"),
    "agent": (re.escape(BROWSER), re.escape(BROWSER.replace(" ", "+")), "Mozilla%.*?0"),
}
AROUND = (
    r'(?<="time":")2026-10-05T08:00:00Z(?="}$)',
    r"^2026-10-05T08:00:00\.0{8}1Z(?= stdout)",
    r"^Oct  5 10:00:00(?= web caddy)",
)
"""When a container or syslog wrote a line: what stands within is told all the same."""
TOLD = ("status", "address_kind", "browser", "is_robot", "is_dnt", "referrer_host")
NO_ANSWER = {"-", "-1", "00000000"}
"""A status that says that nothing answered; no junk cell holds one of 100 to 999."""
DOCKER, SYSLOG = '{"log":"', " web caddy: "
SECOND_TIME = "2026-10-05 10:30:00"
"""When Traefik wrote its line: read where it does not say when the request came."""


def sample(name):
    """The lines before the first request, and that request, its page marked."""
    lines = LOGS[name].text.splitlines()
    at = next(n for n, line in enumerate(lines) if "/start" in line)
    return lines[:at], lines[at].replace("/start", "/start/MARK")


def parted(line):
    """The line within what a container or syslog put around it, and how to put it."""
    if line.startswith(DOCKER):
        around = json.loads(line)
        return around["log"].rstrip("\n"), lambda shown: json.dumps(
            {**around, "log": f"{shown}\n"}, separators=(",", ":")
        )
    before, mark, within = line.partition(SYSLOG)
    return (within, (before + mark).__add__) if mark else (line, str)


def with_junk(line, field, text):
    """A line with another text for a field, None when it has no such field."""
    if field == "around":
        match = next(filter(None, (re.search(stamp, line) for stamp in AROUND)), None)
        junk = json.dumps(text)[1:-1] if line.startswith(DOCKER) else text
        return match and line[: match.start()] + junk + line[match.end() :]
    within, put = parted(line)
    shown = _with_junk(within, field, text)
    return shown and put(shown)


def _with_junk(line, field, text):
    for pattern in PLACES[field]:
        match = list(re.finditer(pattern, line))
        if match:
            place = match[-1] if field == "status" and len(match) == 1 else match[0]
            junk = json.dumps(text)[1:-1] if line.startswith("{") else text
            if field == "address":
                return junk.join(re.split(pattern.replace("(", "(?:"), line))
            return line[: place.start()] + junk + line[place.end() :]
    return None


def verdict(field, text, hit, control, is_object):
    if field == "around":
        shown = (*TOLD, "visited_at")
        return "read" if all(hit[n] == control[n] for n in shown) else "silent"
    if field == "status":
        is_nothing = hit["status"] is None and text in NO_ANSWER
        is_number = is_object and text == "1E2" and hit["status"] == 100  # so in JSON
        return "read" if is_nothing or is_number else "silent"
    if field == "time":
        if text in ("", " ") and str(hit["visited_at"]) == SECOND_TIME:
            return "read"
        is_right = hit["visited_at"].date() == ANSWERS["day"].get(text)
        return "read" if is_right else "silent"
    if field == "address" and hit["address_kind"] == control["address_kind"]:
        return "read" if re.fullmatch(r"[\d.:]+", text) else "silent"
    return "read"


def junk_verdicts(tmp_path, name):
    head, line = sample(name)
    is_object = parted(line)[0].startswith("{")
    pairs = [None] * CONTROLS
    for field in (*PLACES, "around"):
        for text in CELLS:
            if ("\n" not in text or is_object) and with_junk(line, field, text):
                pairs.append((field, text))
    lines = []
    for number, pair in enumerate(pairs):
        shown = with_junk(line, *pair) if pair else line
        lines.append(shown.replace("MARK", f"r{number}x"))
    content = "".join(f"{shown}\n" for shown in [*head, *lines])
    result = read(tmp_path / "access.log", content.encode())
    assert result.taken.format == LOGS[name].format
    assert result.taken.read == result.taken.accepted + result.taken.rejected
    by_page = {hit["page"]: hit for hit in result.hits}
    rejected = {number for number, _ in result.rejects}
    control = by_page["/start/r0x"]
    verdicts, faults = Counter(), []
    for number, pair in enumerate(pairs):
        hit = by_page.get(f"/start/r{number}x")
        if pair is None:
            assert {n: hit[n] for n in TOLD} == {n: control[n] for n in TOLD}
            assert hit["visited_at"] == control["visited_at"]
            continue
        if hit is not None:
            output = verdict(*pair, hit, control, is_object)
        else:
            output = "rejected" if len(head) + number + 1 in rejected else "gone"
        verdicts[output] += 1
        if output in ("silent", "gone"):
            faults.append(
                (*pair, output, hit and {n: hit[n] for n in (*TOLD, "visited_at")})
            )
    return verdicts, faults


@pytest.mark.parametrize("name", LOGS)
def test_a_junk_field_of_a_web_log_is_read_right_or_rejected(tmp_path, name):
    verdicts, faults = junk_verdicts(tmp_path, name)
    print(f"\n{name}: {sum(verdicts.values())} cells, {dict(verdicts)}")
    assert faults == []
