"""The trained model on disk: trained when missing or stale, loaded once a process."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from handlers.dispatch import Reader as Read
from intents import training
from intents.reader import Reader
from models.understanding import Context, Understanding, Vocabulary


def fault(path: Path) -> str | None:
    """None when the model at `path` fits this code and corpus, else what is wrong in one line."""
    try:
        reader = Reader.load(path)
    except FileNotFoundError:
        return "the model is not trained: run `rapsamak train`"
    except ValueError as error:
        return f"{error}: run `rapsamak train`"
    if reader.model.fingerprint != training.fingerprint():
        return "the model is of another corpus: run `rapsamak train`"
    return None


def train(path: Path) -> None:
    """Trains and saves. Run this in a process of its own: training's libraries take 150 MB."""
    path.parent.mkdir(parents=True, exist_ok=True)
    training.save(training.train(), path)


def ensure(path: Path) -> None:
    """Trains in a child process when there is no fitting model. Raises RuntimeError when that fails."""
    if fault(path) is None:
        return
    command = [sys.executable, "-m", "bot.reading", str(path)]
    if subprocess.run(command, check=False).returncode != 0:  # noqa: S603 - our own module
        raise RuntimeError("training failed")


def load(path: Path) -> Read:
    """The function that reads a text. Raises FileNotFoundError or ValueError."""
    reader = Reader.load(path)
    reader.warm()

    def read(text: str, vocabulary: Vocabulary, context: Context, today: date) -> Understanding:
        return reader.understand(text, vocabulary=vocabulary, context=context, today=today)

    return read


if __name__ == "__main__":
    train(Path(sys.argv[1]))
