"""Headers that tell browsers to be careful, on every response whatever answers it."""

from __future__ import annotations

from flask import Flask, Response

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""For what is no page: nothing is loaded, nothing runs. A page of ours brings a policy of its own."""
HEADERS = {
    "Content-Security-Policy": NOTHING,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
SECURE = "max-age=31536000"
"""HSTS: a year; only over https, where a browser takes notice."""


def guard(app: Flask, public_url: str | None = None) -> dict[str, str]:
    """Sets the headers on every response of the app, errors included; what a page has set itself stays.

    Returns them, for what is answered in front of the app.
    """
    secure = public_url is not None and public_url.startswith("https://")
    headers = {**HEADERS, "Strict-Transport-Security": SECURE} if secure else HEADERS

    @app.after_request
    def careful(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    return headers
