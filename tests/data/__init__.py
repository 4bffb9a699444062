"""Files that tests read."""

from __future__ import annotations

from pathlib import Path

IMPORTS = Path(__file__).parent / "imports"
