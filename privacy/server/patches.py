"""What we change inside other programs: Streamlit's pages and files, Python's logs.

Each is a function that the server calls once, and a test in tests/test_patches.py that
fails when the other program no longer is as it was. The inside of HiGHS is used by
`suppression/solver`, and Arrow does without pandas by `storage/databases`, which stand
on lower floors; their tests are there too.
"""

import json
import logging
import socket
import time
import traceback

from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server.starlette import starlette_server

from privacy.errors import PrivacyError

SECONDS_KEPT = 120.0
LINE = (
    '{"at": "%(asctime)s", "level": "%(levelname)s", "from": "%(name)s", '
    '"said": "%(message)s"}'
)
"""A line of the log: JSON, since what is said has its quotes and lines escaped."""


def leave_pages_alone() -> None:
    """Let Streamlit not take pages/ for its own old kind of pages.

    Before the first visit it would, and tell somebody who comes first by a link that
    there is no such page.
    """
    PagesManager.uses_pages_directory = False


class DelayedMediaStorage(memory_media_file_storage.MemoryMediaFileStorage):
    """Keeps a file for two minutes after Streamlit let go of it.

    Streamlit lets go of a file made at a click when two more pages were made, anybody's
    they are: among many visitors that may be before its browser has fetched it.
    """

    def __init__(self, media_endpoint: str) -> None:
        super().__init__(media_endpoint)
        self._let_go: dict[str, float] = {}

    def load_and_get_id(
        self,
        path_or_data: str | bytes,
        mimetype: str,
        kind: MediaFileKind,
        filename: str | None = None,
    ) -> str:
        """Add a file and return its id."""
        file_id = super().load_and_get_id(path_or_data, mimetype, kind, filename)
        self._let_go.pop(file_id, None)
        return file_id

    def delete_file(self, file_id: str) -> None:
        """Let go of a file, and delete those let go of long enough ago."""
        now = time.monotonic()
        self._let_go[file_id] = now
        for old, since in list(self._let_go.items()):
            if now - since > SECONDS_KEPT:
                del self._let_go[old]
                super().delete_file(old)


def keep_files() -> None:
    """Let servers that are made from now on keep files so."""
    memory_media_file_storage.MemoryMediaFileStorage = DelayedMediaStorage  # type: ignore[misc]


_bind = starlette_server._bind_socket


def _bind_at_once(address: str, port: int, backlog: int) -> socket.socket:
    bound = _bind(address, port, backlog)
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return bound


def send_at_once() -> None:
    """Let servers that are made from now on send each part of an answer at once.

    asyncio sees to that for sockets that name their protocol, which Streamlit's does
    not: the second part of an answer would wait until the other side has confirmed the
    first, up to 40 ms. What is accepted on a socket takes the choice from it.
    """
    starlette_server._bind_socket = _bind_at_once


def keep_values_out_of_logs() -> None:
    """From now on, log what kind of error came from where, never what it says.

    The text of an error may quote the value that it failed on. What is logged has its
    quotes and line ends escaped, so that each line of the log is one of `LINE`.
    """
    make = logging.getLogRecordFactory()

    def make_without_values(*given: object, **named: object) -> logging.LogRecord:
        record = make(*given, **named)
        if isinstance(record.args, tuple):
            record.args = tuple(
                type(part).__name__ if isinstance(part, BaseException) else part
                for part in record.args
            )
        error = record.exc_info[1] if record.exc_info else None
        where = f"\n{_where(error)}" if error is not None else ""
        text = json.dumps(f"{record.getMessage()}{where}", ensure_ascii=False)
        record.msg, record.args, record.exc_info = text[1:-1], None, None
        return record

    logging.setLogRecordFactory(make_without_values)


def _where(error: BaseException) -> str:
    """The kind of an error and the lines of code that it came through."""
    text = str(error) if isinstance(error, PrivacyError) else ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}: {text}\n{frames}"
