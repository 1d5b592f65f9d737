"""Finds in a sentence how long something is kept, and what the sentence leaves open."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from privacy.policy.allowed import BASES
from privacy.policy.amounts import Amount, find_amounts
from privacy.policy_reader.documents import Sentence
from privacy.policy_reader.subjects import subject_of
from privacy.policy_reader.templates import (
    finds,
    phrases,
    words,
    words_after,
    words_before,
)

_CLAUSE = re.compile(
    r"[;•|]|(?<=\w{4})\.\s|,\s+(?=(?:men|dock|medan|och|samt|varefter|but|while|and)\s"
    r"[^,]{0,60}?(?:spara|lagra|bevara|gallra|radera|tas bort|keep|kept|retain|stor"
    r"|delet|eras))|\s(?=(?:och|samt|medan|and|while|whereas)\s(?:\w+\s){1,4}"
    r"(?:sparas|lagras|bevaras|raderas|gallras|is|are|will be)\b)",
    re.IGNORECASE,
)
_COOKIE_NAME = re.compile(
    r"(?<!\w)(?:_[a-z][\w*.-]*|PHPSESSID|JSESSIONID|\w*cookie\w*|[a-z]+_[a-z_]+)"
)
_SHORT = re.compile(
    r"(?i)^\W*session|\d+\s*(?:min|sek|sec)\w*"
    r"|(?:stäng|avslut|clos)\w*\s(?:\w+\s){0,2}(?:webbläsar|browser|flik|tab)"
)
"""A cookie's life that no number of days says."""
_SOME_DAY = re.compile(r"(?i)(?:one day|en dag)")
"""What may be once: "it might come in handy one day"."""
_COUNTS = re.compile(
    r"(?i)(?:for|within|after|in|than|least|most|only|i|inom|efter|under|på|än|minst"
    r"|högst|bara|endast|till|max\w*)\W*$"
)
_CONDITION = re.compile(
    r"(?:^|[\s,(])((?:om inte|om inget|om ingen|om|såvida|förutsatt att"
    r"|med undantag (?:för|av)|utom|förutom|ifall|if|unless|except|provided that)\s+"
    r"[^.;()]{4,140})",
    re.IGNORECASE,
)
_ABOUT_SOMETHING = re.compile(
    r"om (?:dig|oss|er|hur|vad|vår|din|dina|en|den|de|personen|besök|kund|detta"
    r"|behandling)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?i)(?:\w+\s+){1,2}(?:that |att )?(?:they|it|de|den|det|dessa)\s+"
    r"(?!att\b|som\b|dag)"
)
"""A connecting word and a pronoun: what ended stands before the period."""
_EVENT = re.compile(
    r"(?i)\W*(?:räknat |counted |starting )?(?:efter|från|after|from|since|following)"
    r"\s+(?!vilk|which|dig\b|oss\b|er\b|you\b|us\b|behov|den tid|this\b|that\b"
    r"|detta\b|det\W(?!att)|it\b)\w{3,}"
)
"""A day that the text names beside a period, in words that are no known base."""
_LASTS = re.compile(
    r"(?i)(?:så länge|till dess|tills|as long as|until)\s+(?:att\s+)?"
    r"(?!att\b|vidare|som\b|de[tn]?\b|it\b|is\b|they\b|we\b|vi\b|you\b|du\b"
    r"|möjligt|possible)(?:\w+\s+){1,4}(?!\w*behöv|need)\w{3,}"
    r"|(?:innan|förrän)\s+(?:\w+\s+){1,4}\w{3,}"
    r"|during the (?:duration|period|time) of\s+(?:\w+\s+){1,3}\w{3,}"
)
"""What lasts in words that are no known base: "så länge föreningen består"."""
_SAME = re.compile(
    r"(?i)\W*(?:after|efter|från|from)\s+(?:\w+\s+){1,3}(?:it|them|den|det|dem)\b"
)
"""A day of what was named before: "as long as you have an account and … after it"."""
_AN_EVENT = re.compile(
    r"(?i)(?:efter(?: att)?|när|så snart|after|once|as soon as|at the end of)\s+"
    r"(?:varje |each |the |we have )?\w{4,}"
    r"|(?:om|if) (?:du|ni|you) (?:inte|do not|don['’]t|fail to)\b"
)
_WHEN = re.compile(
    r"(?i)(?<!\w)(?:när|efter|så snart|så fort|samtidigt|i och med"
    r"|i samband med|samma dag|vid|då|om|when|after|once|upon|as soon as|the same day"
    r"|at the (?:end|close|conclusion)|if)(?!\w)"
    r"|\bsom (?:har )?(?=(?:avslutat|flyttat|gått ur|lämnat|slutat|upphört|sagt upp)\b)"
    r"|\bwho (?:have )?(?=(?:cancelled|closed|ended|left|moved|terminated)\b)"
)
_NEXT_PART = re.compile(
    r"[.;|]| (?:sparas|lagras|raderas|gallras|kommer) "
    r"|(?<=\w{4}) (?:och|and) (?:de|the) "
)
"""Where what lasts has been said."""
_FROM = re.compile(r"(?i)\W*(?:räkna[ts] )?(?:från|efter|sedan|from|after|since)\b")
_FROM_TITLE = re.compile(
    r"(?i)\W*(?:räknas|räknat|tidpunkt|start|counted|from|trigger)"
)
"""A cell, or the title of its column, that says from when a row counts."""
_IF_NOT = re.compile(
    r"(?i)(?:om|if) (?:du|ni|you) (?:inte (?:är|har (?:ett|något))|ej är|are not"
    r"|(?:do not|don['’]t) have)\b"
)
"""A condition of whom it is about, and no day."""
_EXCEPT = re.compile(
    r"(?i)\b(?:unless|except|såvida|förutom|om inte|med undantag)\b.*\b(?:lag|law)"
)
_DONE = re.compile(r"(?i)\b(?:har|hade|has|have)\W+(?:been\W+)?$")
"""Before "raderats": the deletion is what happened, and no promise."""
_BEYOND = re.compile(r"(?i)(?<!not )\bbeyond\b[^.;]{0,30}$")
_CLOSING = re.compile(
    r"(?i)(?:försv|rader|tas bort|upphör|delet|expir|remov)\w*\s(?:\w+\s){0,3}"
    r"(?:stäng|avslut|lämna|clos|leav)\w*\s(?:\w+\s){0,2}"
    r"(?:webbläsar|browser|flik|tab|sida|webbplats|site)"
)
"""How a sentence says that a cookie lives as long as a visit."""
_NOT = re.compile(r"(?i)\b(?:inte|ej|not|cannot|unable)\W+(?:\w+\W+){0,3}$")
_ONCE_A = re.compile(r"(?i)\b(?:once|twice|times)\W*$")
"""Before "a year": how often, and no period."""
_IF_YOU = re.compile(r"(?i)^\W*\w{3,}r (?:du|ni|kunden|medlemmen|patienten)\b")
"""A condition that begins with its verb: "Avslutar du ditt konto, raderas ..."."""
_OTHERWISE = re.compile(
    r"(?i),?\s(?:eller|or)\s(?:så länge|den tid|längre|as long|for as long|longer)\b"
)
"""Another period than that before it: "två år eller så länge lagen kräver"."""
_JOINED = re.compile(r"(?i)\s(?:och|and|men|but|medan|while)\s")
_NEAR = 12
"""Bases that begin within so many signs stand at one place; the first known decides."""
_NO_START = ("first_seen_at", "event_on", "transaction_on")
"""Bases that no keeping lasts until."""
_ONLY_ENDS = (*_NO_START, "activity_ended_on", "order_completed_on")
"""Bases by words that only say that something ended: what it was stands elsewhere."""
_BUT_ACTIVITY = tuple(base for base in BASES if base != "last_seen_on")


@dataclass(frozen=True)
class Period:
    """What a sentence says about how long: its template, and its parameters."""

    template: str
    start: int
    parameters: dict[str, object] = field(default_factory=dict)
    questions: tuple[str, ...] = ()


def find_periods(sentence: Sentence) -> list[Period]:
    """Every period of a sentence: of keeping, of answering, of notice, of a cookie."""
    text, about = sentence.text, sentence.about
    nearest = sentence.headings[-1] if sentence.headings else ""
    is_storing = bool(words("storing").search(text) or words("stored").search(text))
    is_about = bool(words("about_storing").search(about))
    is_about = is_about and not words("rights").search(nearest)
    is_about = is_about or _is_labelled(sentence)
    result = list(_counted(sentence, is_keeping=is_storing or is_about))
    if is_storing or is_about:
        kept = [period for period in result if period.template.startswith("kept")]
        result += _uncounted(sentence, kept)
    life = None if result else _short_life(sentence)
    if life:
        values: dict[str, object] = {"cookie": sentence.label, "lifetime": life}
        result = [Period("cookie_lifetime", 0, values)]
    return result


def _is_labelled(sentence: Sentence) -> bool:
    """Whether a row or an item is a label and a period: "Kunddata: 12 månader"."""
    label = sentence.label
    if not label or words("replying").search(label):
        return False
    is_row = sentence.kind == "row"
    rest = sentence.text[len(label) :].lstrip(" :–—-")
    lasts = words("while").match(rest) or words("year_end").match(rest)
    return bool(words("while").match(rest)) or any(
        amount.start <= len(label) + (60 if is_row or lasts else 14)
        for amount in find_amounts(sentence.text)
    )


def _short_life(sentence: Sentence) -> str | None:
    """How long a row says that a cookie lives: a session, or less than an hour."""
    is_cookie = words("cookie").search(sentence.about)
    if words("cookie").search(sentence.text) and _CLOSING.search(sentence.text):
        return "session"
    if is_cookie or _COOKIE_NAME.match(sentence.label):
        for title, cell in sentence.cells:
            match = words("lifetime").search(title) and _SHORT.search(cell)
            if match:
                return match[0] if match[0][0].isdigit() else "session"
    return None


def _counted(sentence: Sentence, *, is_keeping: bool) -> Iterator[Period]:
    text = sentence.text
    amounts = find_amounts(text)
    for number, amount in enumerate(amounts):
        begin = amounts[number - 1].end if number else 0
        end = amounts[number + 1].start if number + 1 < len(amounts) else len(text)
        begin, end = _within_clause(text, amount, begin, end)
        before, after = text[begin : amount.start], text[amount.end : end]
        if _is_trap(text, amount, before, after):
            continue
        values: dict[str, object] = {"number": amount.number, "unit": amount.unit}
        if amount.longest:
            values["longest"] = amount.longest
        template = _other_than_kept(sentence, amount, before, after)
        if template == "cookie_lifetime":
            name = _COOKIE_NAME.search(text)
            values["cookie"] = sentence.label or (name[0] if name else None)
        if template:
            yield Period(template, amount.start, values | _softened(text[begin:end]))
        elif is_keeping or _is_of_data(text, before):
            yield _kept(sentence, amount, before, after, values, text[:begin])


def _is_of_data(text: str, before: str) -> bool:
    """Whether a period stands beside data that nothing else is done with in it."""
    is_after = words_before("from", 1).search(before)
    is_within = words_before("within", 2).search(before) or is_after
    is_data = words("data_nouns").search(before)
    return bool(is_data and is_within) and not words("other_act").search(text)


def _within_clause(text: str, amount: Amount, begin: int, end: int) -> tuple[int, int]:
    for cut in _CLAUSE.finditer(text):
        if begin < cut.end() <= amount.start:
            begin = cut.end()
        if amount.end <= cut.start() < end:
            end = cut.start()
    return begin, end


def _is_trap(text: str, amount: Amount, before: str, after: str) -> bool:
    """Whether a period is no period of keeping or answering: an age, how often, ago."""
    near = text[max(0, amount.start - 90) : amount.end + 90]
    is_other = words("other_period").search(near)
    if words_after("service").match(after):
        return True
    if _SOME_DAY.fullmatch(text[amount.start : amount.end]):
        return not _COUNTS.search(before)
    if is_other and not words("storing").search(before):
        return True
    is_one = text[amount.start : amount.start + 2].lower() == "a "
    if (is_one and _ONCE_A.search(before)) or _BEYOND.search(text[: amount.start]):
        return True
    if words_before("repeated", 0).search(before):
        return not words("overwriting").search(before)
    if words_before("window", 0).search(before):
        is_idle = words("inactive").search(before) and words("deleting").search(text)
        return not is_idle and not words_before("storing", 4).search(before)
    is_years = amount.unit == "years" and 6 <= amount.number <= 25
    is_aged = words_before("age", 0).search(before) or words_after("age_after").match(
        after
    )
    is_age = is_years and words("person").search(near) and is_aged
    return bool(is_age) and not words("storing").search(after[:25])


def _other_than_kept(
    sentence: Sentence, amount: Amount, before: str, after: str
) -> str | None:
    """The template of a period that says nothing of how long data are kept."""
    text, about = sentence.text, sentence.about
    near = f"{before[-70:]} # {after[:70]}"
    is_stored = bool(words("storing").search(near))
    is_asked = words("request").search(text) or words("request").search(about)
    is_time = re.search(
        r"(?i)tiden|fristen|svarstid|tidsgräns|tidsfrist"
        r"|(?:this|the) (?:period|time|deadl)",
        text,
    )
    if words("extending").search(text) and (is_asked or is_time) and not is_stored:
        around = text[max(0, amount.start - 70) : amount.end + 70]
        is_near = words("extending").search(around) or words_before("least").search(
            before
        )
        if is_near or re.search(r"(?i)ytterligare|further|additional", around):
            return "answer_extension"
    if words("incident").search(text) and amount.unit in ("hours", "days"):
        return None if is_stored else "incidents"
    is_change = words("change").search(text) and words("in_advance").search(near)
    if is_change and not is_stored:
        return "policy_changes"
    if _is_of_cookie(sentence, before):
        return "cookie_lifetime"
    is_deleted = words("deleting").search(after[:60]) or words("storing").search(before)
    is_within = words_before("within", 3).search(before)
    is_answered = words("answering").search(text) if is_asked else None
    is_answered = is_answered or words("replying").search(text)
    if is_within and is_answered and not is_deleted:
        return "answer_time"
    return None


def _is_of_cookie(sentence: Sentence, before: str) -> bool:
    text = sentence.text
    is_row = sentence.kind in ("row", "item")
    is_named = _COOKIE_NAME.search(text) or words("cookie").search(text)
    is_about = is_named or (words("cookie").search(sentence.about) and is_row)
    return bool(is_about) and not words("personal_data").search(before)


def _softened(text: str) -> dict[str, object]:
    softener = phrases().softener[0]
    match = finds((*softener.sv, *softener.en), text)
    return {"softener": match[0]} if match else {}


def _conditioned(text: str) -> dict[str, object]:
    for match in _CONDITION.finditer(text):
        if not _ABOUT_SOMETHING.match(match[1]):
            return {"condition": match[1].strip(" ,")}
    return {}


def _base_in(
    text: str,
    *,
    skip: tuple[str, ...] = (),
    is_event: bool = False,
    is_firm: bool = False,
) -> tuple[str, int] | None:
    """The base that stands first in a text, and where.

    `is_event` leaves out words for what lasts, `is_firm` vague ones.
    """
    best: tuple[int, int, str] | None = None
    for order, row in enumerate(phrases().base):
        is_out = row.base in skip or (is_event and row.is_lasting)
        is_out = is_out or (is_firm and row.is_vague)
        match = None if is_out else finds((*row.sv, *row.en), text)
        if match and not (row.is_vague and best):
            key = (match.start() // _NEAR, order, row.base)
            best = min(best, key) if best else key
    return (best[2], best[0] * _NEAR) if best else None


def _law_in(text: str) -> dict[str, object]:
    for row in phrases().law:
        if finds((*row.sv, *row.en), text):
            return {"law": row.law, **({"rule_id": row.rule_id} if row.rule_id else {})}
    return {}


def _kept(
    sentence: Sentence, amount: Amount, before: str, after: str,
    values: dict[str, object], earlier: str,
) -> Period:  # fmt: skip
    """A period of keeping: from what it counts, how firmly, by which law."""
    whole = f"{before}{sentence.text[amount.start : amount.end]}{after}"
    subject = subject_of(sentence, before)
    values |= {"subject": subject} | _softened(whole) | _conditioned(after or whole)
    base, is_while, between = _counted_from(before, after, earlier)
    if base is None and sentence.kind == "row":
        after = after if _EVENT.match(after) else _from_cell(sentence)
        base = _base_of("", after)
    is_asked = base is None and (is_while or bool(_EVENT.match(after)))
    if is_asked:
        base = "event_on" if _EVENT.match(after) else "activity_ended_on"
    rest = sentence.text[amount.end + len(after) :]
    near = _OTHERWISE.split(_JOINED.split(after)[0] if find_amounts(rest) else after)[0]
    named = _law_in(f"{before} {near} {subject or ''}")
    law = named.get("law")
    if law and (law != "lag" or words("law_demands").search(whole)):
        values["law"] = law
    is_bookkeeping = law == "bokföringslagen" and amount.unit == "years"
    if is_bookkeeping and _law_in(between).get("law") == law:
        is_while, base = False, None
    values["bound"] = _bound(amount, before)
    by_law = is_bookkeeping and not is_while
    is_free = base in (None, "fiscal_year_end", "transaction_on")
    if by_law and (is_free or _base_of("", after) is None):
        return _by_bookkeeping(amount, values)
    year_end = amount.is_ordinal or words("year_end").search(whole)
    values["base"] = base or "unstated"
    if year_end and amount.unit == "years":
        template = "kept_to_year_end"
        is_in = words("year_included").search(whole)
        values["method"] = "year_inclusive" if is_in else "year_end"
    else:
        template = _template(str(values["bound"]), base, is_while=is_while)
    questions = _left_open(values)
    return Period(
        template, amount.start, values, ("event", *questions) if is_asked else questions
    )


def _from_cell(sentence: Sentence) -> str:
    """The cell of a row that says from when it counts, as words after a period."""
    for title, cell in sentence.cells:
        if _FROM.match(cell):
            return f" {cell}"
        if _FROM_TITLE.match(title) and not find_amounts(cell):
            return f" från {cell}"
    return ""


def _bound(amount: Amount, before: str) -> str:
    is_least = bool(words_before("least").search(before))
    is_most = bool(words_before("most").search(before))
    if amount.longest and (is_least or not is_most):
        return "range"
    return "minimum" if is_least else "maximum"


def _template(bound: str, base: str | None, *, is_while: bool) -> str:
    if bound != "maximum":
        return "kept_in_range" if bound == "range" else "kept_at_least"
    if base and is_while:
        return "kept_while_and_then"
    return "kept_after_event"


def _by_bookkeeping(amount: Amount, values: dict[str, object]) -> Period:
    known = next(row for row in phrases().law if row.law == "bokföringslagen")
    values |= {"law": known.law, "rule_id": known.rule_id, "base": "fiscal_year_end"}
    if (amount.number, amount.unit) != (known.number, known.unit):
        values["differs"] = f"{known.number} {known.unit}"
    return Period("kept_for_bookkeeping", amount.start, values, _left_open(values))


def _counted_from(
    before: str, after: str, earlier: str
) -> tuple[str | None, bool, str]:
    """The base, whether data are kept while it lasts too, and the words between."""
    at = list(words("while").finditer(before))
    is_same = bool(at) and bool(_SAME.match(after))
    base = None if is_same else _base_of(before, after)
    between = before[at[-1].end() :] if at else ""
    is_while = bool(at) and bool(
        words("and_then").search(between) or re.search(r"[+,]", between)
    )
    if base is None:
        ends = (_base_in(before[one.start() :]) for one in reversed(at))
        base = next((end[0] for end in ends if end), None)
    if base is None and not at and _SAME.match(after):
        named = _base_in(earlier[-160:], skip=_NO_START)
        base = named[0] if named else None
        is_while = base is not None and bool(words("while").search(earlier[-160:]))
    is_then = words_after("thereafter").match(after)
    is_then = is_then or words_before("thereafter", 3).search(before)
    if base is None and is_then and not at:
        previous = _base_in(earlier[-160:] + before, skip=_NO_START)
        base = previous[0] if previous else None
        is_while = is_while or base is not None
    return base, is_while, between


def _base_of(before: str, after: str) -> str | None:
    """What a period counts from, as the words after it say, else those before it."""
    connected = words("from").search(after[:60])
    if connected and _PRONOUN.match(after[connected.start() :]):
        clause = after[connected.start() : connected.start() + 60]
        result = _base_in(clause, skip=_ONLY_ENDS, is_firm=True)
        result = result or _base_in(
            f"{before} {after[:60]}", skip=("first_seen_at",), is_firm=True
        )
        if result:
            return result[0]
    if connected:
        result = _base_in(after[connected.start() : connected.start() + 150])
        if result and result[1] <= 90:
            return result[0]
    unless = words("unless_active").search(after[:40])
    if unless and _base_in(after[unless.start() :], skip=_BUT_ACTIVITY):
        return "last_seen_on"
    if words_after("inactivity_after").match(after):
        return "last_seen_on"
    inactive = words("inactive").search(before)
    if inactive and words_before("window", 0).search(before):
        return "last_seen_on"
    if inactive:
        result = _base_in(before[inactive.start() :])
        if result and result[0] == "last_seen_on":
            return result[0]
    for match in reversed(list(words("told_before").finditer(before))):
        if _IF_NOT.match(before[match.start() :]):
            continue
        is_if = match[0].lower().startswith(("om ", "if ", "när", "då", "when"))
        rest = before[match.start() :]
        result = _base_in(rest, skip=("first_seen_at",), is_event=is_if)
        if result:
            return result[0]
    return None


def _left_open(values: Mapping[str, object]) -> tuple[str, ...]:
    unclear = {
        "base": values.get("base") == "unstated",
        "subject": not values.get("subject"),
        "unit": values.get("unit") == "working days",
        "softener": bool(values.get("softener")),
    }
    return tuple(name for name, is_open in unclear.items() if is_open)


def _uncounted(sentence: Sentence, counted: list[Period]) -> Iterator[Period]:
    """What a sentence says about keeping without a number."""
    text = sentence.text
    subject = subject_of(sentence, text)
    values: dict[str, object] = (
        {"subject": subject} | _softened(text) | _conditioned(text)
    )
    questions = () if subject else ("subject",)
    result: set[str] = set()
    for template, base, start in _while(text, result):
        is_known = any(period.parameters.get("base") == base for period in counted)
        if base is None and (counted or result):
            continue
        if not is_known and template not in result:
            result.add(template)
            left_open = questions if base else ("event", *questions)
            known = base or "activity_ended_on"
            yield Period(template, start, {**values, "base": known}, left_open)
    if words("endless").search(text):
        result.add("endless")
        yield Period("kept_without_end", 0, dict(values), ("review_on", *questions))
    if counted or words("operations").search(text):
        return
    named = _law_in(text)
    result |= _needs(text, named)
    if not result and words("outlasting").search(text):
        result.add("outlasting")
        yield Period("kept_without_end", 0, dict(values), ("review_on", *questions))
    if "law" in result:
        rule = () if "rule_id" in named else ("rule",)
        yield Period("kept_by_law", 0, {**values, **named}, rule)
    if "needed" in result:
        yield Period("kept_as_needed", 0, dict(values), ("period",))
    if not result or (result == {"law"} and _EXCEPT.search(text)):
        yield from _deleted(sentence, values)


def _while(text: str, result: set[str]) -> Iterator[tuple[str, str | None, int]]:
    """Each "as long as" that names an event, None one of no known words.

    What is no event is added to `result`.
    """
    for match in words("while").finditer(text):
        if words_before("needed", 0).search(text[: match.start()]):
            continue
        rest = text[match.start() : match.start() + 140]
        rest = _NEXT_PART.split(rest)[0]
        needed = words("needed").search(rest)
        law = words("law_demands").search(rest)
        base = _base_in(rest, skip=_NO_START)
        if base is None and words("goes_on").match(rest):
            base = _base_in(text[: match.start()], skip=_NO_START)
        place = needed.start() if needed else len(rest)
        is_data = re.match(r"(?i)så länge (?:det|de|som|uppgifterna|vi)\b", rest)
        if law:
            result.add("law")
            if base is None and needed and needed.end() < law.start():
                result.add("needed")
            if base is None or base[1] > law.start():
                continue
        if base and base[1] <= place and not (is_data and place < base[1] + 14):
            is_withdrawal = base[0] == "consent_withdrawn_on"
            template = "kept_until_told" if is_withdrawal else "kept_until_event"
            yield template, base[0], match.start()
        elif needed:
            result.add("needed")
        elif base is None and not law and _LASTS.match(rest):
            yield "kept_until_event", None, match.start()


def _needs(text: str, named: Mapping[str, object]) -> set[str]:
    """Whether data are kept as long as needed, or as a law demands."""
    result = set()
    longer = words("not_longer").search(text)
    if longer and not words("asking").search(text[: longer.start()]):
        follows = text[longer.end() : longer.end() + 60]
        is_needed = words("needed").search(f"{longer[0]} {follows}")
        demands = words("law_demands").search(follows)
        is_law = demands or re.search(r"(?i)lag|law", follows)
        is_free = demands or not words("needed").search(follows)
        result.add("law" if is_law and is_free else "needed")
        if not is_needed and not is_law:
            result.clear()
    ended = words("no_need").search(text)
    if ended and not words("asking").search(text[: ended.start()]):
        result.add("needed")
    is_special = named.get("law") not in (None, "lag")
    is_demanded = words("law_demands").search(text) or (
        is_special and words("by_law").search(text)
    )
    stored = words("storing").search(text)
    is_shared = stored and words("disclosing").search(text[: stored.start()])
    if named and is_demanded and stored and not is_shared:
        result.add("law")
    return result


def _deleted(sentence: Sentence, values: dict[str, object]) -> Iterator[Period]:
    """Something is deleted when something else has ended, or is said to be deleted."""
    text = sentence.text
    gone = words("deleting").search(text)
    if not gone or words("browser").search(text) or words("beforehand").search(text):
        return
    if words("rights").search(sentence.about) or words("rights").search(text):
        return
    before = text[: gone.start()]
    if _NOT.search(before) or _DONE.search(before) or words("asking").search(text):
        return
    events = [*_WHEN.finditer(text), *_IF_YOU.finditer(text)]
    bases = [_base_in(text[event.start() :], skip=_NO_START) for event in events]
    base = next((one for one in bases if one), None)
    if base:
        is_withdrawal = base[0] == "consent_withdrawn_on"
        template = "kept_until_told" if is_withdrawal else "deleted_after_event"
        yield Period(template, gone.start(), {**values, "base": base[0]}, ("number",))
    elif any(_AN_EVENT.match(text[event.start() :]) for event in events):
        values = {**values, "base": "event_on"}
        yield Period("deleted_after_event", gone.start(), values, ("event", "number"))
    elif words("about_storing").search(f"{sentence.about} {text}"):
        yield Period("kept_as_needed", gone.start(), dict(values), ("period",))
