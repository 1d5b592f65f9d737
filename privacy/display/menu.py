"""The pages there are, in the order of the menu, and for whom each exists."""

from privacy.places import ROOT
from privacy.roles import Role

PAGES = ROOT / "pages"
SEARCH = "everyone/search"
GUIDE = "everyone/guide"

_DPO = {
    "dpo/overview": "Overview",
    "dpo/requests": "Requests",
    "dpo/gallring": "Gallring",
    "dpo/rounds": "Gallring rounds",
    "dpo/holds": "Holds",
    "dpo/changes": "Changes to come",
    "dpo/promises": "Promises",
    "dpo/findings": "Findings",
    "dpo/systems": "Systems",
    "dpo/imports": "Exports",
    "dpo/releases": "Releases",
    "dpo/journal": "Journal",
}
_RELEASED = {
    "released/monthly_report": "The month",
    "released/calls": "Calls",
    "released/web": "Web visits",
    "released/searches": "Search words",
    "released/requests_by_period": "Requests in numbers",
    "released/gallring_by_month": "Gallring in numbers",
    "released/promises_in_numbers": "Promises in numbers",
    "released/downloads": "Downloads",
}
_HELP = {SEARCH: "Search", GUIDE: "Guide"}
_FIRST_FOR_ANALYST = "released/downloads"


def pages_of(role: Role) -> dict[str, str]:
    """The pages that exist for a role, in order, with their titles."""
    if role is Role.DPO:
        return {**_DPO, **_RELEASED, **_HELP}
    if role is Role.ANALYST:
        first = {_FIRST_FOR_ANALYST: _RELEASED[_FIRST_FOR_ANALYST]}
        return {**first, **_RELEASED, **_HELP}
    return {**_RELEASED, **_HELP}


def address_of(name: str) -> str:
    """The page's own part of the address: calls, of released/calls."""
    return name.split("/")[1]
