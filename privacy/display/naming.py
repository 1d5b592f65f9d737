"""Names before codes: what a check, a rule, a promise or a release is called."""

import datetime
import re

from privacy.display.page_context import PageContext
from privacy.wording import catalogue, name_period, sv_or_en

_CHECK, _RELEASE = "check_name", "release_id"
_GLOSSES = {
    "rule_id": ("dpo/gallring_rules", "rule_id"),
    "deciding_rule": ("dpo/gallring_rules", "rule_id"),
    "promise_id": ("dpo/promises", "promise_id"),
}
"""Columns of codes, and the query whose gloss names each."""


def name_code(page: PageContext, column: str, code: object) -> str | None:
    """What a code of a column stands for, in the reader's language; None if unknown."""
    if code is None:
        return None
    if column == _CHECK:
        return name_check(str(code), page.language)
    if column == _RELEASE:
        return _name_release(page, str(code))
    if column in _GLOSSES and page.may_ask(_GLOSSES[column][0]):
        query, key = _GLOSSES[column]
        gloss = f"gloss_{sv_or_en(page.language)}"
        named = {row[key]: row[gloss] for row in page.ask(query).records()}
        return str(named[code]) if named.get(code) else None
    return None


def name_check(code: str, language: str) -> str:
    """A check by its own name, else by its code made readable."""
    own = catalogue(language).get(f"check {code}")
    return own or re.sub("_", " ", code).capitalize()


def _name_release(page: PageContext, code: str) -> str | None:
    """A release by its source and period, and its version when it is a correction."""
    for row in page.ask("released/releases").records():
        if row[_RELEASE] == code:
            first, last = (
                datetime.date.fromisoformat(str(row[day]))
                for day in ("month", "last_on")
            )
            period = name_period(first, last, page.language)
            name = f"{page.translator.value(row['source'])}, {period}"
            if row["version"] == 1:
                return name
            return page.say(
                "{name}, version {version}", name=name, version=row["version"]
            )
    return None
