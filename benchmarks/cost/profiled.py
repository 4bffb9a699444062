"""Where a message's time goes: `python -m benchmarks.cost.profiled [MESSAGES]`, in one process on SQLite.

One thread handles, the sender's loop delivers beside it. First how much each computes, then the handling
thread's own share by place, from a profile of the same messages again (which itself slows Python down most).
"""

from __future__ import annotations

import cProfile
import io
import logging
import os
import pstats
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.cost import serving
from benchmarks.cost.__main__ import DIFFERENT, REPEATED, folder, seeds, trained
from benchmarks.cost.load import SECRET, Load, calls

PLACES = {
    "intents/": "reading Thai (intents)",
    "pythainlp": "reading Thai (intents)",
    "handlers/": "finding and wording the answer (handlers)",
    "models/store/": "statements (models.store)",
    "models/": "values (models)",
    "bot/": "the edge (bot)",
    "pydantic": "JSON to values and back (pydantic, json)",
    "json": "JSON to values and back (pydantic, json)",
    "sqlalchemy": "SQLAlchemy",
    "logging": "logging",
    "sqlite3": "SQLite",
}


def main(messages: int) -> None:
    """Both kinds of texts."""
    with folder() as place, serving.line(0) as line:
        os.environ.update(
            LINE_CHANNEL_SECRET=SECRET, LINE_CHANNEL_ACCESS_TOKEN="token", SECRET_KEY="k" * 40,
            LINE_API_BASE_URL=line, LINE_DATA_API_BASE_URL=line, BOT_CLOCK=serving.NOW, DATA_DIR=str(place),
            DATABASE_URL=f"sqlite:///{place}/profiled.sqlite3",
        )  # fmt: skip
        (place / "model.json.gz").write_bytes(trained().read_bytes())
        serving.released(os.environ["DATABASE_URL"], place)
        from bot.web.wsgi import app, bot

        logging.getLogger().handlers[:] = [logging.StreamHandler(io.StringIO())]

        bot.sender.start()
        handle(app, line, REPEATED, 200)
        texts = iter(DIFFERENT)
        different = [next(texts) for _ in range(2 * messages)]
        for name, halves in (
            ("repeated", (REPEATED, REPEATED)),
            ("different", (different[:messages], different[messages:])),
        ):
            before = time.process_time(), time.thread_time()
            handle(app, line, halves[0], messages)
            bot.sender.settle()
            whole, own = time.process_time() - before[0], time.thread_time() - before[1]
            handling, sending = (1000 * seconds / messages for seconds in (own, whole - own))
            print(f"{name}: handling {handling:.2f} ms, sending {sending:.2f} ms")
            profile = cProfile.Profile(time.thread_time)
            profile.enable()
            handle(app, line, halves[1], messages)
            profile.disable()
            tell(profile)
        bot.close()


def handle(app: Any, line: str, texts: list[str], messages: int) -> None:
    """One call after another, as gunicorn hands them over."""
    for request in calls(Load(0, line, messages, 1, 20_000, texts, next(seeds))):
        head, _, body = request.partition(b"\r\n\r\n")
        fields = dict(one.split(": ", 1) for one in head.decode().split("\r\n")[1:])
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/callback",
            "CONTENT_LENGTH": fields["Content-Length"],
            "HTTP_X_LINE_SIGNATURE": fields["X-Line-Signature"],
            "wsgi.input": io.BytesIO(body),
        }
        for _ in app(environ, lambda status, headers: None):
            pass


def tell(profile: cProfile.Profile) -> None:
    """Shares by place, what C functions take counted to who calls them."""
    shares: Counter[str] = Counter()
    stats: Any = pstats.Stats(profile)
    for (file, _, name), (_, _, own, _, callers) in stats.stats.items():
        if file == "~" and "sqlite3" not in name:
            for (caller, _, _), (_, _, from_there, _) in callers.items():
                shares[place_of(caller)] += from_there
        else:
            shares[place_of(name if file == "~" else file)] += own
    whole = sum(shares.values())
    for where, seconds in shares.most_common():
        if seconds / whole >= 0.01:
            print(f"  {seconds / whole:5.0%}  {where}")


def place_of(file: str) -> str:
    """The room or library a file belongs to."""
    short = file.removeprefix(f"{Path(__file__).parents[2]}/")
    library = short.partition("site-packages/")[2]
    if library.startswith(("rapidfuzz", "numpy", "marisa")):
        return "reading Thai (intents)"
    return next(
        (
            name
            for part, name in PLACES.items()
            if (library or short).startswith(part)
            or (part in short and not short.startswith(("intents/", "handlers/", "models/", "bot/")))
        ),
        "the rest",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 800)
