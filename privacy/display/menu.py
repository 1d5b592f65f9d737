"""The pages there are, in the order of the menu, and for whom each exists."""

from privacy.contracts.roles import Role
from privacy.places import ROOT

PAGES = ROOT / "pages"
SEARCH = "everyone/search"
GUIDE = "everyone/guide"

_LINES = {
    "To do": {
        "dpo/overview": "Overview",
        "dpo/requests": "Requests",
        "dpo/incidents": "Incidents",
    },
    "Gallring": {
        "dpo/gallring": "Due for gallring",
        "dpo/rounds": "Rounds",
        "dpo/holds": "Holds",
    },
    "Policy": {
        "dpo/reading": "Policy text",
        "dpo/policy": "Policy rules",
        "dpo/promises": "Promises",
        "dpo/findings": "Findings",
        "dpo/systems": "Systems",
        "dpo/changes": "Changes to come",
    },
}
_STATISTICS = {
    "released/monthly_report": "The month",
    "released/calls": "Calls",
    "released/web": "Web visits",
    "released/searches": "Search words",
    "released/requests_by_period": "Requests in numbers",
    "released/gallring_by_month": "Gallring in numbers",
    "released/promises_in_numbers": "Promises in numbers",
    "released/downloads": "Downloads",
}
_OPERATIONS = {
    "Operations": {
        "dpo/imports": "Import",
        "dpo/releases": "Releases",
        "dpo/journal": "Journal",
    }
}
_HELP = {"Help": {SEARCH: "Search", GUIDE: "Guide"}}
WORDS = {
    "dpo/overview": (
        "Your tasks today: overdue, due soon, broken promises, sources, incidents"
    ),
    "dpo/requests": (
        "Access, rectification, erasure, objection and complaints; answering times,"
        " last day, key figures, calendar file"
    ),
    "dpo/incidents": (
        "Personal data breaches and the 72 hours to report them to the authority"
    ),
    "dpo/gallring": (
        "Records due for deletion, retention periods, rules, what falls due next"
    ),
    "dpo/rounds": "Deletion list, approval, handing out, deletion protocol",
    "dpo/holds": "Legal holds: set, lift, review; dispute",
    "dpo/changes": (
        "Coming changes of rules, a preview of new law, retention periods, "
        "money laundering"
    ),
    "dpo/promises": (
        "The policy's sentences and their proof, attestation, inspection pack for "
        "the authority"
    ),
    "dpo/reading": (
        "Read the published policy, paste the text, accept promises, new version"
    ),
    "dpo/policy": (
        "Rules of the policy: retention periods, numbers, choices; change one"
    ),
    "dpo/findings": "What the checks found, contradictions in the texts",
    "dpo/systems": "Inventory of systems, suppliers, countries, processing agreements",
    "dpo/imports": (
        "Sources, files, rejected lines, months with data, columns that nobody "
        "recognises"
    ),
    "dpo/releases": (
        "Released statistics, withheld cells, minimum of persons, yearly report to "
        "the management"
    ),
    "dpo/journal": "Log of who did what, audit trail",
    "released/monthly_report": (
        "Monthly report against the month before and last year; PDF"
    ),
    "released/calls": (
        "Telephone calls by queue, hour and weekday; waiting time, service level, "
        "guidance line"
    ),
    "released/web": "Visits to the web site, pages viewed, referring sites, browsers",
    "released/searches": (
        "What visitors search for on the web site, words without result"
    ),
    "released/requests_by_period": "Number of requests by right and outcome",
    "released/gallring_by_month": (
        "Deleted in time and late, overdue deletion by system"
    ),
    "released/promises_in_numbers": "Promises kept and broken by area",
    "released/downloads": (
        "Statistics as CSV, Excel or Parquet; everything as zip, data dictionary"
    ),
    "everyone/search": "Find requests, promises, systems, statistics and pages",
    "everyone/guide": (
        "Help: how the dashboard is used, signs, withheld figures, definitions"
    ),
}
"""What each page is found by in the search, besides its title."""
_FIRST_FOR_ANALYST = "released/downloads"


def sections_of(role: Role) -> dict[str, dict[str, str]]:
    """The menu of a role: under the title of each section its pages, in order."""
    statistics = {"Statistics": _STATISTICS}
    if role is Role.DPO:
        return {**_LINES, **statistics, **_OPERATIONS, **_HELP}
    if role is Role.ANALYST:
        first = {_FIRST_FOR_ANALYST: _STATISTICS[_FIRST_FOR_ANALYST]}
        return {"Statistics": {**first, **_STATISTICS}, **_HELP}
    return {**statistics, **_HELP}


def pages_of(role: Role) -> dict[str, str]:
    """The pages that exist for a role, in the order of the menu, with their titles."""
    return {
        name: title
        for pages in sections_of(role).values()
        for name, title in pages.items()
    }


def address_of(name: str) -> str:
    """The page's own part of the address: calls, of released/calls."""
    return name.split("/")[1]
