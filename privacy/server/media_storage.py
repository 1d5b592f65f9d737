"""Files that wait to be fetched, longer than Streamlit lets them."""

import time

from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.media_file_storage import MediaFileKind

SECONDS_KEPT = 120.0


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
