"""Numbers, addresses and words that belong to nobody."""

import random

# Telephone numbers that PTS keeps for fiction: no subscriber will ever have them.
NUMBERS = [
    f"{prefix}{number:0{digits}d}"
    for prefix, first, last, digits in (
        ("070174", 605, 699, 4),
        ("08465004", 0, 99, 2),
        ("031390", 600, 699, 4),
        ("040628", 400, 499, 4),
        ("098031", 9200, 9299, 4),
    )
    for number in range(first, last + 1)
]

# Skatteverket's test numbers, as the open collection `personnummer/meta` lists them.
PERSONNUMMER = ("20000229-2399", "19570428-9999", "19460823-9986", "20000405-9937")

AGENTS = (
    ("Windows NT 10.0; Win64; x64", "Chrome/{v}.0.0.0 Safari/537.36", 30),
    ("Windows NT 10.0; Win64; x64", "Chrome/{v}.0.0.0 Safari/537.36 Edg/{v}.0.0.0", 25),
    ("Macintosh; Intel Mac OS X 10_15_7", "Chrome/{v}.0.0.0 Safari/537.36", 8),
    (
        "iPhone; CPU iPhone OS 18_6 like Mac OS X",
        "Version/18.6 Mobile/15E148 Safari/604.1",
        20,
    ),
    ("Linux; Android 10; K", "Chrome/{v}.0.0.0 Mobile Safari/537.36", 12),
    ("X11; Linux x86_64; rv:{v}.0", "firefox", 5),
)
ROBOTS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
)


def addresses(rng: random.Random, many: int) -> list[str]:
    """Addresses of the benchmark range, one in twelve of the IPv6 documentation's."""
    result = []
    for _ in range(many):
        if rng.random() < 1 / 12:
            result.append(
                f"2001:db8:{rng.randrange(1, 65536):x}::{rng.randrange(1, 999)}"
            )
        else:
            result.append(
                f"198.{rng.randint(18, 19)}.{rng.randrange(256)}.{rng.randrange(1, 255)}"
            )
    return result


def user_agent(rng: random.Random) -> str:
    """What a browser of today says of itself."""
    system, engine, _ = rng.choices(AGENTS, [weight for *_, weight in AGENTS])[0]
    version = rng.randint(138, 143)
    if engine == "firefox":
        return (
            f"Mozilla/5.0 ({system.format(v=version)}) Gecko/20100101 "
            f"Firefox/{version}.0"
        )
    return (
        f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"{engine.format(v=version)}"
    )
