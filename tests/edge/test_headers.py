"""Every response of the web app, the demo's too, tells browsers to be careful: the URL map is walked."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from bot.web.app import create_app
from bot.web.guarding import HEADERS
from tests.edge.test_demo import data, running
from tests.rig import Rig

__all__ = ["data"]

VALUES = {"token": "x" * 40, "filename": "simulator.js", "name": "x", "reference": "X-1", "string": "x"}


def walked(app: Flask, base: str = "http://localhost/") -> list[tuple[str, TestResponse]]:
    """An answer of every rule by every method, of a path that does not exist and of one that is mistyped."""
    client = app.test_client()
    found = []
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: VALUES.get(match[1], "x"), rule.rule)
        methods = sorted((rule.methods or set()) | {"DELETE"})
        found += [
            (f"{it} {path}", client.open(path, method=it, base_url=base, buffered=True)) for it in methods
        ]
    found.append(("GET /nothing", client.get("/nothing", base_url=base)))
    found.append(("POST too large", client.post("/callback", data=b"x" * (9 << 20), base_url=base)))
    return found


def careless(answers: list[tuple[str, TestResponse]]) -> list[str]:
    """Those that lack a header, or let anything from elsewhere run."""
    faults = []
    for what, answer in answers:
        faults += [f"{what}: {name}" for name in HEADERS if name not in answer.headers]
        policy = answer.headers.get("Content-Security-Policy", "")
        ours = policy.startswith(("default-src 'none'", "default-src 'self'"))
        if not ours or "unsafe" in policy or "*" in policy or "frame-ancestors 'none'" not in policy:
            faults.append(f"{what}: {policy}")
    return faults


def test_the_picture_of_staff_is_one_that_line_takes(rig: Rig) -> None:
    shown = create_app(rig.bot).test_client().get("/staff.png")
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert shown.data.startswith(b"\x89PNG") and len(shown.data) < 1_000_000


def test_every_response_of_the_real_app_is_guarded(rig: Rig) -> None:
    answers = walked(create_app(rig.bot))
    assert {"POST /callback", "GET /healthz", "GET /readyz", "GET /metrics"} <= {what for what, _ in answers}
    assert {answer.status_code for _, answer in answers} >= {200, 400, 404, 405, 413}
    assert careless(answers) == []
    assert "Strict-Transport-Security" not in answers[0][1].headers


def test_over_https_browsers_are_told_to_stay_there(rig: Rig) -> None:
    rig.bot.settings = replace(rig.bot.settings, public_url="https://bot.example.org")
    assert "max-age" in create_app(rig.bot).test_client().get("/healthz").headers["Strict-Transport-Security"]


def test_a_fault_of_ours_is_guarded_too_and_tells_nothing(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(rig.bot)

    def broken() -> list[str]:
        raise RuntimeError("สมชาย")

    monkeypatch.setattr(rig.bot, "faults", broken, raising=False)
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 500 and "สมชาย" not in answer.text
    assert careless([("GET /readyz", answer)]) == []


def test_the_demos_pages_are_guarded_and_load_only_their_own(data: Path) -> None:
    with running(data) as here:
        base = f"http://localhost:{here.server.server_port}/"
        answers = walked(here.app, base)
        page = dict(answers)["GET /simulator/"]
        refused = here.app.test_client().get("/simulator/", base_url="http://evil.example/")
    assert page.status_code == 200 and "script-src" not in page.headers["Content-Security-Policy"]
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "<style" not in page.text and " style=" not in page.text and "<script>" not in page.text
    assert careless([*answers, ("GET of another host", refused)]) == []
