"""`python -m benchmarks.cost [PART …]`: what a message costs, beside the echo; `--short` for CI.

Parts: ratio, growth, latency, threads; all but `threads` if none is named. Web process and load are pinned to
cores of their own where there are two, and whatever is compared runs in turn within one minute, so that what
else the machine does is shared: ratios of processor time are what counts. Writes benchmarks/results/.
"""

from __future__ import annotations

import argparse
import fcntl
import itertools
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.cost import growing, machine, serving
from benchmarks.cost.load import Load
from bot.process import reading
from tests.databases import NewUrl
from tests.postgres import TemporaryPostgres

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results"
KINDS = ("sqlite", "postgresql")
LINKS = 16
PEOPLE = 20_000
ROUNDS = 3
MESSAGES = 400
"""In one round, for each that is compared."""
SIZES = (100, 10_000, 1_000_000)
WORSE = 1.25
"""CI fails above so many times the recorded ratio."""
LEADS = (
    "", "สอบถามค่ะ ", "รบกวนถามครับ ", "ขอถามหน่อยค่ะ ", "สวัสดีค่ะ ", "ขอทราบหน่อยครับ ",
    "แอดมินคะ ", "ถามหน่อยครับ ", "สวัสดีครับ ", "รบกวนด้วยค่ะ ", "อยากรู้ว่า ", "คือว่า ",
)  # fmt: skip
seeds = itertools.count(int.from_bytes(os.urandom(6)) << 8)


def asked() -> list[str]:
    """Our question sets, the short ones first: as people type them."""
    files = sorted((ROOT / "tests" / "data" / "questions").glob("*.jsonl"))
    texts = {json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines()}
    return sorted(texts, key=lambda text: (len(text), text))


REPEATED = asked()[20:220:5]
"""Forty that many people ask in the same words: their reading is remembered."""
DIFFERENT = [lead + text for lead in LEADS for text in asked()]
"""No text twice."""


@dataclass
class Served:
    """Something that serves, and LINE behind it.

    also  another process that works for it: the database
    """

    port: int
    pid: int
    line: str
    also: int | None = None

    def cost(
        self,
        texts: Sequence[str] = REPEATED,
        messages: int = MESSAGES,
        *,
        links: int = LINKS,
        first: int = 0,
        a_second: float | None = None,
    ) -> dict[str, float]:
        """Milliseconds of processor a message, and what the load saw."""
        before, switched = serving.processor(self.pid), serving.switches(self.pid)
        other = serving.processor(self.also) if self.also else 0.0
        load = Load(self.port, self.line, messages, links, PEOPLE, texts, next(seeds), a_second, first)
        seen = serving.loaded(load)
        found = {"cpu_ms": each(serving.processor(self.pid) - before, messages)}
        found["switches"] = round((serving.switches(self.pid) - switched) / messages, 1)
        if self.also:
            found["database_cpu_ms"] = each(serving.processor(self.also) - other, messages)
        return found | seen


def each(seconds: float, messages: int) -> float:
    """Milliseconds for one."""
    return round(seconds / messages * 1000, 3)


def middle(rounds: Sequence[dict[str, float]]) -> dict[str, float]:
    """The median of each figure."""
    return {name: round(statistics.median(one[name] for one in rounds), 3) for name in rounds[0]}


class Bench:
    """Databases, the model and LINE, for as long as it measures."""

    def __init__(self, folder: Path, kinds: Sequence[str]) -> None:
        self._folder = folder
        self._numbers = itertools.count()
        self._model = trained()
        self._stack = ExitStack()
        self.postmaster: int | None = None
        if "postgresql" in kinds:
            server = self._stack.enter_context(TemporaryPostgres())
            self.postmaster = int((server.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
            os.sched_setaffinity(self.postmaster, serving.OTHERS)
            self._new_url = NewUrl(server)

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def database(self, kind: str) -> str:
        """A fresh one, ready to serve."""
        path = self._folder / f"{next(self._numbers)}.sqlite3"
        url = f"sqlite:///{path}" if kind == "sqlite" else self._new_url()
        folder = self._data()
        serving.released(url, folder)
        return url

    @contextmanager
    def echo(self, latency: float = 0) -> Iterator[Served]:
        """line-bot-sdk's example."""
        with serving.line(latency) as line, serving.serving(line, None, self._folder) as (port, pid):
            it = Served(port, pid, line)
            it.cost(messages=200)
            yield it

    @contextmanager
    def ours(self, url: str, latency: float = 0, **settings: str) -> Iterator[Served]:
        """The Procfile's `web`."""
        with (
            serving.line(latency) as line,
            serving.serving(line, url, self._data(), **settings) as (port, pid),
        ):
            it = Served(port, pid, line, None if url.startswith("sqlite") else self.postmaster)
            it.cost(messages=200, first=10**9)
            yield it

    def _data(self) -> Path:
        folder = self._folder / f"data-{next(self._numbers)}"
        folder.mkdir()
        shutil.copy(self._model, folder / "model.json.gz")
        return folder


def trained() -> Path:
    """The model that the tests use, trained anew if the corpus has changed."""
    path = ROOT / "data" / "test-model.json.gz"
    path.parent.mkdir(exist_ok=True)
    with path.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        reading.ensure(path)
    return path


def ratio(bench: Bench, kind: str) -> dict[str, Any]:
    """Ours beside the echo: the same forty questions again and again, and no question twice."""
    texts = iter(DIFFERENT)
    found: dict[str, list[dict[str, float]]] = {"echo": [], "repeated": [], "different": []}
    with bench.echo() as echo, bench.ours(bench.database(kind)) as ours:
        for _ in range(ROUNDS):
            found["echo"].append(echo.cost())
            found["repeated"].append(ours.cost())
            found["different"].append(ours.cost(list(itertools.islice(texts, MESSAGES))))
    return {
        "ratio": ratio_of(found["repeated"], found["echo"]),
        "ratio_different": ratio_of(found["different"], found["echo"]),
        **{name: middle(of) for name, of in found.items()},
    }


def ratio_of(ours: Sequence[dict[str, float]], echo: Sequence[dict[str, float]]) -> float:
    """The median of the rounds' ratios."""
    return round(statistics.median(a["cpu_ms"] / b["cpu_ms"] for a, b in zip(ours, echo, strict=True)), 2)


def growth(bench: Bench, kind: str) -> dict[str, Any]:
    """The same with so many people, conversations, handled events and sent messages; by the echo's cost.

    Those who write are new, so that all sizes do the same.
    """
    url, before, found = bench.database(kind), 0, {}
    strangers = itertools.count(10**8, 10**6)
    for size in SIZES:
        growing.grow(url, before, size)
        before = size
        with bench.echo() as echo, bench.ours(url) as ours:
            pairs = [(ours.cost(first=next(strangers)), echo.cost()) for _ in range(ROUNDS)]
        found[str(size)] = {
            "ratio": ratio_of([a for a, _ in pairs], [b for _, b in pairs]),
            "ours": middle([a for a, _ in pairs]),
            "echo": middle([b for _, b in pairs]),
        }
    smallest = found[str(SIZES[0])]["ratio"]
    return {**found, "largest_to_smallest": round(found[str(SIZES[-1])]["ratio"] / smallest, 2)}


def latency(bench: Bench, kind: str) -> dict[str, Any]:
    """Acknowledgement while LINE takes half a second, beside a LINE that takes none."""
    with (
        bench.ours(bench.database(kind), 0) as quick,
        bench.ours(bench.database(kind), 500) as slow,
    ):
        found: dict[str, Any] = {}
        for name, how in {"full": {}, "50 a second": {"a_second": 50.0}}.items():
            rounds = [(quick.cost(**how), slow.cost(**how)) for _ in range(ROUNDS)]  # type: ignore[arg-type]
            found[name] = {
                "p99_500_to_0": middle([{"of": b["ack_p99_ms"] / a["ack_p99_ms"]} for a, b in rounds])["of"],
                "0 ms": middle([a for a, _ in rounds]),
                "500 ms": middle([b for _, b in rounds]),
            }
    return found


def threads(bench: Bench, kind: str) -> dict[str, Any]:
    """By threads and processes: at 16 and 64 connections, and at 50 a second."""
    ways = [("1", "2"), ("1", "4"), ("1", "8"), ("2", "4")]
    found: dict[str, Any] = {}
    with ExitStack() as stack:
        served = {
            f"{workers} x {of} threads": stack.enter_context(
                bench.ours(bench.database(kind), WEB_CONCURRENCY=workers, WEB_THREADS=of)
            )
            for workers, of in ways
        }
        hows: dict[str, dict[str, Any]] = {
            "16 connections": {"links": 16},
            "64 connections": {"links": 64},
            "50 a second": {"a_second": 50.0},
        }
        for name, how in hows.items():
            rounds = [{way: one.cost(**how) for way, one in served.items()} for _ in range(ROUNDS)]
            found[name] = {way: middle([one[way] for one in rounds]) for way in served}
    return found


PARTS: dict[str, Callable[[Bench, str], dict[str, Any]]] = {
    "ratio": ratio,
    "growth": growth,
    "latency": latency,
    "threads": threads,
}


def measure(parts: Sequence[str], kinds: Sequence[str]) -> None:
    """Prints and writes down the figures, a file a part."""
    RESULTS.mkdir(exist_ok=True)
    with folder() as place, Bench(place, kinds) as bench:
        for part in parts:
            found: dict[str, Any] = {"machine": machine.description(), "load_before": machine.load()}
            for kind in kinds:
                found[kind] = PARTS[part](bench, kind)
                print(f"{part}, {kind}: {json.dumps(found[kind], ensure_ascii=False)}", flush=True)
            found["load_after"] = machine.load()
            text = json.dumps(found, ensure_ascii=False, indent=1)
            (RESULTS / f"{part}.json").write_text(f"{text}\n", "utf-8")


def short() -> None:
    """Fails if a message has become dearer: on SQLite, by the echo's cost, at the third look too."""
    recorded = json.loads((RESULTS / "ratio.json").read_text("utf-8"))["sqlite"]["ratio"]
    most = round(recorded * WORSE, 2)
    with (
        folder() as place,
        Bench(place, ["sqlite"]) as bench,
        bench.echo() as echo,
        bench.ours(bench.database("sqlite")) as ours,
    ):
        for rounds in (3, 5, 7):
            pairs = [(ours.cost(messages=200), echo.cost(messages=200)) for _ in range(rounds)]
            now = ratio_of([a for a, _ in pairs], [b for _, b in pairs])
            print(f"a message costs {now} times the echo's processor; recorded {recorded}, at most {most}")
            if now <= most:
                return
    sys.exit("a message has become dearer: mend it, or record it anew with `make bench` and say why")


@contextmanager
def folder() -> Iterator[Path]:
    """For databases; gone afterwards."""
    place = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", nargs="*", choices=[[], *PARTS], default=[])
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--short", action="store_true", help="the ratio on SQLite, against the recorded one")
    given = parser.parse_args()
    if given.short:
        short()
    else:
        measure(given.part or ["ratio", "growth", "latency"], given.kind or KINDS)
