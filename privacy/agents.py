"""What a user agent says of itself: its browser's family, and whether it is a robot."""

from functools import cache

import crawleruseragents
import ua_parser

UNKNOWN = "-"


@cache
def is_robot(agent: str) -> bool:
    """Whether a well-kept list of crawlers knows the agent.

    One that hides its name ('-') is a robot; where the log keeps no names at all ('')
    nobody can be told to be one.
    """
    return agent == "-" or bool(crawleruseragents.is_crawler(agent))


@cache
def browser_of(agent: str) -> str:
    """The family of the browser, without version; '-' when nobody knows it."""
    parsed = ua_parser.parse_user_agent(agent)
    return parsed.family if parsed else UNKNOWN
