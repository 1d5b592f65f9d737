"""Names before codes: what a check, a rule, a promise or a release is called."""

import datetime
import re

from privacy.display.asking import policy_of
from privacy.display.page_context import PageContext
from privacy.display.translator import capital
from privacy.wording import catalogue, name_period, sv_or_en

_CHECK, _RELEASE = "check_name", "release_id"
_RULES = "dpo/gallring_rules"
_GLOSSES = {
    "rule_id": _RULES,
    "deciding_rule": _RULES,
    "keeping_rules": _RULES,
    "rules": _RULES,
    "rules_before": _RULES,
    "rules_after": _RULES,
    "said_before": _RULES,
    "said_after": _RULES,
    "name": _RULES,
    "promise_id": "dpo/promises",
}
"""Columns of codes, one or several, and the query that answers with what each means."""


def name_code(page: PageContext, column: str, code: object) -> str | None:
    """What a code of a column stands for, in the reader's language; None if unknown."""
    if code is None:
        return None
    if column == _CHECK:
        return name_check(str(code), page.language)
    if column == _RELEASE:
        return _name_release(page, str(code))
    if column in _GLOSSES and page.may_ask(_GLOSSES[column]):
        query = _GLOSSES[column]
        if query not in page.glosses:
            page.glosses[query] = _glosses(page, query)
        named = page.glosses[query]
        codes = code if isinstance(code, list) else str(code).split("+")
        if any(named.get(one) for one in codes):
            return "; ".join(str(named.get(one) or one) for one in codes)
    return None


def _glosses(page: PageContext, query: str) -> dict[str, object]:
    """What codes mean: of a rule also before it is in force, when it is to come."""
    gloss = f"gloss_{sv_or_en(page.language)}"
    if query != _RULES:
        return {str(r["promise_id"]): r[gloss] for r in page.ask(query).records()}
    rules = policy_of(page.desk.organisation).table("retention_rule")
    rules.sort(key=lambda row: str(row["valid_from"]))
    coming = [r for r in rules if str(r["valid_from"]) > str(page.as_of)]
    known = [r for r in rules if r not in coming]
    return {str(r["rule_id"]): r[gloss] for r in (*coming[::-1], *known)}


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
            name = f"{capital(page.translator.value(row['source']))}, {period}"
            if row["version"] == 1:
                return name
            return page.say(
                "{name}, version {version}", name=name, version=row["version"]
            )
    return None
