"""What a policy file may say, and what the loader refuses."""

import datetime

import pytest

from privacy.errors import BadPolicy
from privacy.installation import EXAMPLE
from privacy.policy import LAW, read_policy

GOOD = """
[organisation]
title = "Provbolaget AB"

[[constant]]
name = "promise_days"
value = 30
unit = "days"
citation = "Policyn, avsnitt 1"
valid_from = 2018-05-25
"""


@pytest.fixture
def organisation(tmp_path):
    (tmp_path / "policy").mkdir()
    return tmp_path


def write(organisation, text):
    (organisation / "policy" / "policy.toml").write_text(text, encoding="utf-8")


def test_a_number_is_read_with_its_citation(organisation):
    write(organisation, GOOD)
    policy = read_policy(organisation)
    assert policy.title == "Provbolaget AB"
    assert policy.constant("promise_days", datetime.date(2026, 1, 1)) == 30


def test_a_number_without_citation_is_refused_with_file_and_row(organisation):
    write(organisation, GOOD.replace('citation = "Policyn, avsnitt 1"\n', ""))
    with pytest.raises(BadPolicy, match=r"policy\.toml, line 5: .*citation"):
        read_policy(organisation)


def test_a_number_without_valid_from_is_refused(organisation):
    write(organisation, GOOD.replace("valid_from = 2018-05-25\n", ""))
    with pytest.raises(BadPolicy, match="valid_from"):
        read_policy(organisation)


def test_the_number_in_force_changes_on_its_day(organisation):
    later = GOOD.split("[[constant]]")[1].replace("30", "20").replace("2018", "2026")
    write(organisation, f"{GOOD}\n[[constant]]{later}")
    policy = read_policy(organisation)
    assert policy.constant("promise_days", datetime.date(2026, 5, 24)) == 30
    assert policy.constant("promise_days", datetime.date(2026, 5, 25)) == 20


def test_a_misspelt_table_is_refused(organisation):
    write(organisation, GOOD.replace("[[constant]]", "[[konstant]]"))
    with pytest.raises(BadPolicy, match=r"no policy table \[\[konstant\]\]"):
        read_policy(organisation)


def test_broken_toml_is_refused_with_its_line(organisation):
    write(organisation, "[[constant]]\nname = \n")
    with pytest.raises(BadPolicy, match="line 2"):
        read_policy(organisation)


def test_a_missing_number_says_which_and_where(organisation):
    write(organisation, GOOD)
    with pytest.raises(BadPolicy, match="no constant min_horses"):
        read_policy(organisation).constant("min_horses", datetime.date(2026, 1, 1))


@pytest.mark.parametrize(
    "folder", sorted(EXAMPLE.glob("*/policy")), ids=lambda f: f.parent.name
)
def test_both_real_policies_are_read(folder):
    assert read_policy(folder.parent).rows["constant"]


def test_the_law_is_there():
    assert list(LAW.glob("*.toml"))
