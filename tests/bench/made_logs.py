"""Makes combined web logs with the variety of a real site, for the benchmarks."""

import datetime
import random
from pathlib import Path

_BROWSERS = (
    "Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/{major}.0.{minor}.{patch} Safari/537.36",
    "Mozilla/5.0 ({system}; rv:{major}.0) Gecko/20100101 Firefox/{major}.0",
    "Mozilla/5.0 ({system}) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/{major}.{patch} Safari/605.1.15",
    "Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/{major}.0.{minor}.{patch} Safari/537.36 Edg/{major}.0.{minor}.{patch}",
)
_SYSTEMS = (
    "Windows NT 10.0; Win64; x64",
    "X11; Linux x86_64",
    "Macintosh; Intel Mac OS X 10_15_7",
    "Linux; Android 14; SM-S918B",
    "iPhone; CPU iPhone OS 18_1 like Mac OS X",
)
_ROBOTS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "curl/8.5.0",
    "-",
)
_WORDS = "skadeståndsrätt hemförsäkring bilskada rättsskydd anmäla vattenskada".split()
_BLOCK = 100_000
_FIRST = datetime.datetime(2026, 10, 1, tzinfo=datetime.timezone(datetime.timedelta(0)))
_DAYS = 31


def make_log(path: Path, lines: int, seed: int = 1) -> None:
    """Write a combined log of one month, in order of time, about 200 bytes a line.

    There is one address for every twenty lines, 800 user agents, 2,500 pages and
    files, 300 referring pages; one line in a hundred is a search.
    """
    chance = random.Random(seed)
    agents = _agents(chance)
    pages = [f"/{_word(chance)}/{_word(chance)}-{n}" for n in range(1800)]
    files = [f"/static/{_word(chance)}.{n:x}.{chance.choice(['css', 'js', 'png'])}"
             for n in range(700)]  # fmt: skip
    targets = [
        *(f"{page}?id={n}" if n % 7 == 0 else page for n, page in enumerate(pages)),
        *files,
    ]
    referrers = [
        "-",
        *(
            f"https://www.{_word(chance)}.se/{_word(chance)}/?ref={n}"
            for n in range(300)
        ),
    ]
    visitors = [
        (_address(chance), chance.choice(agents)) for _ in range(max(100, lines // 20))
    ]
    step = _DAYS * 86400 / lines
    with path.open("w", encoding="utf-8", newline="\n") as log:
        for first in range(0, lines, _BLOCK):
            many = min(_BLOCK, lines - first)
            seen_by = chance.choices(visitors, k=many)
            request = chance.choices(targets, weights=_falling(len(targets)), k=many)
            came_from = chance.choices(
                referrers, weights=_falling(len(referrers)), k=many
            )
            log.writelines(
                _line(first + n, step, *seen_by[n], request[n], came_from[n])
                for n in range(many)
            )


def _line(
    number: int, step: float, address: str, agent: str, target: str, referrer: str
) -> str:
    at = _FIRST + datetime.timedelta(seconds=int(number * step))
    if number % 100 == 0:
        target = f"/sok?q={_WORDS[number // 100 % len(_WORDS)]}+{number % 7}"
    status = 404 if number % 41 == 0 else 301 if number % 53 == 0 else 200
    return (
        f"{address} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "
        f'"GET {target} HTTP/1.1" {status} {number * 7919 % 90_000} '
        f'"{referrer}" "{agent}"\n'
    )


def _agents(chance: random.Random) -> list[str]:
    made = [
        chance.choice(_BROWSERS).format(
            system=chance.choice(_SYSTEMS),
            major=chance.randint(90, 145),
            minor=chance.randint(1000, 7000),
            patch=chance.randint(0, 200),
        )
        for _ in range(760)
    ]
    return made + list(_ROBOTS) * 8


def _address(chance: random.Random) -> str:
    if chance.random() < 0.15:
        groups = ":".join(f"{chance.randrange(1 << 16):x}" for _ in range(4))
        return f"2001:db8:{groups}::{chance.randrange(1, 1 << 16):x}"
    return f"198.{chance.randrange(18, 20)}." + ".".join(
        str(chance.randrange(1, 255)) for _ in range(2)
    )


def _word(chance: random.Random) -> str:
    return "".join(chance.choices("abdefghijklmnoprstuvy", k=chance.randint(4, 12)))


def _falling(many: int) -> list[float]:
    return [1 / (rank + 3) for rank in range(many)]
