"""Files made to do harm each end in a sentence, and the good one beside them counts."""

import gzip
import io
import zipfile

import openpyxl
import pytest
from conftest import Home

from privacy.imports import files

HEAD = b"request_id,request_type,received_at\n"
ROW = b"%s,registerutdrag,2026-10-05T10:00:00Z\n"
OUTSIDE = "../../../outside/requests.csv"


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def workbook(*rows: list[str]) -> bytes:
    book = openpyxl.Workbook()
    for row in [HEAD.decode().strip().split(","), *rows]:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def wide(columns: int) -> bytes:
    names = b",".join(b"c%d" % n for n in range(columns))
    row = (ROW % b"R7").strip() + b"," * columns
    return HEAD.strip() + b"," + names + b"\n" + row + b"\n"


ZEROS = bytes(8 << 20)
HOSTILE = {
    "bomb.zip": (zipped("requests.csv", HEAD + ZEROS), "unpacks to over"),
    "bomb.csv.gz": (gzip.compress(HEAD + ZEROS), "unpacks to over"),
    "bomb.xlsx": (zipped("xl/workbook.xml", ZEROS), "workbook that cannot be read"),
    "one_line.csv": (bytes(80 << 20), "begins with a line of over"),
    "long_line.csv": (HEAD + ROW % b"R8" + b"x" * (80 << 20), "line of over 64 MB"),
    "too_wide.csv": (wide(300_000), "begins with a line of over"),
    "half.zip": (zipped("requests.csv", HEAD * 900)[:150], "cannot be unpacked"),
}
"""Content of each file, and what its sentence says."""
HARMLESS = {
    "good.csv": HEAD + ROW % b"R1",
    "path.zip": zipped(OUTSIDE, HEAD + ROW % b"R2"),
    "formula.xlsx": workbook(['=WEBSERVICE("http://x")', "radering", "2026-10-05"]),
    "wide.csv": wide(2_000),
}


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("hostile") / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_ALWAYS_ALLOWED", 1 << 20)
        for name, (content, _) in HOSTILE.items():
            home.put(f"requests/{name}", content)
        for name, content in HARMLESS.items():
            home.put(f"requests/{name}", content)
        result = {file.file: file for file in home.take_in().files}
    return home, result


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(taken, name):
    output = taken[1][name].refused
    assert HOSTILE[name][1] in output
    assert output.startswith(name)
    assert output.endswith(".")
    assert len(output) < 200


@pytest.mark.parametrize("name", HARMLESS)
def test_the_files_beside_it_are_taken_in(taken, name):
    file = taken[1][name]
    assert file.refused is None
    assert file.read == file.accepted + file.rejected == 1


def test_a_path_in_a_zip_leads_nowhere(taken):
    home, _ = taken
    assert not list(home.folder.parents[1].parent.rglob("outside*"))


def test_a_formula_is_not_computed_and_not_kept(taken):
    home, _ = taken
    for file in home.organisation.builds.rglob("*"):
        assert file.is_dir() or b"WEBSERVICE" not in file.read_bytes()
