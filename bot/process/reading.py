"""The trained model on disk: trained when missing or stale, loaded once per process."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.process.clock import stopwatch
from handlers.enquiries import answer
from handlers.turn import Reader as Read
from intents import grammar, regression, training
from intents.reader import Reader, as_example
from models.understanding import Context, Entity, Understanding, Vocabulary

log = logging.getLogger("rapsamak.reading")

SHORT = 80
"""Characters; of what is no longer the reading is remembered, unless it names somebody: many say the same."""
MOST_KNOWN = 2_000
PERSONAL = frozenset({"person_name", "phone", "email", "organisation", "number", "national_id"})
COUNTS = 1_000
"""A number below it counts something ("รุ่น 2"), and is nobody's."""
NO_VOCABULARY = Vocabulary()
_LOOK_EVERY = 0.2
"""Seconds between checks whether the child is done."""


def _brought() -> tuple[grammar.Line, ...]:
    """The patterns that answers supply for their own intents."""
    return grammar.brought(answer.examples())


def fault(path: Path) -> str | None:
    """None if the model at `path` fits this code and corpus, else what is wrong in one line."""
    try:
        reader = Reader.load(path)
    except FileNotFoundError:
        return "the model is not trained: run `rapsamak train`"
    except ValueError as error:
        return f"{error}: run `rapsamak train`"
    if reader.model.fingerprint != training.fingerprint(_brought()):
        return "the model is of another corpus: run `rapsamak train`"
    return None


@dataclass(frozen=True, slots=True)
class Trained:
    """The result of training: how many regression questions were read correctly, before and now.

    before     None if there was no model of this code and corpus to compare with
    published  False if the new model reads fewer of them correctly: the old one stays
    lost       questions that only the old one reads correctly
    """

    asked: int
    right: int
    before: int | None
    published: bool
    lost: tuple[str, ...] = ()


def train(path: Path, vocabulary: Vocabulary = NO_VOCABULARY) -> Trained:
    """Trains on the corpus and the vocabulary's lessons, and publishes unless the result reads worse.

    Run this in its own process: the training libraries take 150 MB.
    """
    model = training.train([as_example(vocabulary, lesson) for lesson in vocabulary.lessons], _brought())
    asked = len(regression.questions())
    misread = training.misread(model)
    before = None if fault(path) else training.misread(Reader.load(path).model)
    worse = before is not None and len(misread) > len(before)
    if not worse:
        path.parent.mkdir(parents=True, exist_ok=True)
        training.save(model, path)
    return Trained(
        asked,
        asked - len(misread),
        None if before is None else asked - len(before),
        not worse,
        tuple(question for question in misread if before is not None and question not in before),
    )


def ensure(path: Path, meanwhile: Callable[[float], None] = lambda seconds: None) -> None:
    """Trains in a child process if no model fits. Raises RuntimeError if that fails.

    `meanwhile` is called several times a second with the seconds elapsed so far.
    """
    if fault(path) is None:
        return
    began = stopwatch()
    command = [sys.executable, "-m", "bot.process.reading", str(path)]
    with subprocess.Popen(command) as child:  # noqa: S603 - our own module
        try:
            while not _ended(child):
                meanwhile(stopwatch() - began)
        except BaseException:
            child.kill()
            raise
    if child.returncode != 0:
        raise RuntimeError("training failed")


def _ended(child: subprocess.Popen[bytes]) -> bool:
    try:
        child.wait(_LOOK_EVERY)
    except subprocess.TimeoutExpired:
        return False
    return True


class Reading:
    """Reads with the model in a file, switching to a new one as soon as it is published. Thread-safe."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = _stamp(path)
        self._reader = Reader.load(path)
        self._reader.warm()
        self._lock = threading.Lock()
        self._known: tuple[Reader, Vocabulary, dict[Any, Understanding]] = (self._reader, Vocabulary(), {})

    def __call__(self, text: str, vocabulary: Vocabulary, context: Context, today: date) -> Understanding:
        """What a text means."""
        if _stamp(self._path) != self._seen:
            self._reload()
        reader, of, known = self._known
        if reader is not self._reader or of is not vocabulary:
            reader, known = self._reader, {}
            self._known = (reader, vocabulary, known)
        key = (text, context, today)
        if (read := known.get(key)) is not None:
            return read
        read = reader.understand(text, vocabulary=vocabulary, context=context, today=today)
        if len(text) <= SHORT and not any(_personal(it, vocabulary) for it in read.entities):
            if len(known) >= MOST_KNOWN:
                known.clear()
            known[key] = read = replace(read, common=True)
        return read

    def _reload(self) -> None:
        with self._lock:
            stamp = _stamp(self._path)
            if stamp == self._seen:
                return
            self._seen = stamp
            if (wrong := fault(self._path)) is not None:
                log.error("new model not used: %s", wrong)
                return
            self._reader = Reader.load(self._path)
            log.info("new model in use")


def _personal(entity: Entity, vocabulary: Vocabulary) -> bool:
    """Whether it says something of somebody; an office that a programme is called by does not."""
    if entity.kind == "number":
        return bool(entity.value >= COUNTS)
    if entity.kind == "organisation":
        names = (name for programme in vocabulary.programmes for name in programme.names)
        return not any(name.lower() in entity.text.lower() for name in names)
    return entity.kind in PERSONAL


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino


def load(path: Path) -> Read:
    """The function that reads a text. Raises FileNotFoundError or ValueError."""
    return Reading(path)


if __name__ == "__main__":
    # Ctrl-C also reaches the parent, which ends us; a traceback from us would tell nothing.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    train(Path(sys.argv[1]))
