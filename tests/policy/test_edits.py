"""A changed policy file says the change, and otherwise what it said before."""

import datetime
import tomllib

import pytest

from privacy.errors import BadPolicy
from privacy.policy import read_policy
from privacy.policy.edits import (
    CHANGES,
    ended,
    new_version,
    own_rows,
    seal_of,
    without_mapping,
)

DAY = datetime.date(2026, 11, 23)
HAND = """\
# A comment of ours.
[organisation]
title = "Exempel"

[[retention_rule]]
rule_id = "KUND"   # why
kind = "maximum"
method = "period"
base = "contract_end"
period = 24
unit = "months"
gloss_sv = "Kunduppgifter"
citation = "Policyn, Lagring"
valid_from = 2020-01-01

# Lists stand on one line each.
"""
LISTED = """\
listed = [
    # Suppliers.
    { list = "system", value = "Arkivet", citation = "c", valid_from = 2020-01-01 },
    { list = "system", value = "Kassan", citation = "c", valid_from = 2020-01-01 },
]
"""


def rule(**output):
    return {
        "rule_id": "KUND",
        "kind": "maximum",
        "method": "period",
        "base": "contract_end",
        "period": 12,
        "unit": "months",
        "gloss_sv": "Kunduppgifter",
        "citation": "Beslut",
        "valid_from": DAY,
        **output,
    }


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "exempel"
    (made / "policy").mkdir(parents=True)
    (made / "policy" / "policy.toml").write_text(HAND, encoding="utf-8")
    (made / "policy" / "lists.toml").write_text(LISTED, encoding="utf-8")
    return made


def write(changed):
    for file, content in changed.items():
        file.write_bytes(content)


def periods(folder):
    return [row["period"] for row in read_policy(folder).table("retention_rule")
            if row["rule_id"] == "KUND"]  # fmt: skip


def test_a_new_version_stands_in_a_file_of_its_own_and_the_old_stays(folder):
    write(new_version(folder, "retention_rule", rule()))
    assert sorted(periods(folder)) == [12, 24]
    assert (folder / "policy" / "policy.toml").read_text("utf-8") == HAND
    in_force = read_policy(folder).on(DAY).table("retention_rule")
    assert [row["period"] for row in in_force if row["rule_id"] == "KUND"] == [12]


def test_a_second_change_of_the_same_day_takes_the_place_of_the_first(folder):
    write(new_version(folder, "retention_rule", rule()))
    file = folder / "policy" / CHANGES
    file.write_text(file.read_text("utf-8") + "\n# Mine.\n", encoding="utf-8")
    write(new_version(folder, "retention_rule", rule(rule_id="B")))
    write(new_version(folder, "retention_rule", rule(period=6)))
    assert sorted(periods(folder)) == [6, 24]
    assert "# Mine." in file.read_text("utf-8")


def test_a_version_of_a_day_that_another_file_has_is_refused_with_its_line(folder):
    with pytest.raises(BadPolicy, match=r"policy.toml, line 5"):
        new_version(
            folder, "retention_rule", rule(valid_from=datetime.date(2020, 1, 1))
        )


def test_a_thing_ends_by_one_line_and_every_other_stays(folder):
    (row,) = own_rows(folder, "retention_rule")
    write(ended(row, DAY))
    text = (folder / "policy" / "policy.toml").read_text("utf-8")
    assert text == HAND.replace(
        "valid_from = 2020-01-01\n", f"valid_from = 2020-01-01\nvalid_to = {DAY}\n"
    )


def test_a_row_on_one_line_ends_too_and_a_last_day_can_be_moved(folder):
    row = own_rows(folder, "listed")[1]
    write(ended(row, DAY))
    row = own_rows(folder, "listed")[1]
    assert row.values["valid_to"] == DAY
    later = DAY + datetime.timedelta(days=9)
    write(ended(row, later))
    text = (folder / "policy" / "lists.toml").read_text("utf-8")
    assert text == LISTED.replace(
        '"Kassan", citation = "c", valid_from = 2020-01-01 }',
        f'"Kassan", citation = "c", valid_from = 2020-01-01, valid_to = {later} }}',
    )


def test_a_text_with_quotes_and_signs_comes_back_as_it_was(folder):
    odd = 'Enligt "avtal" \\ § 4 – åäö'
    write(new_version(folder, "retention_rule", rule(citation=odd)))
    content = tomllib.loads((folder / "policy" / CHANGES).read_text("utf-8"))
    assert content["retention_rule"][0]["citation"] == odd


def test_a_kind_without_rules_is_written_as_one(folder):
    output = {"system": "Arkivet", "record_type": "Akt", "rules": [], "citation": "c"}
    write(new_version(folder, "record_kind", {**output, "valid_from": DAY}))
    assert read_policy(folder).table("record_kind")[-1]["rules"] == []


def test_the_seal_changes_with_any_file(folder):
    before = seal_of(folder)
    file = folder / "policy" / "lists.toml"
    file.write_text(LISTED + "# one word\n", encoding="utf-8")
    assert seal_of(folder) != before


MAPPING = """\
mapping = [{ name = "arkiv", source = "records" }]
mapped_column = [{ mapping = "arkiv", field = "record_id", title = "nr" }]
"""


def test_a_mapping_in_a_file_of_its_own_can_be_removed(folder):
    file = folder / "policy" / "mapping-arkiv.toml"
    file.write_text(MAPPING, encoding="utf-8")
    write(without_mapping(folder, "arkiv"))
    assert read_policy(folder).table("mapping") == []
    assert read_policy(folder).table("mapped_column") == []


def test_a_mapping_beside_other_rows_is_left_with_a_sentence(folder):
    file = folder / "policy" / "policy.toml"
    file.write_text(MAPPING + HAND, encoding="utf-8")
    with pytest.raises(BadPolicy, match="holds more than the mapping"):
        without_mapping(folder, "arkiv")
