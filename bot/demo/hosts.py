"""Whom the demo answers: a page elsewhere must not reach it by a name of its own (DNS rebinding)."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask, request
from flask.typing import ResponseReturnValue

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})


def answered(host: str, port: int, named: Collection[str] = ()) -> bool:
    """Whether a `Host` header is the demo's: this machine's names with its port, or one that was named."""
    name, port_given = _parts(host.strip().lower())
    if name in {one.lower() for one in named}:
        return True
    return name in LOCAL and port_given == str(port)


def _parts(host: str) -> tuple[str, str]:
    name, colon, port = host.rpartition(":")
    return (name, port) if colon and not port.endswith("]") else (host, "80")


def guard(app: Flask, port: int, named: Collection[str] = ()) -> None:
    """Refuses every request for another host."""

    @app.before_request
    def only_us() -> ResponseReturnValue | None:
        if answered(request.headers.get("Host", ""), port, named):
            return None
        return f"the demo answers to localhost:{port} only; `rapsamak demo --host NAME` adds a name\n", 403
