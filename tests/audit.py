"""Asks an advisory database about the locked run-time dependencies: `make audit`.

Exit codes: 0 nothing known, 1 something is known (a line each), 3 nothing was asked.
The database is on the network; nothing that ships it as a package is kept up.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOT_RUN = 3


def judged(said: str) -> tuple[int, list[str]]:
    """What the auditor's report comes to: an exit code, and lines to read."""
    try:
        packages = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return NOT_RUN, ["audit: NOT RUN, the advisory database could not be asked"]
    skipped = [one for one in packages if "skip_reason" in one]
    known = [
        f"{one['name']} {one['version']}: {it['id']}, mended in {', '.join(it['fix_versions']) or 'none yet'}"
        for one in packages
        for it in one.get("vulns", ())
    ]
    if skipped or not packages:
        return NOT_RUN, [*known, f"audit: INCOMPLETE, {len(skipped)} packages could not be asked about"]
    if known:
        return 1, [*known, f"audit: {len(known)} known faults in {len(packages)} packages"]
    return 0, [f"audit: nothing known about {len(packages)} packages"]


def main(auditor: str) -> int:
    """Runs pip-audit on the lock file."""
    asked = ["-r", str(ROOT / "requirements.txt"), "--require-hashes", "--disable-pip", "--format", "json"]
    ran = subprocess.run(
        [auditor, *asked, "--progress-spinner", "off"], capture_output=True, text=True, check=False
    )
    code, lines = judged(ran.stdout)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
