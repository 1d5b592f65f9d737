"""Homes whose months are released: one of the example, one with planted numbers."""

import datetime
import random
import re

from conftest import AS_OF, Home, shared_folder

from privacy.contracts import contract_names, read_contract
from privacy.example.events import write_calls, write_searches, write_web
from privacy.example.requests import write_requests

MONTH = datetime.date(2026, 10, 1)
KEPT_MONTHS = ("2025-09", "2025-10", "2026-09", "2026-10", "2026-11")
"""The months of the example; the last is running."""
STATISTICS = [n for n in contract_names("released") if not read_contract(n).params]

CALLS = 4391
"""Calls of one single caller to one queue: a true cell that nobody may see."""
VIEWS = 6151
"""Views of one page from one single network."""
WORD = "zimbelspel"
"""A word that one single network searched for."""
CALLER, ADDRESS = "0701740699", "203.0.113.9"
"""Who called and who looked: raw values, which no file but the export may hold."""
RAW = (CALLER, CALLER[1:], ADDRESS, WORD)
QUEUE = "rehabilitering"
PLANTED = re.compile(
    r"(?<![\d.])(4391|4[\s,.\u00a0\u202f]391|6151|6[\s,.\u00a0\u202f]151)(?!\d)"
)


def shared_home(factory, name, make) -> Home:
    """A home made once for all tests that only read it, whichever process they run in.

    `make` fills an empty folder.
    """
    return Home(shared_folder(factory, name, make))


def example_home(folder) -> Home:
    """Some of the last fourteen months of a small example, imported and released.

    The newest two, the same months last year and the running one: the others are
    missing, as months can be.
    """
    home = Home(folder)
    exports, chance = home.folder / "exports", random.Random(7)
    write_calls(exports, "claims-link", AS_OF, chance, 0.4, 14)
    write_web(exports, "claims-link", AS_OF, chance, 0.25, 14)
    write_searches(exports, AS_OF, chance, 0.25, 14)
    write_requests(exports, "claims-link", AS_OF, chance)
    for file in exports.rglob("*"):
        month = re.search(r"20\d\d-\d\d", file.name)
        if month and month[0] not in KEPT_MONTHS:
            file.unlink()
    home.take_in()
    return home


def planted_home(folder) -> Home:
    """Two months of calls and visits, with numbers that may be shown to nobody."""
    home = Home(folder)
    for month in (9, 10):
        home.put(f"telephone/Master-{month:02}.csv", _calls(month).encode())
        home.put(f"web/access-{month:02}.log", _views(month).encode())
    home.take_in()
    return home


def _calls(month: int) -> str:
    chance = random.Random(month)
    lines = []
    for queue, callers in (("skador", 300), ("kontakt", 200), ("växel", 150)):
        for caller in range(callers):
            for _ in range(chance.choice((1, 2, 3))):
                lines.append(_call(chance, month, queue, f"08{queue[1:3]}{caller:05}"))
    times = CALLS if month == MONTH.month else 60
    lines += [_call(chance, month, QUEUE, CALLER) for _ in range(times)]
    return "".join(lines)


def planted_calls(calls: int, callers: int) -> str:
    """Answered calls of October to one queue, in turn from so many callers."""
    chance, month, queue = random.Random(calls), MONTH.month, "skador"
    numbers = [f"0846{caller:05}" for caller in range(callers)]
    return "".join(
        _call(chance, month, queue, numbers[n % callers]) for n in range(calls)
    )


def _call(chance: random.Random, month: int, queue: str, caller: str) -> str:
    number = "".join(str(ord(sign) % 10) if sign.isalpha() else sign for sign in caller)
    day, hour = chance.randint(1, 28), chance.randint(8, 16)
    wait, agent = chance.randint(1, 50), chance.randint(4000, 4009)
    began = datetime.datetime(2026, month, day, hour, chance.randint(0, 50))  # noqa: DTZ001
    answered = began + datetime.timedelta(seconds=wait)
    ended = answered + datetime.timedelta(seconds=60)
    unique = f"{began.timestamp():.0f}.{chance.randint(0, 10**9)}"
    return (
        f'"","{number}","9000","{queue}","""{number}"" <{number}>",'
        f'"SIP/trunk-1","SIP/{agent}-2","Queue","{queue}","{began}","{answered}",'
        f'"{ended}",{wait + 60},60,"ANSWERED","DOCUMENTATION","{unique}",""\n'
    )


def _views(month: int) -> str:
    chance = random.Random(month)
    lines = []
    for page in ("/", "/kontakt", "/om-oss", "/anmal-skada"):
        for network in range(60):
            for _ in range(chance.choice((5, 6, 7))):
                lines.append(_view(chance, month, f"198.51.{network}.7", page))
    times = VIEWS if month == MONTH.month else 30
    lines += [_view(chance, month, ADDRESS, "/hemligt") for _ in range(times)]
    for network in range(30):
        word = chance.choice(("kontakt", "blankett"))
        lines.append(_view(chance, month, f"198.51.{network}.7", f"/sok?q={word}"))
    lines.append(_view(chance, month, ADDRESS, f"/sok?q={WORD}"))
    return "".join(sorted(lines, key=lambda line: line.split("[")[1]))


def _view(chance: random.Random, month: int, address: str, path: str) -> str:
    name = {9: "Sep", 10: "Oct"}[month]
    at = f"{chance.randint(1, 28):02}/{name}/2026:{chance.randint(8, 20):02}"
    at += f":{chance.randint(0, 59):02}:{chance.randint(0, 59):02} +0200"
    return (
        f'{address} - - [{at}] "GET {path} HTTP/1.1" 200 900 "-" '
        '"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 '
        'Firefox/130.0"\n'
    )
