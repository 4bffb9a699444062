"""A new version takes over from the old one while people write: no request fails, all have one answer."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from http.client import HTTPException

import pytest

from tests.processes.town import Town, until


@pytest.mark.postgresql
@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
def test_web_hands_over_without_a_failed_request(town: Town) -> None:
    """USR2 starts a new master on the same socket, TERM lets the old one finish (gunicorn's own way)."""
    assert town.release().returncode == 0
    old = town.start("web")
    (log,) = town.folder.glob("web-*.log")
    came, stop, names = Counter[str](), threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            name = f"คน {len(names)}"
            names.append(name)
            try:
                came[str(town.post(town.line.person(name).text("อบรมวันไหนบ้างคะ")))] += 1
            except (OSError, HTTPException) as error:
                came[type(error).__name__] += 1
            stop.wait(0.1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        until(lambda: came["200"] >= 10, "people to write")
        old.send_signal(signal.SIGUSR2)
        until(lambda: log.read_text("utf-8").count("Booting worker") >= 2, "the new workers")
        old.send_signal(signal.SIGTERM)
        assert old.wait(20) == 0
        after = came["200"]
        until(lambda: came["200"] >= after + 10, "people to go on writing")
    finally:
        stop.set()
        writer.join()
        until(lambda: all(town.phone(name) for name in names), "an answer to everybody")
        os.killpg(old.pid, signal.SIGTERM)  # the new master belongs to the old one's group
        until(lambda: not town.ready(), "it to end")
    assert dict(came) == {"200": len(names)}
    assert {len(town.phone(name)) for name in names} == {1}
