"""Starts what is measured, each on the core that is meant for it, and reads what processor time it took."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from urllib.request import urlopen

from benchmarks.cost.load import SECRET, Load
from tests.processes.town import BIN, ROOT, until

NOW = "2024-04-05T09:00+07:00"
CORES = sorted(os.sched_getaffinity(0))
OURS, OTHERS = ({CORES[0]}, {CORES[1]}) if len(CORES) > 1 else (set(CORES), set(CORES))
"""The core of the web process, and that of the load and of LINE."""
WRITTEN_DOWN = 0.4
"""Seconds after LINE's last answer by which the bot has noted it."""
_PORTS = itertools.cycle(range(first := 20_000 + os.getpid() % 120 * 100, first + 100))
ECHO = shlex.split(
    "gunicorn --worker-class gthread --workers 1 --threads 8 --keep-alive 30 --log-level error "
    "benchmarks.cost.echo:app"
)


def web_command() -> list[str]:
    """The Procfile's own."""
    found = re.search(r"^web:\s*(.+)$", (ROOT / "Procfile").read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return shlex.split(found[1])


@contextmanager
def started(
    command: Sequence[str], cores: set[int], environment: Mapping[str, str], **how: object
) -> Iterator[subprocess.Popen[str]]:
    """A process on these cores, with its children, until the end."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment, "PATH": path},
        text=True,
        **how,  # type: ignore[call-overload]
    )
    os.sched_setaffinity(process.pid, cores)  # before it has started anything
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port of a range of this process's own, so that two that measure at once do not meet."""
    while True:
        port = next(_PORTS)
        with socket.socket() as one, contextlib.suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port


@contextmanager
def line(milliseconds: float) -> Iterator[str]:
    """LINE's address, while it runs; it answers after so many milliseconds."""
    command = [sys.executable, "-m", "benchmarks.line", str(milliseconds)]
    with started(command, OTHERS, {}, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"


@contextmanager
def serving(
    line_url: str, database_url: str | None, folder: Path, **settings: str
) -> Iterator[tuple[int, int]]:
    """(port, process) of the bot on a database, or of the echo without one; ready to be called."""
    port = free_port()
    environment = {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "token",
        "LINE_API_BASE_URL": line_url,
        "LINE_DATA_API_BASE_URL": line_url,
        "SECRET_KEY": "k" * 40,
        "DATABASE_URL": database_url or "",
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
        "BOT_CLOCK": NOW,
        **settings,
    }
    command = web_command() if database_url else [*ECHO, "--bind", f"127.0.0.1:{port}"]
    with started(command, OURS, environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until(lambda: ready(port), "the web process", 120)
        yield port, process.pid


def ready(port: int) -> bool:
    """Whether it serves."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def released(database_url: str, folder: Path) -> None:
    """Schema and programmes, as the Procfile's `release` makes them; the model is in the folder."""
    environment = {"DATABASE_URL": database_url, "DATA_DIR": str(folder), "SECRET_KEY": "k" * 40}
    with started(
        [str(BIN / "rapsamak"), "release"], set(CORES), environment, stdout=subprocess.DEVNULL
    ) as it:
        assert it.wait(300) == 0, "release failed"


def loaded(load: Load) -> dict[str, float]:
    """Puts it under this load; what was seen."""
    command = [sys.executable, "-m", "benchmarks.cost.load"]
    with started(command, OTHERS, {}, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        said, _ = process.communicate(json.dumps(asdict(load)), timeout=600)
        assert process.returncode == 0, "the load failed"
    time.sleep(WRITTEN_DOWN)
    return dict(json.loads(said))


def processor(pid: int) -> float:
    """Seconds that a process and its children have computed, all their threads; to the nanosecond."""
    found = 0
    for one in family(pid):
        for thread in Path(f"/proc/{one}/task").iterdir():
            try:
                found += int((thread / "schedstat").read_text().split()[0])
            except FileNotFoundError:  # it has ended
                continue
    return found / 1e9


def switches(pid: int) -> int:
    """How often their threads gave up the core or lost it."""
    found = 0
    for one in family(pid):
        for status in Path(f"/proc/{one}/task").glob("*/status"):
            found += sum(int(n) for n in re.findall(r"ctxt_switches:\s*(\d+)", status.read_text()))
    return found


def family(pid: int) -> list[int]:
    """A process and all that it has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(inner for child in children for inner in family(int(child)))]
