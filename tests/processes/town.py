"""The real thing: LINE's stand-in over HTTP, people with phones, and the Procfile's processes."""

from __future__ import annotations

import http.client
import itertools
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask

from bot.simulator.history import History, Shown
from bot.simulator.line_api import line_blueprint
from bot.simulator.people import Event, user_id
from bot.simulator.serving import make_server
from bot.simulator.standin import Fault, Faults, Stage, StandIn

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
SECRET, TOKEN = "channel-secret", "channel-access-token"
T = TypeVar("T")
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
_PORTS = itertools.cycle(range(16_000 + 400 * (_WORKER % 40), 16_400 + 400 * (_WORKER % 40)))


def until(look: Callable[[], T], what: str, seconds: float = 40) -> T:
    """Looks again and again until there is something; fails in words when the time is over."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.02)
    return found


def words(message: dict[str, Any]) -> str:
    """Everything a person can read of a message, but for its buttons."""
    if message["type"] == "text":
        return str(message["text"])
    return "\n".join(part["text"] for part in parts(message["contents"]) if part.get("type") == "text")


def buttons(message: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The buttons of a message, quick replies and those in cards, by label."""
    found = [part["action"] for part in parts(message) if isinstance(part.get("action"), dict)]
    return {action["label"]: action for action in found}


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object within a message."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner)


class Town:
    """One installation and the people who talk to it."""

    def __init__(self, folder: Path, database_url: str, model: Path) -> None:
        self.folder = folder
        self.weather: Faults = lambda stage, endpoint, body: None
        self.database_url = database_url
        self._processes: list[subprocess.Popen[bytes]] = []
        self._numbers = itertools.count(1)
        self.taken: list[str] = []
        self.hold: Callable[[Stage, dict[str, Any]], bool] = lambda stage, body: False
        self.line = StandIn(
            SECRET,
            TOKEN,
            "U" + "0" * 32,
            lambda: datetime.now(UTC),
            History(":memory:"),
            faults=self._faults,
        )
        app = Flask("line")
        app.register_blueprint(line_blueprint(self.line))
        self._server = make_server(app, "127.0.0.1", 0)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        self.port = free_port()
        data = folder / "data"
        data.mkdir()
        shutil.copy(model, data / "model.json.gz")
        self._environment = {
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
            "LINE_API_BASE_URL": f"http://127.0.0.1:{self._server.server_port}/simulator/line",
            "SECRET_KEY": "secret-key",
            "DATABASE_URL": database_url,
            "DATA_DIR": str(data),
            "PORT": str(self.port),
            "BOT_CLOCK": "2024-04-05T09:00+07:00",
        }
        self._procfile = dict(
            line.split(": ", 1) for line in (ROOT / "Procfile").read_text("utf-8").splitlines() if line
        )

    # Processes

    def run(self, command: str) -> subprocess.CompletedProcess[bytes]:
        """A command to its end."""
        return subprocess.run(
            shlex.split(command),
            cwd=ROOT,
            env=self._environment,
            check=False,
            capture_output=True,
            timeout=120,
        )

    def release(self) -> subprocess.CompletedProcess[bytes]:
        """The Procfile's release line."""
        return self.run(self._procfile["release"])

    def start(self, name: str, **environment: str) -> subprocess.Popen[bytes]:
        """A line of the Procfile, once it is at work."""
        process, log = self.launch(name, **environment)
        port = int(environment.get("PORT", self.port))

        def at_work() -> bool:
            assert process.poll() is None, log.read_text("utf-8")
            return self.ready(port) if name == "web" else "scheduler started" in log.read_text("utf-8")

        until(at_work, f"{name} to be at work")
        return process

    def launch(self, name: str, **environment: str) -> tuple[subprocess.Popen[bytes], Path]:
        """A line of the Procfile that may not be at work yet, and its log."""
        log = self.folder / f"{name}-{next(self._numbers)}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                shlex.split(self._procfile[name]),
                cwd=ROOT,
                env={**self._environment, **environment},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._processes.append(process)
        return process, log

    def stop(self, *processes: subprocess.Popen[bytes]) -> list[int]:
        """Asks processes to end; their exit codes, within ten seconds."""
        for process in processes:
            process.send_signal(signal.SIGTERM)
        return [process.wait(10) for process in processes]

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Ends a process and its children at this instant."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def ready(self, port: int | None = None) -> bool:
        """Whether the web process says it is ready."""
        try:
            return self._request("GET", "/readyz", port=port)[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def logs(self) -> str:
        """All that the processes wrote."""
        return "\n".join(path.read_text("utf-8") for path in sorted(self.folder.glob("*.log")))

    # People

    def post(self, *events: Event, port: int | None = None, patience: float = 10) -> int:
        """A signed webhook call; the status. Raises OSError or HTTPException when none came in time."""
        body, signature = self.line.webhook(*events)
        headers = {"X-Line-Signature": signature, "Content-Type": "application/json"}
        return self._request("POST", "/callback", body, headers, port, patience)[0]

    def say(self, text: str, name: str = "สมศรี") -> list[dict[str, Any]]:
        """Types something; what came back."""
        return self._act(name, self.line.person(name).text(text))

    def press(self, label: str, messages: list[dict[str, Any]], name: str = "สมศรี") -> list[dict[str, Any]]:
        """Presses a button of these messages; what came back."""
        return self._act(name, self.pressing(label, messages, name))

    def pressing(self, label: str, messages: list[dict[str, Any]], name: str = "สมศรี") -> Event:
        """The event of pressing a button of these messages."""
        shown = {key: action for message in messages for key, action in buttons(message).items()}
        assert label in shown, f"no button {label} among {list(shown)}"
        person, action = self.line.person(name), shown[label]
        return (
            person.postback(action["data"]) if action["type"] == "postback" else person.text(action["text"])
        )

    def phone(self, name: str = "สมศรี", after: int = 0) -> list[Shown]:
        """What the bot sent to someone."""
        return [it for it in self.line.history.since(user_id(name), after) if it.sender == "bot"]

    def last(self, name: str = "สมศรี") -> int:
        """The number of the newest thing on someone's phone."""
        return self.line.history.last(user_id(name))

    def arrived(self, name: str, after: int, what: str) -> list[Shown]:
        """Waits for something new on someone's phone."""
        return until(lambda: self.phone(name, after), what)

    def _act(self, name: str, event: Event) -> list[dict[str, Any]]:
        before, taken = self.last(name), len(self.taken)
        assert self.post(event) == 200
        until(lambda: len(self.taken) > taken, f"an answer to {name}")
        return [it.message for it in self.phone(name, before)]

    def _faults(self, stage: Stage, endpoint: str, body: Any) -> Fault | None:
        if self.hold(stage, body):
            return "hang"
        if stage == "after":
            self.taken.append(endpoint)
        return self.weather(stage, endpoint, body)

    def _request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        port: int | None = None,
        patience: float = 10,
    ) -> tuple[int, bytes]:
        link = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=patience)
        try:
            link.request(method, path, body, headers or {})
            answer = link.getresponse()
            return answer.status, answer.read()
        finally:
            link.close()

    def close(self) -> None:
        """Ends everything that still runs."""
        self.line.released.set()
        for process in self._processes:
            if process.poll() is None:
                self.kill(process)
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.line.history.close()


def free_port() -> int:
    """A port that nobody listens on just now.

    From a range that belongs to this process of the test run, below those that the system gives out itself:
    nobody else can take it before the one it is meant for.
    """
    while True:
        port = next(_PORTS)
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port
