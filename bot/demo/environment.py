"""What the demo takes from the environment: nothing that may be real, unless it is told to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from bot.demo import folder
from bot.process.settings import DATABASE, BadSettings

REAL = (
    "DATABASE_URL",
    "LINE_CHANNEL_SECRET",
    "LINE_CHANNEL_ACCESS_TOKEN",
    "SECRET_KEY",
    "SECRET_KEY_OLD",
)
"""Variables that lead to real people's data; a shell in which somebody works on it has them."""
DEFAULT = Path("data") / "demo"
"""Beside the real data and not among it: `web` in the same directory keeps its own in `data`."""


def own(environment: Mapping[str, str], used: Collection[str] = ()) -> dict[str, str]:
    """The environment as the demo works with it; `used` are variables of `REAL` that it may take.

    Raises `BadSettings` for any other of them that is set, and for a `DATA_DIR` that holds real data.
    """
    # Absolute, because a second terminal may be in another directory.
    data_dir = Path(environment.get("DATA_DIR") or DEFAULT).resolve()
    if (data_dir / DATABASE).exists() and not folder.is_demos(data_dir):
        raise BadSettings(
            f"DATA_DIR is {data_dir}, where there is data that is not the demo's: "
            f"unset it, or give the demo a folder of its own"
        )
    known = folder.known(data_dir)
    foreign = [
        name
        for name in REAL
        if environment.get(name) and name not in used and environment[name] != known.get(name)
    ]
    if foreign:
        allow = " ".join(f"--use {name}" for name in foreign)
        raise BadSettings(
            f"the demo does not touch what may be real: {', '.join(foreign)} set in the environment; "
            f"unset it, or say `rapsamak demo {allow}`"
        )
    return {
        **environment,
        "DATA_DIR": str(data_dir),
        # In the demo LINE is our own stand-in, so setting the clock is always allowed.
        "LINE_API_BASE_URL": "http://127.0.0.1/simulator/line",
    }
