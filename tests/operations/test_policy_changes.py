"""What a change would do is what the next build then says, and it is saved once."""

import datetime

import pytest
from conftest import AS_OF, DPO, Home
from pages.conftest import RECORDS

from privacy.contracts.roles import Role
from privacy.contracts.statuses import TO_DELETE
from privacy.errors import BadJournal, BadPolicy, Outdated
from privacy.journal import Journal
from privacy.operations.policy_changes import effect_of, save_change
from privacy.policy.edits import new_version, seal_of

NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
RULE = {
    "rule_id": "SURVEY_180D",
    "kind": "maximum",
    "method": "period",
    "base": "answered_on",
    "period": 30,
    "unit": "days",
    "gloss_sv": "Enkätsvar sparas högst 30 dagar",
    "citation": "Beslut",
    "valid_from": AS_OF,
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("changes"))
    made.put("records/records.csv", RECORDS)
    made.take_in()
    return made


def change(home, **output):
    return new_version(home.folder, "retention_rule", {**RULE, **output})


def save(home, changed, seen):
    save_change(home.organisation, changed, seen, DPO, NOW, table="retention_rule")


def test_the_effect_is_what_the_next_build_says(imported):
    changed = change(imported)
    effect = effect_of(imported.installation, imported.organisation, changed, AS_OF)
    assert effect.due == (0, 1)
    (came,) = [r for r in effect.records if r.status in TO_DELETE]
    assert (came.record_type, came.before, came.after) == ("Enkätsvar", 0, 1)
    save(imported, changed, seal_of(imported.folder))
    imported.take_in(at=NOW)
    desk = imported.desk(Role.DPO)
    listed = desk.ask("dpo/gallring_by_system", as_of=AS_OF).records()
    board = desk.ask("dpo/promises", as_of=AS_OF).column("status")
    desk.close()
    assert sum(row["records"] for row in listed if row["status"] in TO_DELETE) == 1
    assert effect.kept[1] == board.count("kept")
    assert effect.broken[1] == board.count("broken")
    assert effect.not_measured[1] == board.count("no_data")


def test_a_file_changed_meanwhile_is_not_overwritten(home):
    seen, changed = seal_of(home.folder), change(home)
    hand = home.folder / "policy" / "retention.toml"
    hand.write_text(hand.read_text("utf-8") + "\n# By hand.\n", encoding="utf-8")
    before = hand.read_bytes()
    with pytest.raises(Outdated, match="changed since this form was opened"):
        save(home, changed, seen)
    assert hand.read_bytes() == before
    assert not (home.folder / "policy" / "changes.toml").exists()
    assert not list(Journal.of(home.organisation).entries("policy_changed"))


def test_what_the_journal_cannot_tell_of_is_not_changed(home):
    seen, changed = seal_of(home.folder), change(home)
    home.organisation.anchors.mkdir(parents=True)
    with pytest.raises(BadJournal):
        save(home, changed, seen)
    assert seal_of(home.folder) == seen


def test_what_cannot_be_written_is_not_in_the_journal(home):
    seen = seal_of(home.folder)
    (file,) = change(home)
    file.with_suffix(".new").mkdir()
    with pytest.raises(OSError, match="changes"):
        save(home, change(home), seen)
    assert not Journal.of(home.organisation).entries("policy_changed")


def test_of_two_windows_the_second_is_refused_and_the_first_stands(home):
    seen = seal_of(home.folder)
    first, second = change(home), change(home, period=60)
    save(home, first, seen)
    with pytest.raises(Outdated):
        save(home, second, seen)
    text = (home.folder / "policy" / "changes.toml").read_text("utf-8")
    assert "period = 30" in text
    (entry,) = Journal.of(home.organisation).entries("policy_changed")
    assert entry.details["files"] == "changes.toml"


def test_a_change_that_would_not_be_sound_is_refused_whole(home):
    seen, changed = seal_of(home.folder), change(home, unit="none")
    with pytest.raises(BadPolicy, match="unit"):
        save(home, changed, seen)
    assert seal_of(home.folder) == seen
