"""Rules that begin and end, against a second reading that shares no code."""

import bisect
import datetime
import itertools
import os
import random

import pytest
from dateutil.relativedelta import relativedelta
from gallring.inventories import register_of

from privacy.policy import read_policy

MANY = int(os.environ.get("RANDOM_RECORDS", "1000"))
DAY = datetime.timedelta(days=1)
ALWAYS = datetime.date(1, 1, 1)
FLAGS = ("LEGAL_HOLD", "RESTRICTION", "ERASURE")
SHAPES = (
    ("maximum", "period", "answered_on"),
    ("while_needed", "end", "contract_end"),
    ("statutory", "year_end", "fiscal_year_end"),
    ("statutory", "relation", "relation_end"),
    ("justified", "limitation", "claim_created_on"),
    ("justified", "claim", "event_on"),
)
OPENED_BY = {"contract_end": "contract_active", "relation_end": "relation_active"}


def some_day(rng, first=2001, last=2027):
    return datetime.date(first, 1, 1) + rng.randrange(365 * (last - first)) * DAY


def versions(rng, first=2003):
    """Stretches of days that do not overlap; some touch, and some leave a gap."""
    days = sorted({some_day(rng, first, 2031) for _ in range(rng.randint(1, 4))})
    for begins, after in itertools.zip_longest(days, days[1:]):
        ends = None
        if after is not None and rng.random() < 0.4:
            ends = begins + rng.randrange((after - begins).days) * DAY
        elif after is None and rng.random() < 0.2:
            ends = begins + rng.randrange(1, 3000) * DAY
        yield begins, ends


def random_rules(rng):
    for name, (kind, method, base) in itertools.product("AB", SHAPES):
        for begins, ends in versions(rng):
            yield {
                "rule_id": f"{name}_{method}".upper(),
                "kind": kind,
                "method": method,
                "base": base,
                "unit": "none",
                "gloss_sv": "Prov",
                "citation": "Prov",
                "valid_from": begins,
                **({"valid_to": ends} if ends else {}),
                **counted(rng, method),
            }


def counted(rng, method):
    if method == "end":
        return {}
    if method in ("year_end", "claim"):
        return {"period": rng.randint(1, 10), "unit": "years"}
    unit = rng.choice(["days", "months", "years"])
    most = {"days": 4000, "months": 130, "years": 12}[unit]
    return {"period": rng.randint(1, most), "unit": unit}


def random_kinds(rng, rules):
    names = sorted({rule["rule_id"] for rule in rules})
    for number in range(8):
        for begins, ends in versions(rng):
            yield {
                "system": "Prov",
                "record_type": f"Slag {number}",
                "rules": rng.sample(names, rng.choice([0, 1, 1, 2, 3])),
                "citation": "Prov",
                "valid_from": begins,
                **({"valid_to": ends} if ends else {}),
            }


def as_toml(table, row):
    def values(value):
        return str(value) if isinstance(value, datetime.date) else repr(value)

    lines = (f"{key} = {values(value)}" for key, value in row.items())
    return "\n".join([f"[[{table}]]", *lines, ""])


def random_record(rng, number, rules):
    row = {"record_id": f"R{number}", "system": "Prov"}
    row["record_type"] = f"Slag {rng.randrange(8)}"
    if rng.random() < 0.2:
        names = sorted({rule["rule_id"] for rule in rules})
        row["rules"] = ";".join(rng.sample(names, 2))
    for _kind, _method, base in SHAPES:
        opened_by = OPENED_BY.get(base)
        if opened_by and rng.random() < 0.2:
            row[opened_by] = "Ja"
        elif rng.random() < 0.95:
            row[base] = some_day(rng)
    for name, odds in (
        ("claim_reported_on", 0.5),
        ("insurer_final_position_on", 0.5),
        ("limitation_interrupted_on", 0.3),
        ("transaction_on", 0.3),
        ("hold_until", 0.03),
        ("erasure_approved_on", 0.03),
        ("executed_on", 0.2),
    ):
        if rng.random() < odds:
            row[name] = some_day(rng)
    if rng.random() < 0.02:
        row["hold_open"] = "Y"
    if rng.random() < 0.02:
        row["restriction_open"] = "Y"
    return row


class Reading:
    """What the rules say of a record on a day, read from the versions as written."""

    def __init__(self, rules, kinds):
        self.rules = {}
        for rule in rules:
            self.rules.setdefault(rule["rule_id"], []).append(rule)
        self.kinds = {}
        for kind in kinds:
            self.kinds.setdefault(kind["record_type"], []).append(kind)
        turns = {ALWAYS, datetime.date(2015, 1, 1), datetime.date(2018, 5, 25)}
        for version in [*rules, *kinds]:
            turns.add(version["valid_from"])
            if "valid_to" in version:
                turns.add(version["valid_to"] + DAY)
        self.turns = sorted(turns)
        self.read = {}

    def version(self, versions, day):
        in_force = [
            version
            for version in versions
            if version["valid_from"] <= day <= version.get("valid_to", day)
        ]
        return max(in_force, key=lambda version: version["valid_from"], default=None)

    def one(self, row, name, day):
        """(kind, 'open', 'missing' or last day) of one rule on a day."""
        if name in FLAGS:
            if day < datetime.date(2018, 5, 25):
                return None, "missing"
            if name == "ERASURE":
                return "immediate", row["erasure_approved_on"]
            if name == "RESTRICTION" or "hold_open" in row:
                return "hold", "open"
            return "hold", row["hold_until"]
        rule = self.version(self.rules[name], day)
        if rule is None:
            return None, "missing"
        return rule["kind"], self.end(row, rule, day)

    def end(self, row, rule, day):
        if row.get(OPENED_BY.get(rule["base"])):
            return "open"
        base = row.get(rule["base"])
        if rule["method"] == "relation":
            base = base or row.get("transaction_on")
        if rule["method"] == "limitation":
            both = (base, row.get("limitation_interrupted_on"))
            base = max((d for d in both if d), default=None)
        if base is None:
            return "missing"
        if rule["method"] == "end":
            return base
        if rule["method"] == "year_end":
            return datetime.date(base.year + rule["period"], 12, 31)
        end = base + relativedelta(**{rule["unit"]: rule["period"]})
        final = row.get("insurer_final_position_on")
        reported = row.get("claim_reported_on")
        is_in_time = final and reported and reported <= end
        # The six months are in force since 2015.
        if rule["method"] == "claim" and is_in_time and day.year >= 2015:
            end = max(end, final + relativedelta(months=6))
        return end

    def governors(self, row, day):
        own = [name for name in row.get("rules", "").split(";") if name]
        kind = self.version(self.kinds[row["record_type"]], day)
        names = set(own or (kind["rules"] if kind else []))
        if "hold_open" in row or "hold_until" in row:
            names.add("LEGAL_HOLD")
        if "restriction_open" in row:
            names.add("RESTRICTION")
        if "erasure_approved_on" in row:
            names.add("ERASURE")
        return [self.one(row, name, day) for name in names]

    def begun(self, day):
        """The day from which the rules are what they are on a day."""
        return self.turns[bisect.bisect(self.turns, day) - 1]

    def plain(self, row, day):
        """None without a rule, 'missing', 'open', or the day of gallring."""
        begun = self.begun(day)
        key = row["record_id"], begun
        if key not in self.read:
            self.read[key] = self.plainly(row, begun)
        return self.read[key]

    def plainly(self, row, day):
        result = self.governors(row, day)
        ends = [end for _kind, end in result]
        if not result or "missing" in ends:
            return "missing" if result else None
        if "open" in ends:
            return "open"
        return max(
            end if kind in ("maximum", "immediate") else end + DAY
            for kind, end in result
        )

    def due(self, row, day):
        """The day of gallring, never one on which the rules of that day kept it."""
        result = self.plain(row, day)
        if not isinstance(result, datetime.date):
            return result
        begun = self.begun(day)
        for turn, after in itertools.pairwise(self.turns):
            if turn >= begun:
                break
            then = self.plain(row, turn)
            if then == "open":
                result = max(result, after)
            elif isinstance(then, datetime.date) and then > turn:
                result = max(result, min(then, after))
        return result

    def falls(self, row, day):
        """First day from the stretch of `day` on that is due by its own rules."""
        result = self.due(row, day)
        begun = self.begun(day)
        later = [turn for turn in self.turns if turn > begun]
        after = later[0] if later else None
        if isinstance(result, datetime.date) and (after is None or result < after):
            return result
        for turn, following in itertools.zip_longest(later, later[1:]):
            due = self.due(row, turn)
            if isinstance(due, datetime.date):
                first = max(due, turn)
                if following is None or first < following:
                    return first
        return None

    def happened(self, row, day):
        """The days counted from that have to have happened, for the rules of a day."""
        own = [name for name in row.get("rules", "").split(";") if name]
        kind = self.version(self.kinds[row["record_type"]], day)
        for name in set(own or (kind["rules"] if kind else [])):
            rule = self.version(self.rules[name], day)
            base = rule and rule["base"]
            if base in ("answered_on", "event_on", "claim_created_on"):
                yield row.get(base)
            if base == "claim_created_on":
                yield row.get("limitation_interrupted_on")
        if day >= datetime.date(2018, 5, 25):
            yield row.get("erasure_approved_on")

    def state(self, row, as_of):
        """(status, day of gallring, day on which it falls due) as of a day."""
        is_gone = row.get("executed_on", as_of + DAY) <= as_of
        day = row["executed_on"] if is_gone else as_of
        if any(base and base > as_of for base in self.happened(row, day)):
            return "Ogiltigt datum", None, None
        result = self.due(row, day)
        due = result if isinstance(result, datetime.date) else None
        if is_gone:
            return self.gone(row, day, due), due, None
        falls = self.falls(row, day)
        return self.standing(result, falls, as_of), due, falls

    def gone(self, row, day, due):
        for kind, end in self.governors(row, day):
            if kind in (None, "maximum", "immediate") or end == "missing":
                continue
            if end == "open" or day <= end:
                return "Gallrad för tidigt"
        return "Gallrad för sent" if due and day > due else "Gallrad i tid"

    def standing(self, result, falls, as_of):
        if result is None:
            return "Gallringsfrist saknas"
        if result == "missing":
            return "Underlag saknas"
        if result != "open" and result <= as_of:
            return "Försenad gallring" if result < as_of else "Gallras i dag"
        # How soon is soon was decided when GDPR came.
        is_soon = falls is not None and falls <= as_of + 30 * DAY
        if is_soon and as_of >= datetime.date(2018, 5, 25):
            return "Gallras snart"
        return "Tills vidare" if result == "open" else "Bevaras"


@pytest.fixture
def policy_of(tmp_path):
    def made(rows):
        folder = tmp_path / "prov" / "policy"
        folder.mkdir(parents=True)
        text = "\n".join(as_toml(table, row) for table, row in rows)
        (folder / "rules.toml").write_text(text, "utf-8")
        return read_policy(tmp_path / "prov")

    return made


def test_random_rules_that_begin_and_end_decide_on_their_own_days(policy_of):
    rng = random.Random(2027)
    rules = list(random_rules(rng))
    kinds = list(random_kinds(rng, rules))
    rows = [("retention_rule", r) for r in rules] + [("record_kind", k) for k in kinds]
    records = [random_record(rng, number, rules) for number in range(MANY)]
    text = [{name: str(value) for name, value in row.items()} for row in records]
    register = register_of(policy_of(rows), text)
    reading = Reading(rules, kinds)
    turn = rng.choice(reading.turns[5:-5])
    past = [some_day(rng, 2004, 2026) for _ in range(4)]
    ahead = [some_day(rng, 2027, 2034) for _ in range(3)]
    days = [*past, turn - DAY, turn, datetime.date(2026, 11, 29), *ahead]
    output = {}
    for as_of in days:
        for record_id, *item in register.execute(
            "select record_id, status, due_on, falls_due_on "
            "from register.record_states(?)",
            [as_of],
        ).fetchall():
            output[record_id, as_of] = tuple(item)
    assert len(output) == len(records) * len(days)
    wrong = []
    for row in records:
        reading.read.clear()
        for as_of in days:
            item, right = output[row["record_id"], as_of], reading.state(row, as_of)
            if item != right:
                wrong.append((row["record_id"], str(as_of), item, right))
    assert wrong == []


def test_a_rule_by_which_it_is_due_on_its_first_day_kept_nothing(policy_of):
    rules = [
        {
            "rule_id": "SVAR", "kind": "maximum", "method": "period",
            "base": "answered_on", "period": years, "unit": "years",
            "gloss_sv": "Prov", "citation": "Prov",
            "valid_from": datetime.date(begins, 1, 1),
        }
        for begins, years in ((2003, 8), (2012, 10), (2014, 1))
    ]  # fmt: skip
    kind = {
        "system": "Prov", "record_type": "Svar", "rules": ["SVAR"],
        "citation": "Prov", "valid_from": datetime.date(2003, 1, 1),
    }  # fmt: skip
    rows = [*(("retention_rule", rule) for rule in rules), ("record_kind", kind)]
    record = {"record_id": "R1", "system": "Prov", "record_type": "Svar"}
    record["answered_on"] = "2002-01-01"
    register = register_of(policy_of(rows), [record])
    days = {
        as_of: register.execute(
            "select due_on from register.record_states(?)", [as_of]
        ).fetchone()
        for as_of in ("2009-06-01", "2013-06-01", "2014-06-01")
    }
    # Eight years from the answer: the ten years began when they had just run out.
    first = datetime.date(2010, 1, 1)
    assert days == {
        "2009-06-01": (first,),
        "2013-06-01": (datetime.date(2012, 1, 1),),
        "2014-06-01": (first,),
    }
