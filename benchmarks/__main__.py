"""`make bench`: reads our question sets by four ways, throws strange strings at ours, weighs the process."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks import strange, ways
from bot.cli._office import Office
from bot.cli.evaluate import is_right
from bot.cli.preparing import load_shipped, shipped
from bot.cli.talking import enquire
from bot.process import reading
from bot.process.clock import Clock
from bot.process.settings import Settings, instant
from handlers.conversation.as_text import text_of
from handlers.turn import Reader
from models.catalogue import Catalogue
from models.store import Database
from models.understanding import Context

ROOT = Path(__file__).parents[1]
QUESTIONS = ROOT / "tests" / "data" / "questions"
STRANGE = int(os.environ.get("STRANGE") or 100_000)
NOW = "2024-04-05T09:00:00+07:00"


def main() -> None:
    """Prints the figures."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        model = folder / "model.json.gz"
        began = perf_counter()
        trained = reading.train(model)
        took = perf_counter() - began
        print(f"trained in {took:.1f} s; {trained.right} of {trained.asked} regression questions right")
        compare(folder, model)
        endure(model)
        weigh(folder, model)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def compare(folder: Path, model: Path) -> None:
    """Accuracy of the replies and the time to read, a line a way, then our accuracy by kind."""
    known = ways.known_sentences()
    readers = {
        "exact sentence": ways.exact(known),
        "contained keyword": ways.contained(known),
        "rapidfuzz nearest": ways.nearest(known),
        "this project": ways.ours(model),
    }
    with office(folder) as here:
        for file in sorted(QUESTIONS.glob("*.jsonl")):
            questions = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
            print(f"\n{file.stem}: {len(questions)} questions, {len(known)} known sentences")
            for name, read in readers.items():
                right, seconds = judged(here, read, questions)
                share = sum(right.values()) / len(questions)
                median = statistics.median(seconds) * 1000
                print(f"  {name:20} {share:6.1%} right   p50 {median:7.3f} ms to read")
            asked = Counter(question["kind"] for question in questions)
            print("  ours by kind: " + ", ".join(f"{k} {right[k]}/{asked[k]}" for k in sorted(asked)))


def judged(
    here: Office, read: Reader, questions: Sequence[dict[str, Any]]
) -> tuple[Counter[str], list[float]]:
    """Right answers by kind, and the seconds each text took to read."""
    right: Counter[str] = Counter()
    seconds: list[float] = []

    def timed(*arguments: Any) -> Any:
        began = perf_counter()
        found = read(*arguments)
        seconds.append(perf_counter() - began)
        return found

    for question in questions:
        at = replace(here, clock=Clock(instant(question.get("now") or NOW)))
        _, step = enquire(at, timed, question["text"], question.get("context_programme"))
        right[question["kind"]] += is_right(question, text_of(step.replies))
    return right, seconds


def endure(model: Path) -> None:
    """Random and hostile strings: no exception, and the longest time any took."""
    read = ways.ours(model)
    catalogue = Catalogue(tuple(file.programme for file in shipped()))
    today = instant(NOW).date()
    worst, worst_text = 0.0, ""
    for text in strange.texts(STRANGE, QUESTIONS):
        began = perf_counter()
        read(text, catalogue.vocabulary, Context("nowhere", "schedule"), today)
        taken = perf_counter() - began
        if taken > worst:
            worst, worst_text = taken, text
    slowest = f"the slowest took {worst * 1000:.1f} ms ({len(worst_text)} characters)"
    print(f"\n{STRANGE} strange strings: none failed, {slowest}")


def weigh(folder: Path, model: Path) -> None:
    """Memory of a process that serves, after a hundred messages were read in it."""
    environment = {
        **os.environ,
        "LINE_CHANNEL_SECRET": "s",
        "LINE_CHANNEL_ACCESS_TOKEN": "t",
        "SECRET_KEY": "k",
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
    }
    command = [sys.executable, "-m", "benchmarks.weight"]
    ran = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    print(
        f"\nthe web process weighs {int(ran.stdout.split()[-1]) / 1024:.0f} MB (model and dictionary loaded)"
    )


class office:
    """An office on an empty database with the shipped programmes."""

    def __init__(self, folder: Path) -> None:
        url = f"sqlite:///{folder / 'bench.sqlite3'}"
        self._office = Office(Settings("s", "t", "k", url, folder), Clock(instant(NOW)), Database(url))

    def __enter__(self) -> Office:
        self._office.database.migrate()
        load_shipped(self._office)
        return self._office

    def __exit__(self, *_: object) -> None:
        self._office.database.close()


if __name__ == "__main__":
    main()
