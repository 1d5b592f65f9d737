"""A round goes from what is due to its proof, and never past a hold."""

import datetime
import io
import json
from concurrent.futures import ThreadPoolExecutor

import openpyxl
import pytest
from conftest import Home, copy_of
from gallring.clerk import DUE, HOUR, KEPT, KIND, NOW, RULE, SYSTEM, Clerk

from privacy import gallring, reports
from privacy.errors import OnHold, Outdated, Refused
from privacy.operations import importing

TOMORROW = datetime.timedelta(days=1)


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("rounds"))
    Clerk(made).inventory({**DUE, **KEPT})
    return made


@pytest.fixture
def clerk(imported, tmp_path):
    copy_of(imported, tmp_path)
    return Clerk(Home(tmp_path), NOW + HOUR)


def handed_out(clerk):
    round_id = clerk.start()
    clerk.approve(round_id)
    clerk.hand_out(round_id)
    return round_id


def test_the_list_holds_what_is_due_and_nothing_else(clerk):
    result = gallring.due_list(clerk.context, SYSTEM, RULE)
    assert [record[1] for record in result.records] == ["E1", "E2", "E3"]


def test_three_exports_lead_from_due_to_proven(clerk):
    round_id = clerk.start()
    assert clerk.status(round_id) == "startad"
    clerk.approve(round_id)
    assert clerk.status(round_id) == "godkänd"
    listed = clerk.hand_out(round_id)
    assert listed == [
        {"system": SYSTEM, "record_type": KIND, "record_id": i} for i in DUE
    ]
    assert clerk.status(round_id) == "utlämnad"
    assert set(clerk.proof(round_id).values()) == {"Väntar på export"}

    clerk.inventory({"E1": DUE["E1"], **KEPT})
    assert clerk.proof(round_id) == {"E1": "Kvar", "E2": "Borta", "E3": "Borta"}
    with pytest.raises(Outdated, match="1 of 3 records"):
        gallring.prove_round(clerk.context, round_id)

    clerk.inventory(KEPT)
    assert set(clerk.proof(round_id).values()) == {"Borta"}
    number = gallring.prove_round(clerk.context, round_id)
    assert clerk.status(round_id) == "avslutad"
    output = clerk.journal.entries("round_proven")[-1]
    assert output.number == number
    assert output.details["outcomes"] == {"Borta": 3}
    assert [rule["rule_id"] for rule in output.details["rules"]] == [RULE]
    assert clerk.journal.faults() == []


def test_an_empty_inventory_shows_that_all_of_it_is_gone(clerk):
    round_id = handed_out(clerk)
    clerk.inventory({}, day=NOW.date() + TOMORROW)
    assert set(clerk.proof(round_id).values()) == {"Borta"}


def test_a_round_says_which_export_it_waits_for_and_heals(clerk):
    round_id = handed_out(clerk)
    with pytest.raises(Outdated, match="made on 2026-11-23 or later, as enkat-2026"):
        gallring.prove_round(clerk.context, round_id)
    clerk.inventory({"X1": "2026-11-02"}, day=NOW.date() + TOMORROW)
    assert set(clerk.proof(round_id).values()) == {"Borta"}  # E9 is one of four
    clerk.inventory(
        {**DUE, **KEPT, **dict.fromkeys(["X1", *"ABCDEFGH"], "2026-11-02")},
        day=NOW.date() + 2 * TOMORROW,
    )
    assert set(clerk.proof(round_id).values()) == {"Åter"}
    summary = clerk.inventory(KEPT, day=NOW.date() + 3 * TOMORROW)
    (sentence,) = summary.held_back
    assert "would go from 13 to 1, 9 of them vanish" in sentence
    assert not summary.is_well
    with pytest.raises(Outdated, match="of 2026-11-26 is held back until you say yes"):
        gallring.prove_round(clerk.context, round_id)
    done = importing.accept_inventory(
        clerk.home.installation,
        clerk.home.organisation,
        SYSTEM,
        NOW.date() + 3 * TOMORROW,
        now=clerk.context.now,
        progress=lambda output: None,
    )
    assert done.is_well
    (entry,) = clerk.journal.entries("inventory_accepted")
    assert (entry.details["records_before"], entry.details["vanished"]) == (13, 9)
    with pytest.raises(Outdated, match="waits for a yes now"):
        gallring.accept_inventory(clerk.context, SYSTEM, "2026-11-26")
    assert set(clerk.proof(round_id).values()) == {"Borta"}
    gallring.prove_round(clerk.context, round_id)


def test_another_systems_inventory_proves_nothing(clerk):
    round_id = handed_out(clerk)
    clerk.home.put(
        "records/wims-2026-11-23.csv",
        b"system,record_type,record_id,event_on\nWIMS,Arende,W1,2026-01-01\n",
    )
    clerk.home.take_in(at=clerk.now.astimezone(datetime.UTC) + TOMORROW)
    assert set(clerk.proof(round_id).values()) == {"Väntar på export"}


def test_an_inventory_older_than_the_approval_proves_nothing(clerk):
    round_id = handed_out(clerk)
    clerk.inventory(KEPT, day=datetime.date(2026, 11, 20))
    assert set(clerk.proof(round_id).values()) == {"Väntar på export"}


def test_a_record_that_comes_back_is_named(clerk):
    round_id = handed_out(clerk)
    clerk.inventory(KEPT)
    clerk.inventory({"E1": DUE["E1"], **KEPT}, day=NOW.date() + TOMORROW)
    assert clerk.proof(round_id)["E1"] == "Åter"
    with pytest.raises(Outdated):
        gallring.prove_round(clerk.context, round_id)


def test_a_record_gone_inside_a_hold_was_gone_too_early(clerk):
    round_id = handed_out(clerk)
    _, rounds = clerk.hold("E1")
    assert rounds == [round_id]
    clerk.inventory(KEPT)
    result = clerk.proof(round_id)
    assert result == {"E1": "Borta för tidigt", "E2": "Borta", "E3": "Borta"}
    gallring.prove_round(clerk.context, round_id)
    details = clerk.journal.entries("round_proven")[-1].details
    assert details["outcomes"] == {"Borta": 2, "Borta för tidigt": 1}


def test_a_hold_lifted_before_the_approval_breaks_nothing(clerk):
    hold_id, _ = clerk.hold("E1")
    gallring.lift_hold(clerk.context, hold_id, reason="tvisten är avgjord")
    round_id = handed_out(clerk)
    clerk.inventory(KEPT)
    assert set(clerk.proof(round_id).values()) == {"Borta"}


# Holds: every way round them is tried.


def test_a_record_under_hold_is_in_no_list(clerk):
    clerk.hold("E1")
    result = gallring.due_list(clerk.context, SYSTEM, RULE)
    assert [record[1] for record in result.records] == ["E2", "E3"]


def test_a_hold_on_the_whole_kind_leaves_nothing_to_list(clerk):
    clerk.hold(None)
    with pytest.raises(Outdated, match="Nothing is due"):
        gallring.start_round(clerk.context, SYSTEM, RULE, seal="")


def test_a_list_seen_before_a_hold_starts_no_round(clerk):
    seen = gallring.due_list(clerk.context, SYSTEM, RULE).seal
    clerk.hold("E1")
    with pytest.raises(Outdated, match="changed since it was shown"):
        gallring.start_round(clerk.context, SYSTEM, RULE, seal=seen)


@pytest.mark.parametrize("record_id", ["E1", None])
def test_a_round_with_a_record_under_hold_is_not_approved(clerk, record_id):
    round_id = clerk.start()
    clerk.hold(record_id)
    with pytest.raises(OnHold):
        clerk.approve(round_id)
    assert clerk.status(round_id) == "startad"


def test_a_round_that_lists_a_record_held_by_its_system_is_not_approved(clerk):
    round_id = clerk.start()
    lines = [f"{SYSTEM},{KIND},{i},{d},{'Y' * (i == 'E1')}" for i, d in DUE.items()]
    text = "\n".join(["system,record_type,record_id,answered_on,hold_open", *lines, ""])
    clerk.home.put("records/enkat-2026-11-23-235959.csv", text.encode())
    clerk.home.take_in(at=clerk.now.astimezone(datetime.UTC))
    with pytest.raises(OnHold):
        clerk.approve(round_id)


@pytest.mark.parametrize("record_id", ["E1", None])
def test_no_deletion_list_is_handed_out_past_a_hold(clerk, record_id):
    round_id = clerk.start()
    clerk.approve(round_id)
    clerk.hold(record_id)
    with pytest.raises(OnHold):
        clerk.hand_out(round_id)
    assert clerk.status(round_id) == "godkänd"


def test_a_list_fetched_once_is_not_fetched_again_past_a_hold(clerk):
    round_id = handed_out(clerk)
    clerk.hold("E2")
    with pytest.raises(OnHold):
        gallring.hand_out_round(clerk.context, round_id, is_again=True)
    with pytest.raises(OnHold):
        gallring.deletion_list(clerk.context, round_id)


def test_a_hold_and_an_approval_at_once_never_both_pass_unseen(clerk):
    round_id = clerk.start()

    def approve():
        try:
            clerk.approve(round_id)
        except OnHold:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        approval, hold = pool.submit(approve), pool.submit(clerk.hold, "E1")
        approved, (_, rounds) = approval.result(), hold.result()
    written = clerk.journal.entries("round_approved", "hold_set")
    kinds = [entry.kind for entry in written]
    if approved:
        assert kinds == ["round_approved", "hold_set"]
        assert rounds == [round_id]
        with pytest.raises(OnHold):
            clerk.hand_out(round_id)
    else:
        assert kinds == ["hold_set"]


# Stale pages and second users.


def test_two_users_do_not_start_the_same_round(clerk):
    seal = gallring.due_list(clerk.context, SYSTEM, RULE).seal
    first = gallring.start_round(clerk.context, SYSTEM, RULE, seal=seal)
    with pytest.raises(Outdated, match=f"dpo started the round {first} at 2026"):
        gallring.start_round(clerk.context, SYSTEM, RULE, seal=seal)


def test_a_round_whose_list_has_grown_is_not_approved(clerk):
    round_id = clerk.start()
    clerk.inventory({**DUE, **KEPT, "E4": "2026-01-01"})
    with pytest.raises(Outdated, match="changed since the round was started"):
        clerk.approve(round_id)


def test_a_round_is_not_approved_twice(clerk):
    round_id = clerk.start()
    clerk.approve(round_id)
    with pytest.raises(Outdated, match=f"dpo approved the round {round_id} at 2026"):
        clerk.approve(round_id)


def test_of_two_officers_at_one_round_one_wins_and_the_other_reads_who_and_when(clerk):
    round_id, other = clerk.start(), clerk.colleague()
    steps = [
        (lambda officer: officer.approve(round_id), "approved the round"),
        (
            lambda o: gallring.hand_out_round(o.context, round_id),
            "handed out the list of",
        ),
        (
            lambda o: gallring.call_off_round(o.context, round_id, reason="fel regel"),
            "called the round",
        ),
    ]
    for step, done in steps:
        before = len(clerk.journal.entries())
        with ThreadPoolExecutor(2) as threads:
            tried = [threads.submit(step, officer) for officer in (clerk, other)]
        lost = [failure for one in tried if (failure := one.exception())]
        assert len(clerk.journal.entries()) == before + 1
        winner = clerk.journal.entries()[-1]
        (sentence,) = map(str, lost)
        at = datetime.datetime.fromisoformat(winner.at).astimezone(clerk.now.tzinfo)
        assert sentence.startswith(f"{winner.who} {done} {round_id}")
        assert f"{at:%Y-%m-%d %H:%M}" in sentence


def test_a_list_is_not_handed_out_before_the_approval(clerk):
    round_id = clerk.start()
    for step in (gallring.hand_out_round, gallring.deletion_list):
        with pytest.raises(Outdated):
            step(clerk.context, round_id)


def test_a_record_that_is_no_longer_due_is_in_no_deletion_list(clerk):
    round_id = clerk.start()
    clerk.approve(round_id)
    clerk.inventory({**DUE, "E1": "2026-11-01"})
    with pytest.raises(Outdated, match="no longer due"):
        clerk.hand_out(round_id)


def test_what_is_gone_already_is_not_listed_again(clerk):
    round_id = handed_out(clerk)
    clerk.inventory({"E1": DUE["E1"], **KEPT})
    assert [line["record_id"] for line in clerk.hand_out(round_id)] == ["E1"]


def test_a_round_called_off_takes_no_more_steps(clerk):
    round_id = clerk.start()
    gallring.call_off_round(clerk.context, round_id, reason="fel regel")
    with pytest.raises(Outdated):
        clerk.approve(round_id)
    assert clerk.start() != round_id


def test_a_round_that_nobody_knows_is_refused(clerk):
    with pytest.raises(Outdated, match="no round G99"):
        clerk.approve("G99")


@pytest.mark.parametrize(
    "wrong",
    [{"method": "glömska", "signed_by": "D"}, {"method": "radering", "signed_by": " "}],
)
def test_a_round_needs_a_method_and_somebody_who_signs(clerk, wrong):
    with pytest.raises(Refused):
        gallring.approve_round(clerk.context, clerk.start(), **wrong)


def test_a_deletion_list_gives_ids_as_they_are_and_no_formula(clerk):
    odd = ["-123", "0042", "=1+1", "1e5", "/a;=cmd|calc"]
    clerk.inventory(dict.fromkeys(odd, "2026-01-10"))
    round_id = clerk.start()
    clerk.approve(round_id)
    listed = clerk.hand_out(round_id)
    assert {line["record_id"] for line in listed} >= set(odd)
    assert json.loads(reports.json_lines(listed)) == listed
    content = reports.text_workbook(round_id, listed, NOW)
    head, *rows = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()
    assert [cell.value for cell in head] == ["system", "record_type", "record_id"]
    assert [row[2].value for row in rows] == [line["record_id"] for line in listed]
    for cell in (cell for row in rows for cell in row):
        assert (cell.data_type, cell.number_format) == ("s", "@")
