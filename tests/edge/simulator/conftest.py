"""The simulator, in process and on a loopback port."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from bot.simulator.serving import make_server
from tests.edge.simulator.room import Room


@pytest.fixture
def room() -> Iterator[Room]:
    """A simulator with an echo bot."""
    room = Room()
    yield room
    room.close()


@pytest.fixture
def address(room: Room) -> Iterator[str]:
    """The room served over HTTP."""
    server = make_server(room.app, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    room.line.released.set()
    server.shutdown()
    thread.join()
    server.server_close()
