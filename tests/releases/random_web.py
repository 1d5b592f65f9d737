"""Random small months of a web site and its search, released from rows made here.

Each has things that are rare in a real one: few networks, one that views most, pages
and browsers of few, visitors of one page only, words of which few found nothing.
"""

import datetime
import random

from releases.random_months import FIRST, release

RARE = (
    "few networks",
    "heavy visitor",
    "one page each",
    "few go on",
    "rare page",
    "rare browser",
    "three pages",
    "mostly searches",
    "few find nothing",
    "few find something",
    "no address",
)
SEARCH = "/sok"


def released_site(seed):
    """What a random month of a site releases, and the truth behind it."""
    hits, searches = site_of(seed)
    shown, truth = release("web", {"hits": hits})
    words, words_truth = release("search", {"searches": searches})
    return shown | words, truth | words_truth


def site_of(seed):
    """One month's views and searches; each search is a view of the search page."""
    chance = random.Random(seed)
    rare = {RARE[seed % len(RARE)], chance.choice(RARE)}
    many = chance.choice([11, 14]) if "few networks" in rare else 0
    networks = range(1, (many or chance.choice([15, 30, 60])) + 1)
    pages = ["/", "/a", "/b", "/c", "/d", "/e"][: 3 if "three pages" in rare else 6]
    browsers = ["Firefox", "Chrome", "Safari"]
    hits, searches = [], []

    def view(network, page, at, browser, referrer=None):
        hits.append(
            {
                "hit_on": at.date(),
                "visited_at": at,
                "network": network,
                "visitor": network * 10 + browsers.index(browser),
                "page": page,
                "status": 200,
                "referrer_host": referrer,
                "browser": browser,
                **dict.fromkeys(
                    ("is_robot", "is_static", "is_health_check", "is_dnt"), False
                ),
            }
        )
        if page == SEARCH:
            word = chance.choice("fgh")
            zero = chance.random() < nothing
            searcher = None if "no address" in rare else f"{network} {word}"
            searches.append(
                {
                    "searched_on": at.date(),
                    "word": word,
                    "searcher": searcher,
                    "is_zero_hit": zero,
                }
            )

    nothing = 0.5
    if "few find nothing" in rare:
        nothing = 0.06
    if "few find something" in rare:
        nothing = 0.94

    def visit(network, count, browser=None):
        at = datetime.datetime.combine(FIRST, datetime.time(8))
        at += datetime.timedelta(
            days=chance.randrange(31), minutes=chance.randrange(500)
        )
        browser = browser or chance.choice(browsers)
        referrer = chance.choice([None, "duckduckgo.com", "google.com"])
        for _ in range(count):
            share = 0.7 if "mostly searches" in rare else 0.2
            page = SEARCH if chance.random() < share else chance.choice(pages)
            view(network, page, at, browser, referrer)
            at += datetime.timedelta(seconds=chance.randint(5, 200))

    goes_on = 0 if rare & {"one page each", "few go on"} else 0.5
    for network in networks:
        for _ in range(chance.choice([1, 1, 2, 3])):
            visit(network, 1 + (chance.random() < goes_on) * chance.randint(1, 3))
    if "few go on" in rare:
        for network in list(networks)[: chance.randint(1, 4)]:
            visit(network, chance.randint(2, 4))
    if "heavy visitor" in rare:
        visit(1, 80)
    if "rare page" in rare:
        pages.append("/rare")
        view(2, "/rare", datetime.datetime.combine(FIRST, datetime.time(9)), "Chrome")
    if "rare browser" in rare:
        browsers.append("Lynx")
        for network in list(networks)[: chance.randint(1, 9)]:
            visit(network, 1, "Lynx")
    return hits, searches
