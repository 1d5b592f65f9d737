"""The promises of a pack are OSCAL assessment results, by the model's own program."""

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from reports.test_inspection_pack import bytes_of, filled, made  # noqa: F401

from privacy.reports.manifest import Period, State
from privacy.reports.oscal import oscal_results
from privacy.storage.verify_pack import files_in

TRESTLE = "compliance-trestle==5.2.0"
VALIDATE = """
import sys
from pathlib import Path
from trestle.oscal.assessment_results import AssessmentResults
read = AssessmentResults.oscal_read(Path(sys.argv[1]))
assert read is not None
print(len(read.results[0].observations), len(read.results[0].findings or []))
"""
DAY = datetime.date(2026, 11, 23)
STATE = State(
    "Claims Link AB", DAY, Period(DAY, DAY), "build", "00" * 32, {}, {},
    (1, "0" * 64), (), (0, "0" * 64), {}, "", (),
)  # fmt: skip


def promise(number, status, **more):
    return {
        "promise_id": f"CL-{number}", "status": status, "kind": "measured",
        "gloss": "Svar inom 30 dagar", "quote": "Vi svarar inom 30 dagar.",
        "citation": "Policyn, avsnitt 4", "found": 0, "expected": 0, "population": 3,
        "measured_on": DAY, **more,
    }  # fmt: skip


PROMISES = [promise(1, "kept"), promise(2, "broken"), promise(3, "no_data", found=None)]


def results_of(content):
    return json.loads(content)["assessment-results"]["results"][0]


@pytest.fixture(scope="session")
def trestle(tmp_path_factory):
    """Python with compliance-trestle, in an environment of its own.

    It needs packages that the program does without, so it is not installed beside it.
    PRIVACY_TRESTLE names a Python that has it already.
    """
    if given := os.environ.get("PRIVACY_TRESTLE"):
        return given
    folder = tmp_path_factory.mktemp("trestle") / "venv"
    uv = [str(Path(sys.executable).with_name("uv"))]
    python = str(folder / "bin" / "python")
    for words in (
        ["venv", "-q", str(folder)],
        ["pip", "install", "-q", "--python", python, TRESTLE],
    ):
        done = subprocess.run([*uv, *words], capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"{TRESTLE} cannot be installed here")
    return python


def counts_by_trestle(python, content, folder):
    file = folder / "oscal.json"
    file.write_bytes(content)
    done = subprocess.run(
        [python, "-c", VALIDATE, str(file)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [int(word) for word in done.stdout.split()]


def test_trestle_reads_the_results_of_a_pack_and_refuses_broken_ones(
    filled,  # noqa: F811
    trestle,
    tmp_path,
):
    content = dict(files_in(bytes_of(filled)))["oscal.json"]
    output = results_of(content)
    counts = counts_by_trestle(trestle, content, tmp_path)
    assert counts == [len(output["observations"]), len(output.get("findings", []))]
    broken = content.replace(b'"collected"', b'"gathered"', 1)
    with pytest.raises(AssertionError):
        counts_by_trestle(trestle, broken, tmp_path)


def test_kept_and_broken_are_findings_and_what_was_not_measured_is_none():
    output = results_of(oscal_results(STATE, PROMISES, [], "sv"))
    targets = [finding["target"] for finding in output["findings"]]
    assert [(t["target-id"], t["status"]["state"]) for t in targets] == [
        ("p-cl-1", "satisfied"),
        ("p-cl-2", "not-satisfied"),
    ]
    assert len(output["observations"]) == 3
    assert "inte mätt" in output["observations"][2]["remarks"]


def test_a_pack_without_a_measure_has_no_findings_at_all():
    output = results_of(oscal_results(STATE, PROMISES[2:], [], "en"))
    assert "findings" not in output


def test_its_ids_follow_from_the_state_and_the_promise():
    first, again = (oscal_results(STATE, PROMISES, [], "sv") for _ in range(2))
    assert first == again
    ids = [o["uuid"] for o in results_of(first)["observations"]]
    assert len(set(ids)) == 3
