"""Whether everybody can read and use a page: axe's rules, run in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parent / "console" / "vendor" / "axe.min.js"
SERIOUS = """axe.run(document, {resultTypes: ["violations"]}).then(it => JSON.stringify(it.violations
  .filter(v => v.impact === "serious" || v.impact === "critical")
  .map(v => [v.id, v.nodes.map(n => n.target.join(" "))])))"""


def faults(page: Page) -> Any:
    """What axe finds; past the page's policy, which would refuse a script that is not ours."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text("utf-8")})
    asked = {"expression": SERIOUS, "awaitPromise": True, "returnByValue": True}
    return json.loads(session.send("Runtime.evaluate", asked)["result"]["value"])
