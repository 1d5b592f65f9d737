#!/usr/bin/env python3
"""Says for each file of an inspection pack whether it is as it was made.

It needs Python 3.9 or later and nothing else: no key, no data and no other file of the
installation. The signature is checked here by RFC 8032, section 5.1.7. Every pack
carries a copy; take this file from the program itself, or from a pack that you trust.

    python3 verify.py PACK.zip [--key HEX] [--head NUMBER:HASH] [--after OLDER.zip]

PACK.zip is the pack, or a folder into which it was unpacked. Without --key it is shown
that the pack is as the holder of its key made it, and which key that is; compare it
with the one that the organisation has published. An old pack is as it was made, too:
that one is passed off as newer is seen by --head, --after or --day, which say what is
known of a later state.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

MANIFEST, SIGNATURE, KEY, JOURNAL = (
    "manifest.json",
    "manifest.sig",
    "public-key.pem",
    "journal.csv",
)
ZIP = "(zip)"
PACK = "(pack)"
STAMP = "(time stamp)"
"""What is not of one file: how the zip is put together, and the pack as a whole."""
AS_MADE, CHANGED, MISSING, ADDED, OLDER, UNKNOWN = (
    "as made",
    "CHANGED",
    "MISSING",
    "ADDED",
    "OLDER",
    "NOT COMPARED",
)
FORMAT = "privacy inspection pack 1"
_TIME = re.compile(r"^Time stamp: (.+)$", re.MULTILINE)
_REQUEST = "3039020101303130 0d06096086480165030402010500 0420{} 0101ff"
"""A request for a time stamp (RFC 3161, 2.4.1), in hex, around a SHA-256."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LINE = re.compile(r'"?(\d+)"?[;,]"?[^;,"]*"?[;,]"?([0-9a-f]{64})"?')

_QUIETLY: dict[str, Any] = {"capture_output": True, "text": True, "errors": "replace"}
Files = Mapping[str, bytes]


class Finding(NamedTuple):
    """One file, or PACK or ZIP, how it is, and why that is known."""

    name: str
    state: str
    why: str = ""


class Known(NamedTuple):
    """What is known from elsewhere; each may be left out.

    `key` is the public key, 64 hex digits; `head` the number and hash of an entry of
    the journal; `after` another pack, which this one must not be older than; `day` the
    day that the pack says it is of.
    """

    key: str | None = None
    head: tuple[int, str] | None = None
    after: bytes | None = None
    day: str | None = None


# Ed25519 (RFC 8032)

_P = 2**255 - 19
_Q = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
Point = tuple[int, int, int, int]


def _add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c = 2 * one[3] * other[3] * _D % _P
    d = 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _times(number: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while number > 0:
        if number & 1:
            result = _add(result, point)
        point = _add(point, point)
        number >>= 1
    return result


def _recover_x(y: int, sign: int) -> int | None:
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    if square == 0:
        return None if sign else 0
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P:
        return None
    return _P - x if (x & 1) != sign else x


def _point(written: bytes) -> Point | None:
    y = int.from_bytes(written, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = _recover_x(y, sign) if y < _P else None
    return None if x is None else (x, y, 1, x * y % _P)


def _written(point: Point) -> bytes:
    inverse = pow(point[2], _P - 2, _P)
    x, y = point[0] * inverse % _P, point[1] * inverse % _P
    return (y | ((x & 1) << 255)).to_bytes(32, "little")


_BASE_Y = 4 * pow(5, _P - 2, _P) % _P
_BASE_X = _recover_x(_BASE_Y, 0) or 0
_BASE: Point = (_BASE_X, _BASE_Y, 1, _BASE_X * _BASE_Y % _P)


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature (64 bytes) of a message is that of a key (32)."""
    if len(key) != 32 or len(signature) != 64:
        return False
    public, number = _point(key), int.from_bytes(signature[32:], "little")
    if public is None or number >= _Q:
        return False
    hashed = hashlib.sha512(signature[:32] + key + message).digest()
    minus: Point = (_P - public[0], public[1], 1, _P - public[3])
    challenge = int.from_bytes(hashed, "little") % _Q
    return (
        _written(_add(_times(number, _BASE), _times(challenge, minus)))
        == signature[:32]
    )


# The zip: nothing is compressed, so that its bytes follow from its files


def zip_of(files: Files, day: str) -> bytes:
    """Files as a zip, every byte of which follows from the files and the day."""
    year, month, of_month = (int(part) for part in day.split("-"))
    date = (year - 1980) << 9 | month << 5 | of_month
    body, listed = b"", b""
    for name, content in sorted(files.items()):
        sizes = (zlib.crc32(content), len(content), len(content))
        about = struct.pack("<5H3L2H", 20, 0, 0, 0, date, *sizes, len(name), 0)
        listed += b"PK\1\2" + struct.pack("<H", 0x0314) + about
        listed += struct.pack("<3H2L", 0, 0, 0, 0o100644 << 16, len(body))
        listed += name.encode("ascii")
        body += b"PK\3\4" + about + name.encode("ascii") + content
    number = len(files)
    end = struct.pack("<4H2LH", 0, 0, number, number, len(listed), len(body), 0)
    return body + listed + b"PK\5\6" + end


def files_in(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of a zip as zip_of writes it; those that a damaged one still shows."""
    place = 0
    while content[place : place + 4] == b"PK\3\4" and len(content) >= place + 30:
        size, named, more = struct.unpack("<LHH", content[place + 22 : place + 30])
        begins = place + 30 + named + more
        name = content[place + 30 : place + 30 + named].decode("ascii", "replace")
        yield name, content[begins : begins + size]
        place = begins + size


# What is held against what


def verify(pack: bytes | Files, known: Known = Known()) -> list[Finding]:  # noqa: B008
    """How each file of a pack is: a zip's bytes, or files by name.

    All is well when every state is AS_MADE.
    """
    if isinstance(pack, bytes):
        listed = list(files_in(pack))
        files = dict(listed)
    else:
        files, listed = dict(pack), []
    manifest = _read_manifest(files.get(MANIFEST, b""))
    if manifest is None:
        state = CHANGED if MANIFEST in files else MISSING
        why = "without it nothing is known of the other files"
        return [Finding(MANIFEST, state, why)]
    result = list(_seals(files, manifest, known))
    result += _held_against(files, manifest)
    if isinstance(pack, bytes):
        is_whole = len(listed) == len(files) and _is_rebuilt(files, manifest, pack)
        why = "" if is_whole else "its bytes differ outside of the files"
        result.append(Finding(ZIP, AS_MADE if is_whole else CHANGED, why))
    result += _journal(files, manifest)
    result += _later(manifest, files, known)
    return result


def is_well(result: list[Finding]) -> bool:
    """Whether nothing was found that is not as it was made."""
    return all(one.state == AS_MADE for one in result)


def _read_manifest(content: bytes) -> dict[str, object] | None:
    """The manifest, None when it is none of ours."""
    try:
        manifest = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    kinds = {"format": str, "as_of": str, "key": str, "files": dict, "journal": dict}
    if not isinstance(manifest, dict):
        return None
    if any(not isinstance(manifest.get(name), kind) for name, kind in kinds.items()):
        return None
    head, files = manifest["journal"].get("head"), manifest["files"].values()
    is_ours = (
        manifest["format"] == FORMAT
        and _DAY.fullmatch(manifest["as_of"])
        and re.fullmatch("[0-9a-f]{64}", manifest["key"])
        and isinstance(head, list)
        and [type(part) for part in head] == [int, str]
        and type(manifest["journal"].get("first")) is int
        and all(isinstance(one, dict) for one in files)
    )
    return manifest if is_ours else None


def _seals(
    files: Files, manifest: Mapping[str, object], known: Known
) -> Iterator[Finding]:
    key = bytes.fromhex(str(manifest["key"]))
    if SIGNATURE not in files:
        yield Finding(SIGNATURE, MISSING, "nobody vouches for the manifest")
    elif is_signed(key, files[MANIFEST], files[SIGNATURE]):
        yield Finding(MANIFEST, AS_MADE, f"signed with the key {key.hex()}")
        yield Finding(SIGNATURE, AS_MADE)
    else:
        why = "the signature is not of this manifest; nothing it says can be relied on"
        yield Finding(MANIFEST, CHANGED, why)
    if known.key and known.key.lower() != key.hex():
        why = f"signed with the key {key.hex()}, not with the one that is known"
        yield Finding(PACK, CHANGED, why)


def _held_against(files: Files, manifest: Mapping[str, object]) -> Iterator[Finding]:
    listed = manifest["files"]
    assert isinstance(listed, dict)
    for name in sorted({*listed, *files} - {MANIFEST, SIGNATURE}):
        if name not in files:
            yield Finding(name, MISSING, "it stands in the manifest")
        elif name not in listed:
            yield Finding(name, ADDED, "it does not stand in the manifest")
        elif hashlib.sha256(files[name]).hexdigest() != listed[name].get("sha256"):
            yield Finding(name, CHANGED, "its SHA-256 is not that of the manifest")
        else:
            yield Finding(name, AS_MADE)


def _is_rebuilt(files: Files, manifest: Mapping[str, object], pack: bytes) -> bool:
    try:
        return zip_of(files, str(manifest["as_of"])) == pack
    except (ValueError, struct.error):
        return False


def entries_of(files: Files) -> dict[int, str]:
    """The hashes of the journal's entries of the period, by number."""
    lines = files.get(JOURNAL, b"").decode("utf-8", "replace").splitlines()
    match = (_LINE.fullmatch(line) for line in lines)
    return {int(line[1]): line[2] for line in match if line}


def _journal(files: Files, manifest: Mapping[str, object]) -> Iterator[Finding]:
    """Which entries the list of hashes lacks, when it is not as it was made."""
    journal = manifest["journal"]
    assert isinstance(journal, dict)
    first, last = journal["first"], journal["head"][0]
    entries = iter(sorted(entries_of(files)))
    due = range(first, last + 1)
    lacking = next((n for n in due if n != next(entries, None)), None)
    if lacking is not None and JOURNAL in files:
        why = f"entry {lacking} of the journal is not there"
        yield Finding(JOURNAL, CHANGED, why)


def _later(
    manifest: Mapping[str, object], files: Files, known: Known
) -> Iterator[Finding]:
    """Whether something that is known is later than the pack, or of another journal."""
    head, as_of = _head(manifest), str(manifest["as_of"])
    if known.day and known.day != as_of:
        state = OLDER if as_of < known.day else CHANGED
        yield Finding(PACK, state, f"it is of {as_of}, not of {known.day}")
    if known.head:
        yield from _compared(head, known.head, files, "the known head of the journal")
    if known.after is None:
        return
    others = dict(files_in(known.after))
    other = _read_manifest(others.get(MANIFEST, b""))
    if other is None or not is_well(verify(known.after, Known(str(manifest["key"])))):
        why = "the other pack is not as the holder of this key made it"
        yield Finding(PACK, UNKNOWN, why)
        return
    if as_of < str(other["as_of"]):
        yield Finding(PACK, OLDER, f"it is of {as_of}, the other of {other['as_of']}")
    yield from _compared(head, _head(other), files, "the other pack")


def _head(manifest: Mapping[str, object]) -> tuple[int, str]:
    journal = manifest["journal"]
    assert isinstance(journal, dict)
    number, result = journal["head"]
    return int(number), str(result)


def _compared(
    head: tuple[int, str], other: tuple[int, str], files: Files, what: str
) -> Iterator[Finding]:
    if head[0] < other[0]:
        why = f"it ends with entry {head[0]} of the journal, {what} is entry {other[0]}"
        yield Finding(PACK, OLDER, why)
        return
    here = {**entries_of(files), head[0]: head[1]}
    if here.get(other[0], other[1]) != other[1]:
        why = f"entry {other[0]} of the journal is another than in {what}"
        yield Finding(PACK, CHANGED, why)


def dates_of(name: str, manifest: Mapping[str, object]) -> Iterator[Finding]:
    """Whether a file's name says a day that the signed manifest does not."""
    period = manifest.get("period")
    days = {str(manifest["as_of"])}
    days |= {str(day) for day in period} if isinstance(period, list) else set()
    stated = _DAY.findall(name)
    if stated and not days & set(stated):
        why = f"its name says {stated[0]}, and it is of {manifest['as_of']}"
        state = OLDER if str(manifest["as_of"]) < stated[0] else CHANGED
        yield Finding(PACK, state, why)


# Time stamps of somebody else (RFC 3161)


def stamp_request(pack: bytes) -> bytes:
    """What an authority is sent to stamp a pack: its SHA-256 and nothing of it."""
    return bytes.fromhex(_REQUEST.format(hashlib.sha256(pack).hexdigest()))


def stamped(pack: Path, answer: Path, authority: Path) -> Finding:
    """Whether an authority's answer is of this pack, and which time it says.

    `authority` holds the certificates that are trusted (PEM). openssl looks.
    """
    looked = ["openssl", "ts", "-verify", "-data", str(pack), "-in", str(answer)]
    shown = ["openssl", "ts", "-reply", "-in", str(answer), "-text"]
    try:
        outcome = subprocess.run([*looked, "-CAfile", str(authority)], **_QUIETLY)
        output = subprocess.run(shown, **_QUIETLY)
    except OSError:
        return Finding(STAMP, UNKNOWN, "openssl is not there to look at it")
    if outcome.returncode:
        return Finding(
            STAMP, CHANGED, "it is not of this pack, or of another authority"
        )
    time = _TIME.search(output.stdout)
    return Finding(STAMP, AS_MADE, f"of {time[1]}" if time else "")


# The command


def _given_head(text: str) -> tuple[int, str]:
    number, sign, result = text.partition(":")
    if not (sign and number.isdecimal() and re.fullmatch("[0-9a-f]{64}", result)):
        raise argparse.ArgumentTypeError("NUMBER:HASH, the hash of 64 hex digits")
    return int(number), result


def _given_key(text: str) -> str:
    key = re.sub(r"[\s:]", "", text).lower()
    if not re.fullmatch("[0-9a-f]{64}", key):
        raise argparse.ArgumentTypeError("64 hex digits")
    return key


def _given_day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise argparse.ArgumentTypeError("YYYY-MM-DD")
    return text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes, here and in `python -m privacy verify`."""
    parser.add_argument(
        "pack", type=Path, nargs="?", default=Path(), help="a zip, or its folder"
    )
    parser.add_argument("--key", type=_given_key, help="the published public key")
    parser.add_argument(
        "--head",
        type=_given_head,
        metavar="NUMBER:HASH",
        help="an entry of the journal that was noted elsewhere",
    )
    parser.add_argument(
        "--after", type=Path, metavar="PACK", help="a pack that it is newer than"
    )
    parser.add_argument("--day", type=_given_day, help="the day it is said to be of")
    parser.add_argument("--stamp", type=Path, help="the time stamp that came (.tsr)")
    parser.add_argument(
        "--authority", type=Path, help="certificates of who stamped it (.pem)"
    )


def findings_of(arguments: argparse.Namespace) -> list[Finding]:
    """What is found of the pack that the command names. Raises OSError."""
    after = arguments.after.read_bytes() if arguments.after else None
    known = Known(arguments.key, arguments.head, after, arguments.day)
    place: Path = arguments.pack
    if place.is_dir():
        files = {
            file.relative_to(place).as_posix(): file.read_bytes()
            for file in sorted(place.rglob("*"))
            if file.is_file()
        }
        result = verify(files, known)
    else:
        content = place.read_bytes()
        result = verify(content, known)
        manifest = _read_manifest(dict(files_in(content)).get(MANIFEST, b""))
        result += dates_of(place.name, manifest) if manifest else ()
    if arguments.stamp or arguments.authority:
        result.append(_stamp_of(place, arguments.stamp, arguments.authority))
    return result


def _stamp_of(place: Path, answer: Path | None, authority: Path | None) -> Finding:
    if answer is None:
        return Finding(STAMP, UNKNOWN, "--stamp names the answer of the authority")
    if authority is None:
        return Finding(STAMP, UNKNOWN, "--authority says whose it should be")
    if place.is_dir():
        why = "a stamp is of the zip: name the zip, not the folder it was unpacked into"
        return Finding(STAMP, UNKNOWN, why)
    return stamped(place, answer, authority)


def lines_of(result: list[Finding]) -> Iterator[str]:
    """The findings, one to a line, and what they amount to."""
    widest = max(len(one.name) for one in result)
    for one in result:
        line = f"{one.name.ljust(widest)}  {one.state.ljust(12)}  {one.why}"
        yield line.rstrip()
    wrong = sum(one.state != AS_MADE for one in result)
    if wrong:
        yield f"NOT AS MADE: {wrong} of {len(result)} lines above are not as made."
    else:
        yield "All is as it was made by the holder of the key."


def main() -> int:
    """Verify one pack; the status is 0 only when all is as it was made."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_arguments(parser)
    try:
        arguments = findings_of(parser.parse_args())
    except OSError as error:
        print(f"{error.filename} cannot be read ({error.strerror}).", file=sys.stderr)
        return 2
    print("\n".join(lines_of(arguments)))
    return 0 if is_well(arguments) else 1


if __name__ == "__main__":
    sys.exit(main())
