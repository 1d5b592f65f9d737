"""A company of its own: new writes one file, read-policy writes what was accepted."""

import json
import tomllib

import pytest
from conftest import AT

from privacy.commands import main
from privacy.errors import BadPolicy
from privacy.installation import EXAMPLE
from privacy.policy import read_policy
from privacy.policy_reader import new_policy

POLICY = """\
Integritetspolicy

Hur länge sparar vi dina uppgifter?
Kunduppgifter sparas i tre år efter att avtalet upphört.
Kontaktförfrågningar: 12 månader
Uppgifter sparas så länge det är nödvändigt.

Dina rättigheter
Du har rätt att begära ett registerutdrag utan kostnad.
Vi svarar inom 20 dagar.
Överföring till USA sker enligt Privacy Shield.
"""


@pytest.fixture
def run(tmp_path, capsys):
    """Runs one command on an empty data folder."""

    def run(*words):
        status = main([*words, "--data", str(tmp_path / "data")], lambda: AT)
        output = capsys.readouterr()
        return status, output.out, output.err

    return run


@pytest.fixture
def policy(tmp_path):
    file = tmp_path / "policy.txt"
    file.write_text(POLICY, encoding="utf-8")
    return str(file)


@pytest.fixture
def begun(run):
    assert run("new", "exempel-forsakring", "--title", "Exempel Försäkring AB")[0] == 0
    return run


def test_new_writes_one_policy_file_that_works(begun, tmp_path):
    folder = tmp_path / "data" / "exempel-forsakring"
    assert [file.name for file in (folder / "policy").iterdir()] == ["policy.toml"]
    result = read_policy(folder)
    assert result.title == "Exempel Försäkring AB"
    content = tomllib.loads((folder / "policy" / "policy.toml").read_text("utf-8"))
    assert content == {"organisation": {"title": "Exempel Försäkring AB"}}


def test_a_second_organisation_of_one_name_is_refused(begun):
    status, _, output = begun("new", "exempel-forsakring", "--title", "En annan")
    assert status == 1
    assert "already" in output


def test_a_name_that_is_no_folder_name_is_refused(tmp_path):
    for name in ("../x", "Å", "", "a b", "x" * 41):
        with pytest.raises(BadPolicy, match="small letters"):
            new_policy(tmp_path, name, "En titel", "privacy")


def test_new_never_writes_into_the_programs_own_example(capsys, monkeypatch):
    monkeypatch.delenv("PRIVACY_DATA", raising=False)
    assert main(["new", "acme", "--title", "Acme"], lambda: AT) == 1
    assert "--data FOLDER" in capsys.readouterr().err
    assert not (EXAMPLE / "acme").exists()


def test_read_policy_lists_proposals_and_writes_nothing(begun, policy, tmp_path):
    status, output, _ = begun("read-policy", policy, "--json")
    assert status == 0
    summary = json.loads(output)
    numbers = [
        (p["number"], p["unit"], p.get("base"))
        for p in summary["proposals"]
        if "number" in p
    ]
    assert numbers == [
        (3, "years", "contract_end"),
        (12, "months", "unstated"),
        (20, "days", None),
    ]
    for proposal in summary["proposals"]:
        text = POLICY.strip().replace("\n\n", "\n")
        assert text[proposal["start"] : proposal["end"]] == proposal["quote"]
    assert [f["finding"] for f in summary["findings"]] == ["privacy-shield"]
    folder = tmp_path / "data" / "exempel-forsakring" / "policy"
    assert [file.name for file in folder.iterdir()] == ["policy.toml"]


def test_accepted_proposals_become_rows_with_quote_place_and_question(
    begun, policy, tmp_path
):
    status, output, _ = begun("read-policy", policy, "--accept", "all", "--json")
    assert status == 0
    (file,) = (tmp_path / "data" / "exempel-forsakring" / "policy").glob("read-*.toml")
    text = file.read_text(encoding="utf-8")
    rows = tomllib.loads(text)
    rules = [(r["period"], r["unit"], r["base"]) for r in rows["retention_rule"]]
    assert rules == [(3, "years", "contract_end"), (12, "months", "unstated")]
    assert rows["constant"][0]["value"] == 20
    assert "# Ask: Från vilken dag räknas tiden?" in text
    assert all("tecken" in row["citation"] for row in rows["promise"])
    assert file.with_suffix(".txt").read_text(encoding="utf-8") == (
        POLICY.strip().replace("\n\n", "\n")
    )
    assert json.loads(output)["promises"] == len(rows["promise"])
    assert read_policy(file.parents[1]).table("promise")


def test_only_the_chosen_proposals_are_written(begun, policy, tmp_path):
    listed = json.loads(begun("read-policy", policy, "--json")[1])["proposals"]
    chosen = next(p["proposal_id"] for p in listed if p["template"] == "free_of_charge")
    assert begun("read-policy", policy, "--accept", chosen)[0] == 0
    result = read_policy(tmp_path / "data" / "exempel-forsakring")
    assert [row["checks"] for row in result.table("promise")] == [["fees_charged"]]
    assert {row["source"] for row in result.table("source")} == {"requests"}


def test_a_text_is_accepted_once(begun, policy):
    assert begun("read-policy", policy, "--accept", "all")[0] == 0
    status, _, output = begun("read-policy", policy, "--accept", "all")
    assert status == 1
    assert "in force already" in output


def test_a_number_that_is_no_proposal_is_refused(begun, policy):
    status, _, output = begun("read-policy", policy, "--accept", "99.9")
    assert status == 1
    assert "no proposal 99.9" in output


def test_a_file_that_cannot_be_read_is_one_sentence(begun, tmp_path):
    bad = tmp_path / "policy.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing")
    status, _, text = begun("read-policy", str(bad))
    assert status == 1
    assert text.startswith("BadPolicy: policy.pdf cannot be opened as a PDF")
    assert begun("read-policy", str(tmp_path / "missing.txt"))[0] == 1


def test_the_board_measures_what_was_accepted_and_calls_the_rest_nothing(
    begun, policy, tmp_path
):
    assert begun("read-policy", policy, "--accept", "all")[0] == 0
    data = tmp_path / "data"
    exports = data / "exempel-forsakring" / "exports" / "requests"
    exports.mkdir(parents=True)
    (exports / "requests.csv").write_text(
        "request_id,request_type,received_at,closed_on,fee\n"
        "R1,registerutdrag,2026-09-01T10:00:00Z,2026-09-10,100\n"
    )
    assert begun("import")[0] == 0
    status, output, _ = begun("ask", "dpo/promises", "--format", "json")
    assert status == 0
    board = {tuple(row["checks"]): row for row in json.loads(output)}
    own = read_policy(data / "exempel-forsakring").table("promise")
    assert len(json.loads(output)) == len(own)
    assert board[("fees_charged",)]["status"] == "broken"
    kept = [row for checks, row in board.items() if "records_past_due" in checks]
    assert kept
    assert {row["status"] for row in kept} == {"no_data"}
    findings = json.loads(begun("ask", "dpo/findings", "--format", "json")[1])
    assert {row["check_name"] for row in findings} == {"fees_charged"}


def test_a_new_organisation_without_promises_has_an_empty_board(begun):
    assert begun("import")[0] == 0
    for name in ("dpo/promises", "dpo/findings"):
        assert json.loads(begun("ask", name, "--format", "json")[1]) == []
