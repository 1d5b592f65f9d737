"""Speaks with the server as Streamlit's own front end does, but says what it likes."""

import socket
from contextlib import contextmanager
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import (
    generate_xsrf_token_string,
)
from websockets.sync.client import connect

COOKIE = "_streamlit_user"


@contextmanager
def talking(address: str, signed_in: str | None = None, **headers: str):
    """A conversation with the server at an address, whatever Host is said.

    `signed_in` is the value of a cookie of signing in.
    """
    at = urlsplit(address)
    token = generate_xsrf_token_string()
    if signed_in is not None:
        headers["Origin"] = address
        headers["Cookie"] = f"{COOKIE}={signed_in}; _streamlit_xsrf={token}"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    host = named.pop("Host", at.netloc)
    with (
        socket.create_connection((at.hostname, at.port)) as plain,
        connect(
            f"ws://{host}/_stcore/stream",
            sock=plain,
            additional_headers=named,
            subprotocols=["streamlit", token],
            max_size=None,
            open_timeout=10,
            proxy=None,
        ) as opened,
    ):
        yield opened


def ask(
    address: str, *, query: str = "", page: str = "", **output: str | None
) -> bytes:
    """Everything that the server sends for one run of the script."""
    with talking(address, **output) as opened:
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        opened.send(message.SerializeToString())
        heard = b""
        while True:
            frame = opened.recv(timeout=30)
            heard += frame
            output = ForwardMsg()
            output.ParseFromString(frame)
            if output.WhichOneof("type") == "script_finished":
                if output.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return heard
                assert output.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
