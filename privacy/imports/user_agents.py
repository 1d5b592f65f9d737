"""What a user agent says of itself: its browser's family, and whether it is a robot."""

from functools import lru_cache
from threading import Thread

import crawleruseragents

UNKNOWN = "-"
CUT = "\x18"
"""What queries put behind an agent that was cut: its browser is unknown."""
_REMEMBERED = 100_000


@lru_cache(_REMEMBERED)
def is_robot(agent: str) -> bool:
    """Whether a well-kept list of crawlers knows the agent.

    One that hides its name ('-') is a robot; where the log keeps no names at all ('')
    nobody can be called one.
    """
    return agent == "-" or bool(crawleruseragents.is_crawler(agent.removesuffix(CUT)))


@lru_cache(_REMEMBERED)
def browser_of(agent: str) -> str:
    """The family of the browser, without version; '-' when nobody knows it."""
    if agent.endswith(CUT):
        return UNKNOWN
    import ua_parser  # web logs alone need it

    parsed = ua_parser.parse_user_agent(agent)
    return parsed.family if parsed else UNKNOWN


def prepare() -> None:
    """Load both lists, which takes as long as to read many a log, in the background."""
    Thread(target=lambda: (browser_of(""), is_robot(""))).start()
