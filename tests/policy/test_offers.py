"""What a form offers makes rows that are sound, and every sound choice is offered."""

import datetime
import itertools

import pytest

from privacy.policy import read_policy
from privacy.policy.allowed import CHOICES, CONSTANTS, FIELDS, RULE_KINDS
from privacy.policy.edits import row_lines
from privacy.policy.offers import fields_offered, offer_of

DAY = datetime.date(2026, 11, 23)
FREE = {str: "Enligt beslut", int: 3, float: 7, bool: False, datetime.date: DAY}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "exempel"
    (made / "policy").mkdir(parents=True)
    (made / "policy" / "policy.toml").write_text("[organisation]\n", encoding="utf-8")
    return made


def rows_of(table, output, left):
    """Every row that can be made of what is offered, of free fields one."""
    if not left:
        yield {**output, "citation": "Beslut", "valid_from": DAY}
        return
    offer = offer_of(table, left[0], output)
    if offer is None:
        yield from rows_of(table, output, left[1:])
        return
    words = offer.words or [[] if offer.kind is list else FREE[offer.kind]]
    if offer.name == "longest":
        words = [9]
    for word in words:
        yield from rows_of(table, {**output, offer.name: word}, left[1:])


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_every_rule_that_can_be_chosen_is_sound(folder, kind):
    left = [name for name in fields_offered("retention_rule") if name != "kind"]
    at = left.index("method")
    output = {name: FREE[str] for name in left[:at]} | {"kind": kind}
    rows = list(rows_of("retention_rule", output, left[at:]))
    assert rows
    numbered = ({**row, "rule_id": f"R{n}"} for n, row in enumerate(rows))
    text = "\n".join(itertools.chain.from_iterable(
        row_lines("retention_rule", row) for row in numbered
    ))  # fmt: skip
    assert len(read_policy(folder, text).table("retention_rule")) >= len(rows)


@pytest.mark.parametrize(
    ("table", "key", "words"),
    [
        ("constant", "name", CONSTANTS),
        ("choice", "name", CHOICES),
        ("word", "field", FIELDS),
    ],
)
def test_every_number_choice_and_word_that_can_be_chosen_is_sound(
    folder, table, key, words
):
    for word in words:
        left = [name for name in fields_offered(table) if name != key]
        for row in rows_of(table, {key: word}, left):
            if table == "constant":
                row = {**row, "value": 7}
            read_policy(folder, "\n".join(row_lines(table, row)))


def test_hours_are_offered_of_what_was_first_collected_alone():
    output = {"kind": "maximum", "method": "period", "base": "first_seen_at"}
    assert "hours" in offer_of("retention_rule", "unit", output).words
    output["base"] = "contract_end"
    assert "hours" not in offer_of("retention_rule", "unit", output).words
