"""Whatever is done to a pack is found, and a pack that nothing was done to is well."""

import hashlib
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import AT, DPO, copy_of
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519
from reports.test_inspection_pack import bytes_of, made  # noqa: F401

from privacy.commands import main
from privacy.journal import Journal
from privacy.operations.backup import signer
from privacy.storage import verify_pack
from privacy.storage.verify_pack import (
    ADDED,
    AS_MADE,
    CHANGED,
    JOURNAL,
    MANIFEST,
    MISSING,
    OLDER,
    PACK,
    SIGNATURE,
    ZIP,
    Known,
    files_in,
    is_signed,
    is_well,
    verify,
    zip_of,
)

TIMES = 200
STRANGER = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture(scope="module")
def packs(made, tmp_path_factory):  # noqa: F811
    """An older pack and a newer one of the same organisation, and their key."""
    filled = copy_of(made, tmp_path_factory.mktemp("packs"))
    older = bytes_of(filled)
    for _ in range(3):
        Journal.of(filled.organisation).write("viewed", DPO, AT.isoformat(), page="x")
    key = signer(filled.installation, filled.organisation, AT).public
    return older, bytes_of(filled), key


def manifest_of(pack):
    return json.loads(dict(files_in(pack))[MANIFEST])


def states(result):
    return {(one.name, one.state) for one in result if one.state != AS_MADE}


# What may be done to a pack: each takes a random source, the older pack and the newer,
# and gives what is passed off as the newer, and what must be named.


def a_byte_changed(chance, _older, newer):
    place = chance.randrange(len(newer))
    changed = bytearray(newer)
    changed[place] ^= chance.randrange(1, 256)
    return bytes(changed), None


def cut_off(chance, _older, newer):
    return newer[: chance.randrange(len(newer))], None


def two_files_swapped(chance, _older, newer):
    files = dict(files_in(newer))
    one, other = chance.sample([n for n in files if n not in (MANIFEST, SIGNATURE)], 2)
    files[one], files[other] = files[other], files[one]
    return put_together(files, newer), (one, CHANGED)


def a_file_dropped(chance, _older, newer):
    files = dict(files_in(newer))
    name = chance.choice(sorted(files))
    del files[name]
    return put_together(files, newer), (name, MISSING)


def a_file_added(chance, _older, newer):
    name = f"{chance.randbytes(4).hex()}.csv"
    files = {**dict(files_in(newer)), name: chance.randbytes(50)}
    return put_together(files, newer), (name, ADDED)


def a_file_rewritten(chance, _older, newer):
    """As who knows the manifest would: its hash there is made to fit."""
    files = dict(files_in(newer))
    name = chance.choice([n for n in files if n not in (MANIFEST, SIGNATURE)])
    files[name] = files[name][: chance.randrange(len(files[name]))]
    return put_together(fitted(files), newer), (MANIFEST, CHANGED)


def signed_by_a_stranger(chance, _older, newer):
    files = dict(files_in(newer))
    name = chance.choice([n for n in files if n not in (MANIFEST, SIGNATURE)])
    files[name] = files[name][: chance.randrange(len(files[name]))]
    content = json.loads(fitted(files)[MANIFEST])
    content["key"] = STRANGER.public_key().public_bytes_raw().hex()
    files[MANIFEST] = json.dumps(content).encode()
    files[SIGNATURE] = STRANGER.sign(files[MANIFEST])
    return put_together(files, newer), (PACK, CHANGED)


def an_entry_of_the_journal_cut(chance, _older, newer):
    files = dict(files_in(newer))
    lines = files[JOURNAL].splitlines(keepends=True)
    del lines[chance.randrange(1, len(lines))]
    files[JOURNAL] = b"".join(lines)
    return put_together(files, newer), (JOURNAL, CHANGED)


def an_older_pack(_chance, older, _newer):
    return older, (PACK, OLDER)


def a_file_of_an_older_pack(chance, older, newer):
    before, files = dict(files_in(older)), dict(files_in(newer))
    name = chance.choice([n for n in files if files[n] != before[n]])
    files[name] = before[name]
    return put_together(files, newer), None


def an_older_pack_with_a_newer_day(chance, older, newer):
    files = dict(files_in(older))
    output = manifest_of(older)
    field = chance.choice(["as_of", "build", "head"])
    if field == "head":
        output["journal"]["head"] = manifest_of(newer)["journal"]["head"]
    else:
        output[field] = "2026-12-01"
    files[MANIFEST] = json.dumps(output, indent=1, sort_keys=True).encode()
    return put_together(files, older), (MANIFEST, CHANGED)


def bytes_put_before_or_after(chance, _older, newer):
    more = chance.randbytes(chance.randrange(1, 40))
    return (more + newer if chance.random() < 0.5 else newer + more), None


def a_name_twice(chance, _older, newer):
    """A second file of a name, which some programs unpack instead of the first."""
    listed = list(files_in(newer))
    name, _ = chance.choice(listed)
    place = newer.index(b"PK\1\2")
    single = zip_of({name: b"other"}, manifest_of(newer)["as_of"])
    return newer[:place] + single[: single.index(b"PK\1\2")] + newer[place:], None


TAMPERINGS = [
    a_byte_changed, cut_off, two_files_swapped, a_file_dropped, a_file_added,
    a_file_rewritten, signed_by_a_stranger, an_entry_of_the_journal_cut, an_older_pack,
    a_file_of_an_older_pack, an_older_pack_with_a_newer_day, bytes_put_before_or_after,
    a_name_twice,
]  # fmt: skip


def fitted(files):
    content = json.loads(files[MANIFEST])
    for name in content["files"]:
        content["files"][name] = {
            "bytes": len(files[name]),
            "sha256": hashlib.sha256(files[name]).hexdigest(),
        }
    return {**files, MANIFEST: json.dumps(content, indent=1, sort_keys=True).encode()}


def put_together(files, like):
    return zip_of(files, manifest_of(like)["as_of"])


def test_two_hundred_random_tamperings_are_found_and_none_is_false(packs):
    older, newer, key = packs
    known = Known(key, tuple(manifest_of(newer)["journal"]["head"]), newer)
    chance, missed = random.Random(21), []
    for number in range(TIMES):
        tamper = TAMPERINGS[number % len(TAMPERINGS)]
        pack, named = tamper(chance, older, newer)
        assert pack != newer, "a tampering that changes nothing"
        result = states(verify(pack, known))
        if not result or (named and named not in result):
            missed.append((number, tamper.__name__, named, result))
        if not is_well(verify(newer, known)):
            missed.append((number, "false alarm"))
    assert missed == []


def test_every_changed_byte_of_a_small_pack_is_found(packs):
    """Of each byte: of headers, of names, of the list at the end."""
    output = manifest_of(packs[1])
    output["policy"] = {}
    small = {"README.txt": b"short"}
    output["files"] = {
        n: {"sha256": hashlib.sha256(c).hexdigest()} for n, c in small.items()
    }
    output["key"] = STRANGER.public_key().public_bytes_raw().hex()
    small[MANIFEST] = json.dumps(output).encode()
    small[SIGNATURE] = STRANGER.sign(small[MANIFEST])
    pack = zip_of(small, output["as_of"])
    assert is_well(verify(pack))
    missed = []
    for place in range(len(pack)):
        changed = bytearray(pack)
        changed[place] ^= 1 << (place % 8)
        if is_well(verify(bytes(changed))):
            missed.append(place)
    assert missed == []


def test_a_changed_file_and_no_other_is_named(packs):
    _, newer, key = packs
    files = dict(files_in(newer))
    files["promises.csv"] += b"x"
    result = states(verify(put_together(files, newer), Known(key)))
    assert result == {("promises.csv", CHANGED)}


def test_a_zip_that_was_packed_again_is_named_and_its_folder_is_well(packs, tmp_path):
    _, newer, key = packs
    files = dict(files_in(newer))
    assert is_well(verify(files, Known(key)))
    other_day = zip_of(files, "2026-01-01")
    assert states(verify(other_day, Known(key))) == {(ZIP, CHANGED)}


def test_an_older_pack_is_seen_by_a_head_by_a_pack_or_by_a_day_and_not_without(packs):
    older, newer, key = packs
    head = tuple(manifest_of(newer)["journal"]["head"])
    assert is_well(verify(older, Known(key)))
    assert states(verify(older, Known(head=head))) == {(PACK, OLDER)}
    assert states(verify(older, Known(after=newer))) == {(PACK, OLDER)}
    assert states(verify(older, Known(day="2026-12-01"))) == {(PACK, OLDER)}
    assert is_well(verify(newer, Known(head=head, after=older)))


def test_a_pack_of_a_rewritten_journal_is_seen_by_an_earlier_head(packs):
    older, newer, _ = packs
    number, _head = manifest_of(older)["journal"]["head"]
    assert states(verify(newer, Known(head=(number, "0" * 64)))) == {(PACK, CHANGED)}


def test_the_name_of_a_file_may_not_say_a_later_day_than_the_pack(packs, tmp_path):
    older, _, _ = packs
    for name, status in (("pack-2026-11-23.zip", 0), ("pack-2026-12-24.zip", 1)):
        (tmp_path / name).write_bytes(older)
        assert main(["verify", str(tmp_path / name)], lambda: AT) == status


# The script alone


def run_alone(pack, *words, cwd):
    """The script of the pack with nothing of the program in reach."""
    script = cwd / "verify.py"
    script.write_bytes(dict(files_in(pack))["verify.py"])
    (cwd / "pack.zip").write_bytes(pack)
    command = [sys.executable, "-I", "-S", str(script), "pack.zip", *words]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, env={"PATH": os.defpath}
    )


def test_the_script_of_the_pack_needs_nothing_but_python(packs, tmp_path):
    _, newer, key = packs
    done = run_alone(newer, "--key", key, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "All is as it was made" in done.stdout
    files = dict(files_in(newer))
    files["rules.csv"] = b""
    done = run_alone(put_together(files, newer), "--key", key, cwd=tmp_path)
    assert done.returncode == 1
    assert re.search(r"rules.csv +CHANGED", done.stdout)


def test_the_script_imports_only_the_standard_library():
    source = Path(verify_pack.__file__).read_text(encoding="utf-8")
    imported = re.findall(r"^(?:from|import) ([\w.]+)", source, re.MULTILINE)
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


# The signature


def test_the_signature_is_checked_as_rfc_8032_says():
    """Test vectors 1 to 3 of section 7.1."""
    for key, message, signature in (
        ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33"
         "bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e159"
         "96e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
        ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
         "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f"
         "290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ):  # fmt: skip
        parts = [bytes.fromhex(part) for part in (key, message, signature)]
        assert is_signed(*parts)
        assert not is_signed(parts[0], parts[1] + b"x", parts[2])


def test_openssl_and_the_script_agree_on_right_and_on_wrong_signatures():
    chance, differing = random.Random(8032), []
    for number in range(150):
        private = ed25519.Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        key = private.public_key().public_bytes_raw()
        message = chance.randbytes(chance.randrange(80))
        signature = private.sign(message)
        if number % 3:
            parts = [bytearray(key), bytearray(message + b" "), bytearray(signature)]
            part = chance.choice(parts)
            part[chance.randrange(len(part))] ^= 1 << chance.randrange(8)
            key, message, signature = map(bytes, parts)
        if number % 3 == 2:  # a number that is too large (section 5.1.7, step 1)
            large = int.from_bytes(signature[32:], "little") + verify_pack._Q
            signature = signature[:32] + (large % 2**256).to_bytes(32, "little")
        if is_signed(key, message, signature) != accepted(key, message, signature):
            differing.append(number)
    assert differing == []


def accepted(key, message, signature):
    try:
        public = ed25519.Ed25519PublicKey.from_public_bytes(key)
        public.verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


# A time stamp


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A time stamping authority of these tests, as openssl makes one."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(
        "[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=ext\n"
        "[dn]\nCN=Test authority\n[ext]\nbasicConstraints=critical,CA:TRUE\n"
        "extendedKeyUsage=critical,timeStamping\n"
        "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_cert=ca.pem\n"
        "signer_key=key.pem\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\n"
        "digests=sha256\ncerts=ca.pem\ness_cert_id_alg=sha256\n"
    )
    (folder / "serial").write_text("01")
    run(
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out ca.pem "
        "-days 30 -config tsa.cnf",
        folder,
    )
    return folder


def run(command, folder):
    done = subprocess.run(command.split(), cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_time_stamp_is_of_its_pack_and_its_authority_alone(
    packs, authority, tmp_path
):
    older, newer, _ = packs
    for name, pack in (("pack", newer), ("other", older)):
        (tmp_path / f"{name}.zip").write_bytes(pack)
    (authority / "pack.tsq").write_bytes(verify_pack.stamp_request(newer))
    reply = "openssl ts -reply -config tsa.cnf -section t -queryfile pack.tsq"
    run(f"{reply} -out {tmp_path / 'pack.tsr'}", authority)
    ca = authority / "ca.pem"

    def looked_at(name, *more):
        words = ["verify", str(tmp_path / name), "--stamp", str(tmp_path / "pack.tsr")]
        return main([*words, *map(str, more)], lambda: AT)

    assert looked_at("pack.zip", "--authority", ca) == 0
    assert looked_at("other.zip", "--authority", ca) == 1
    assert looked_at("pack.zip") == 1
    zipped, unpacked = tmp_path / "pack.zip", tmp_path / "unpacked"
    assert main(["verify", str(zipped), "--authority", str(ca)], lambda: AT) == 1
    zipfile.ZipFile(zipped).extractall(unpacked)
    assert main(["verify", str(unpacked)], lambda: AT) == 0
    assert looked_at("unpacked", "--authority", ca) == 1
    stranger = tmp_path / "stranger.pem"
    stranger.write_text(ca.read_text().replace("M", "N", 1))
    assert looked_at("pack.zip", "--authority", stranger) == 1


def test_the_request_is_what_openssl_would_ask(packs, tmp_path):
    _, newer, _ = packs
    (tmp_path / "pack.zip").write_bytes(newer)
    run("openssl ts -query -data pack.zip -sha256 -no_nonce -cert -out q.tsq", tmp_path)
    assert (tmp_path / "q.tsq").read_bytes() == verify_pack.stamp_request(newer)
