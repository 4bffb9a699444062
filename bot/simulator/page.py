"""The page that shows the phones, the demo's clock and the officials' desk."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, render_template

from bot.simulator.standin import StandIn

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
FIRST_PEOPLE = ("สมชาย", "สมศรี")


def page_blueprint(line: StandIn, accounts: Sequence[tuple[str, str, str]] = ()) -> Blueprint:
    """`/simulator/` and its files; `accounts` as `create_simulator` takes them."""
    page = Blueprint(
        "simulator", __name__, url_prefix="/simulator", static_folder="static", template_folder="templates"
    )
    page.after_request(guarded)

    @page.get("/")
    def phones() -> str:
        return render_template(
            "simulator/phones.html", bot_name=line.bot_name, people=FIRST_PEOPLE, accounts=accounts
        )

    return page


def guarded(response: Response) -> Response:
    """Nothing from outside is loaded and nothing inline runs."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Frame-Options"] = "DENY"
    return response
