"""Anchors: the head of the journal, noted outside of it at every entry.

Somebody who cuts entries off the end, or rewrites them, can leave a whole chain behind;
the heads that were noted in another folder, and perhaps sent to syslog, tell.
"""

import logging
import os
import re
import socket
from dataclasses import dataclass
from pathlib import Path

from privacy.errors import BadJournal, Message
from privacy.errors.explained import reason_of

Head = tuple[int, str]
"""The number and the hash of an entry."""

_LINE = re.compile(rb"(\d+) ([0-9a-f]{64})")
_LONGEST_LINE = 128
"""Bytes; a number of any length that a journal reaches, and a hash."""
_SYSLOG = "<86>privacy: journal {name} {number} {hash}"
"""Facility authpriv, severity info."""


@dataclass(frozen=True)
class Anchors:
    """The heads of one journal: a file that only grows, and where else they are sent.

    `name` is what the journal is called there; `syslog` is HOST:PORT (UDP) or the path
    of a socket.
    """

    file: Path
    name: str = ""
    syslog: str | None = None

    @property
    def is_there(self) -> bool:
        """Whether heads have been noted, or an empty file waits for the first."""
        return self.file.exists()

    def heads(self) -> list[Head]:
        """Every head that was noted, oldest first.

        A line that a power cut left half written is passed over: the entry is there.
        """
        try:
            lines = self.file.read_bytes().splitlines() if self.is_there else []
        except OSError as error:
            raise self._unusable(Message("be read"), error) from None
        match = (_LINE.fullmatch(line) for line in lines)
        return [(int(line[1]), line[2].decode()) for line in match if line]

    def last(self) -> Head | None:
        """The head that was noted last."""
        try:
            with self.file.open("rb") as file:
                end = file.seek(0, os.SEEK_END)
                file.seek(max(0, end - 2 * _LONGEST_LINE))
                lines = file.read().splitlines()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unusable(Message("be read"), error) from None
        match = [line for text in lines if (line := _LINE.fullmatch(text))]
        return (int(match[-1][1]), match[-1][2].decode()) if match else None

    def prepare(self) -> None:
        """Make the file when there is none, and see that it can be written."""
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(self._open())
        except OSError as error:
            raise self._unusable(Message("be written"), error) from None

    def add(self, head: Head) -> None:
        """Note a head; it is on the disk when this returns."""
        number, result = head
        try:
            place = self._open()
            try:
                os.write(place, self._end_of_line() + f"{number} {result}\n".encode())
                os.fsync(place)
            finally:
                os.close(place)
        except OSError as error:
            raise BadJournal(
                "Entry {number} stands in the journal, but its head could not "
                "be noted in {file} ({reason}); see that the disk has room.",
                number=number,
                file=self.file,
                reason=reason_of(error),
            ) from None
        self._send(number, result)

    def _open(self) -> int:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        return os.open(self.file, flags, 0o600)

    def _end_of_line(self) -> bytes:
        """What ends a line that a power cut left half written."""
        with self.file.open("rb") as file:
            if file.seek(0, os.SEEK_END) == 0:
                return b""
            file.seek(-1, os.SEEK_END)
            return b"" if file.read() == b"\n" else b"\n"

    def _send(self, number: int, word: str) -> None:
        if self.syslog is None:
            return
        text = _SYSLOG.format(name=self.name, number=number, hash=word).encode()
        try:
            if self.syslog.startswith("/"):
                with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
                    out.sendto(text, self.syslog)
                return
            host, _, port = self.syslog.rpartition(":")
            family, kind, _protocol, _name, address = socket.getaddrinfo(
                host.strip("[]"), port, type=socket.SOCK_DGRAM
            )[0]
            with socket.socket(family, kind) as out:
                out.sendto(text, address)
        except (OSError, AttributeError) as error:  # Windows has no AF_UNIX
            logging.getLogger(__name__).error(
                "The head of the journal could not be sent to syslog (%s); it is noted "
                "in the file of anchors.",
                type(error).__name__,
            )

    def _unusable(self, done: Message, error: OSError) -> BadJournal:
        return BadJournal(
            "The journal's anchors {file} cannot {done} ({reason}), so "
            "nothing can be entered in the journal; see that the disk is "
            "there and has room, and that this user may write there.",
            file=self.file,
            done=done,
            reason=reason_of(error),
        )
