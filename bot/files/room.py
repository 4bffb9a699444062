"""Room on the disk for the database, the files people send and the model."""

from __future__ import annotations

import shutil
from pathlib import Path

ENOUGH = 500_000_000
"""Bytes below which a disk is nearly full: a day of files."""


def left(data_dir: Path) -> int:
    """Bytes that are free below this folder."""
    return shutil.disk_usage(data_dir).free
