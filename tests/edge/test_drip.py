"""LINE gives a byte now and then, for ever: no time-out of a socket is reached, and still every call ends."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from bot.line import answers, client, messenger
from bot.line.client import Line, Unavailable
from bot.process.clock import stopwatch
from bot.simulator.standin import Said
from models.reply import Reply
from tests.calling import Calling
from tests.edge.post import Post

SOON = (0.1, 0.2)
WELL_BEFORE = 5.0
"""Seconds: much longer than the limit of these tests, on however busy a machine."""
SAID = (Reply("สวัสดีค่ะ"),)
KEY = "0b4d7f1e-6f0a-4c1c-9d3e-5f1f6a6b7c8d"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, value in (
        (client, "TIMEOUT", SOON),
        (messenger, "TIMEOUT", SOON),
        (messenger, "REPLY_TIMEOUT", SOON),
        (client, "FILE_SECONDS", sum(SOON)),
    ):
        monkeypatch.setattr(module, name, value)


@pytest.fixture
def headers_drip() -> Iterator[str]:
    """A server that never comes to the end of its headers."""
    over, listening = threading.Event(), socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while not over.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                try:
                    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                    while not over.wait(0.02):
                        connection.sendall(b".")
                except OSError:
                    continue

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    over.set()
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join()


def cannot(asked: Callable[[], object]) -> None:
    with pytest.raises((ConnectionError, Unavailable)) as refused:
        asked()
    assert not getattr(refused.value, "final", False)


@pytest.mark.parametrize("where", ["headers", "body"])
def test_every_call_ends(post: Post, headers_drip: str, where: str) -> None:
    post.line.outage = "drip"
    line = Line("token", headers_drip if where == "headers" else post.address)
    began = stopwatch()
    calling = Calling(line)
    for answer in (
        calling.reply("token", SAID),
        calling.push("U1", SAID, KEY),
        calling.multicast(["U1"], SAID, KEY),
    ):
        assert (answer.status, answer.message) == (0, "took too long") or not answer.accepted
    assert calling.trouble() is not None
    for asked in (line.quota, line.bot_name, lambda: line.display_name("U1"), lambda: line.members("C1")):
        cannot(asked)
    cannot(lambda: list(line.content("1234")))
    assert stopwatch() - began < 2 * WELL_BEFORE
    line.close()


@pytest.mark.parametrize("token", [True, False], ids=["reply", "push"])
def test_what_was_cut_off_comes_once(post: Post, token: bool) -> None:
    post.put("ข่าว", token=token)
    post.faults.planned = [("ข่าว", "after", "drip")]
    began = stopwatch()
    post.deliver()
    assert post.states() == {"pending": 1}
    post.deliver(after=3)
    assert post.phone() == [("reply" if token else "push", "ข่าว")]
    assert post.states() == {"sent": 1}
    assert stopwatch() - began < WELL_BEFORE


def test_a_call_that_ends_in_time_is_not_cut_off(post: Post) -> None:
    for number in range(3):
        answer = post.calling.push(post.chat(f"คนที่ {number}"), SAID, KEY[:-1] + str(number))
        assert answer.accepted
    assert post.channel.bot_name() and post.channel._limit._calls == set()


def test_an_answer_without_an_end_is_read_to_a_bound(post: Post) -> None:
    post.line.outage = Said(200, "<" * 10 * answers.MOST_SAID)
    answer = post.calling.push("U1", SAID, KEY)
    assert not answer.accepted and len(answer.message) <= 300
