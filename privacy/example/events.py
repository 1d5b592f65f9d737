"""Calls, page views and searches with the rhythm of a Swedish office."""

import csv
import datetime
import gzip
import random
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_plus
from zoneinfo import ZoneInfo

from privacy.example.people import NUMBERS, PERSONNUMMER, ROBOTS, addresses, user_agent
from privacy.policy.calendar import days_between

_ZONE = ZoneInfo("Europe/Stockholm")
_LAST_GROUP = re.compile(r"(?<=\d)\.\d+(?= )")
_IPV6 = re.compile(r"[\da-f]+:")
_HOURS = list(range(8, 17))
_BUSY = [6, 10, 11, 9, 5, 8, 9, 7, 4]
_QUEUES = {
    "claims-link": (
        ("skador", 45),
        ("försäkringsfrågor", 30),
        ("vägledning", 15),
        ("växel", 10),
    ),
    "insuresec": (("licens", 50), ("kunskapsprov", 35), ("växel", 15)),
}
_PAGES = {
    "claims-link": (
        ("/", 30), ("/anmal-skada", 22), ("/mina-arenden", 14), ("/kontakt", 12),
        ("/om-oss", 6), ("/personuppgifter-och-cookies", 5), ("/fragor-och-svar", 8),
        ("/nyheter", 5), ("/lediga-tjanster", 3), ("/blanketter/fullmakt", 2),
    ),
    "insuresec": (
        ("/", 25), ("/radgivarregistret", 30), ("/licensiering", 12), ("/kunskapsprov", 14),
        ("/mina-sidor", 12), ("/regelverk", 6), ("/disciplinnamnden", 3), ("/kontakt", 6),
    ),
}  # fmt: skip
_WORDS = {
    "claims-link": (
        ("anmäla skada", 30), ("självrisk", 18), ("reseskada", 12), ("kontakt", 12),
        ("telefonnummer", 10), ("fullmakt", 8), ("öppettider", 8), ("vattenskada", 7),
        ("bilförsäkring", 6), ("överklaga", 4), ("hundförsäkring", 1), ("drönare", 1),
    ),
    "insuresec": (
        ("förmedlare stockholm", 20), ("livförsäkring", 16), ("licens", 14), ("skåne", 9),
        ("pensionsrådgivning", 12), ("göteborg", 10), ("ansvarsförsäkring", 6), ("umeå", 3),
    ),
}  # fmt: skip
_COUNTED = {"vägledning"}
"""Queues whose callers withhold their number: only the calls are counted."""
_CUT = {"claims-link": 8}
"""Whose web server cut addresses to three groups, until a new one so many days ago."""
_SEARCH = {"claims-link": ("/sok", "q"), "insuresec": ("/sok", "namn")}
_FROM = (
    ("-", 45), ("https://www.google.com/", 35), ("https://www.bing.com/", 10),
    ("https://www.konsumenternas.se/forsakringar", 6), ("https://duckduckgo.com/", 4),
)  # fmt: skip
_STATIC = ("/assets/site.css", "/assets/site.js", "/favicon.ico", "/assets/logo.svg")


def months_before(as_of: datetime.date, many: int) -> list[datetime.date]:
    """The first days of `many` months before that of as_of, and of its own, in order."""
    months = [as_of.replace(day=1)]
    for _ in range(many):
        months.append((months[-1] - datetime.timedelta(days=1)).replace(day=1))
    return months[::-1]


def _days(
    month: datetime.date, as_of: datetime.date
) -> Iterator[tuple[datetime.date, float]]:
    """The days of a month up to yesterday, each with how busy it is (1 a workday)."""
    after = (month + datetime.timedelta(days=32)).replace(day=1)
    last = min(after, as_of) - datetime.timedelta(days=1)
    if last < month:
        return
    for day in days_between(month, last):
        is_free = day.holiday is not None or day.is_eve
        weekend = (1.1, 1.05, 1.0, 0.95, 0.85, 0.12, 0.08)[day.day.weekday()]
        summer = 0.6 if day.day.month == 7 else 1.0
        yield day.day, 0.06 if is_free else weekend * summer


def _moment(day: datetime.date, rng: random.Random) -> datetime.datetime:
    hour = rng.choices(_HOURS, _BUSY)[0]
    return datetime.datetime(
        day.year, day.month, day.day, hour, rng.randrange(60), rng.randrange(60)
    )


def write_calls(
    exports: Path,
    organisation: str,
    as_of: datetime.date,
    rng: random.Random,
    scale: float,
    months: int,
) -> list[Path]:
    """Asterisk's Master.csv, one file a month, without head row."""
    queues = _QUEUES[organisation]
    files = []
    for month in months_before(as_of, months):
        rows = []
        for day, busy in _days(month, as_of):
            for _ in range(round(rng.gauss(110, 12) * busy * scale)):
                rows.append(_call(_moment(day, rng), queues, rng))
        if not rows:
            continue
        rows.sort(key=lambda row: str(row[9]))
        file = exports / "telephone" / f"Master-{month:%Y-%m}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8", newline="") as text:
            csv.writer(
                text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n"
            ).writerows(rows)
        files.append(file)
    return files


def _call(
    at: datetime.datetime, queues: tuple[tuple[str, int], ...], rng: random.Random
) -> list[object]:
    number = rng.choices(range(len(queues)), [weight for _, weight in queues])[0]
    queue = queues[number][0]
    agent = f"{40 + number}{rng.randrange(10, 16)}"
    is_counted = queue in _COUNTED
    caller = rng.choice(NUMBERS)
    if rng.random() < 0.03 or is_counted:
        caller = "anonymous"
    is_out = rng.random() < 0.18 and not is_counted
    source, target = (agent, caller) if is_out else (caller, f"{90 + number}00")
    is_answered = rng.random() < 0.88
    wait = min(600, round(rng.expovariate(1 / (25 if is_answered else 70))) + 2)
    talk = min(3600, round(rng.lognormvariate(5.1, 0.7))) if is_answered else 0
    answer = at + datetime.timedelta(seconds=wait)
    end = answer + datetime.timedelta(seconds=talk)
    channel = f"SIP/{agent}-{rng.randrange(16**8):08x}" if is_answered else ""
    return [
        "", source, target, queue, f'"" <{source}>',
        f"SIP/trunk-{rng.randrange(16**8):08x}", channel,
        "Dial" if is_out else "Queue", queue,
        f"{at:%Y-%m-%d %H:%M:%S}",
        f"{answer:%Y-%m-%d %H:%M:%S}" if is_answered else "",
        f"{end:%Y-%m-%d %H:%M:%S}", wait + talk, talk,
        "ANSWERED" if is_answered else rng.choice(["NO ANSWER", "NO ANSWER", "BUSY"]),
        "DOCUMENTATION", f"{at.timestamp():.0f}.{rng.randrange(10**6)}", "",
    ]  # fmt: skip


def write_web(
    exports: Path,
    organisation: str,
    as_of: datetime.date,
    rng: random.Random,
    scale: float,
    months: int,
) -> list[Path]:
    """Access logs in the combined format, packed but for the last two months."""
    files = []
    listed = months_before(as_of, months)
    folder = exports / "web"
    folder.mkdir(parents=True, exist_ok=True)
    for month in listed:
        lines: list[tuple[datetime.datetime, str]] = []
        visitors = [(a, user_agent(rng)) for a in addresses(rng, 900)]
        for day, busy in _days(month, as_of):
            for _ in range(round(rng.gauss(95, 10) * max(busy, 0.35) * scale)):
                address, agent = rng.choice(visitors)
                lines += _visit(_moment(day, rng), organisation, address, agent, rng)
            lines += _machines(day, rng)
        if month == listed[-2]:
            lines += _planted_searches(month, organisation, rng)
        if organisation in _CUT:
            new_on = as_of - datetime.timedelta(days=_CUT[organisation])
            lines = [
                (at, _cut(line) if at.date() < new_on else line)
                for at, line in lines
                if not _IPV6.match(line)
            ]
        lines.sort(key=lambda pair: pair[0])
        text = "".join(line for _, line in lines).encode()
        name = f"access-{month:%Y-%m}.log"
        if not text:
            continue
        if month in listed[-2:]:
            file = folder / name
            file.write_bytes(text)
        else:
            file = folder / f"{name}.gz"
            file.write_bytes(gzip.compress(text, 5, mtime=0))
        files.append(file)
    return files


def _cut(line: str) -> str:
    """A line whose address ends with its third group."""
    return _LAST_GROUP.sub(".0", line, count=1)


def _line(
    at: datetime.datetime,
    address: str,
    target: str,
    referrer: str,
    agent: str,
    status: int = 200,
) -> tuple[datetime.datetime, str]:
    offset = at.replace(tzinfo=_ZONE).strftime("%z")
    size = 400 + len(target) * 37 % 9000
    return at, (
        f'{address} - - [{at:%d/%b/%Y:%H:%M:%S} {offset}] "GET {target} HTTP/1.1" '
        f'{status} {size} "{referrer}" "{agent}"\n'
    )


def _visit(
    at: datetime.datetime,
    organisation: str,
    address: str,
    agent: str,
    rng: random.Random,
) -> list[tuple[datetime.datetime, str]]:
    pages = _PAGES[organisation]
    referrer = rng.choices([f for f, _ in _FROM], [weight for _, weight in _FROM])[0]
    lines = []
    for view in range(min(9, 1 + int(rng.expovariate(0.6)))):
        page = rng.choices([p for p, _ in pages], [weight for _, weight in pages])[0]
        if rng.random() < 0.12:
            page = _search(organisation, rng)
        lines.append(_line(at, address, page, referrer, agent))
        if view == 0:
            lines.append(_line(at, address, rng.choice(_STATIC), page, agent))
        referrer = (
            f"https://www.{organisation.replace('-', '')}.example{page.split('?')[0]}"
        )
        at += datetime.timedelta(seconds=round(rng.expovariate(1 / 50)) + 3)
    return lines


def _search(organisation: str, rng: random.Random, word: str | None = None) -> str:
    path, parameter = _SEARCH[organisation]
    words = _WORDS[organisation]
    if word is None:
        word = rng.choices([w for w, _ in words], [weight for _, weight in words])[0]
    return f"{path}?{parameter}={quote_plus(word)}"


def _machines(
    day: datetime.date, rng: random.Random
) -> list[tuple[datetime.datetime, str]]:
    """Robots and monitoring, at all hours."""
    lines = []
    for _ in range(12):
        at = datetime.datetime(
            day.year, day.month, day.day, rng.randrange(4, 24), rng.randrange(60)
        )
        robot = rng.choice(ROBOTS)
        lines.append(_line(at, f"198.19.255.{rng.randrange(1, 200)}", "/", "-", robot))
        lines.append(_line(at, "198.19.254.9", "/healthz", "-", "monitor/1.0"))
    return lines


def _planted_searches(
    month: datetime.date, organisation: str, rng: random.Random
) -> list[tuple[datetime.datetime, str]]:
    """People type what they should not: a personnummer, a number, an address."""
    day = month.replace(day=7)
    typed = (PERSONNUMMER[0], NUMBERS[3], "anna.svensson@example.se")
    return [
        _line(
            _moment(day, rng),
            address,
            _search(organisation, rng, word),
            "-",
            user_agent(rng),
        )
        for word in typed
        for address in addresses(rng, 4)
    ]


def write_searches(
    exports: Path, as_of: datetime.date, rng: random.Random, scale: float, months: int
) -> list[Path]:
    """The customer portal's search log in the neutral form, one file a month."""
    words = _WORDS["claims-link"]
    files = []
    for month in months_before(as_of, months):
        rows = []
        for day, busy in _days(month, as_of):
            for _ in range(round(20 * max(busy, 0.3) * scale)):
                word = rng.choices(
                    [w for w, _ in words], [weight for _, weight in words]
                )[0]
                hits = (
                    0 if word in ("överklaga", "öppettider") else rng.randrange(1, 30)
                )
                rows.append((f"{_moment(day, rng):%Y-%m-%dT%H:%M:%S}", word, hits))
        if not rows:
            continue
        file = exports / "search" / f"searches-{month:%Y-%m}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8", newline="") as text:
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(("searched_at", "word", "hits"))
            writer.writerows(sorted(rows))
        files.append(file)
    return files
