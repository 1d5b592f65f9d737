"""What the server's own socket is set to; `make check` opens none."""

import socket

from streamlit.web.server.starlette import starlette_server

from privacy.server import patches


def test_the_second_part_of_an_answer_waits_for_nobody(monkeypatch):
    """Streamlit's own socket would have it wait, up to 40 ms; ours sends it at once."""

    def waits():
        with starlette_server._bind_socket("127.0.0.1", 0, 1) as bound:
            option = bound.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            with socket.create_connection(bound.getsockname()):
                bound.setblocking(True)
                accepted, _ = bound.accept()
                with accepted:
                    took = accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert bool(took) == bool(option)
        return not took

    monkeypatch.setattr(starlette_server, "_bind_socket", patches._bind)
    assert waits()
    patches.send_at_once()
    assert not waits()
