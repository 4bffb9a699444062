"""An invitation: whoever has the link sets a password, once, and is signed in."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from bot.console import passwords
from bot.console.here import Here
from bot.console.pages.sign_in import enter
from handlers.office import signing_in, staffing
from handlers.refusal import Refused
from handlers.wording.office import frame as words
from models import secret_link
from models.staff import Staff


def register(pages: Blueprint, here: Here) -> None:
    """`/invitation/TOKEN`."""

    @pages.route("/invitation/<token>", methods=["GET", "POST"])
    def invitation(token: str) -> Response:
        staff = _invited(here, token)
        if request.method == "GET":
            return here.page("invitation.html", invited=staff)
        password = request.form.get("password", "")
        fault = staffing.password_fault(password, request.form.get("password_again", ""))
        if fault is not None:
            faults = {"password": here.refused(fault)}
            return here.page("invitation.html", 422, invited=staff, faults=faults)
        kept = passwords.hashed(password)
        with here.begin() as tx:
            accepted = staffing.accept(tx, token, kept, here.at)
            if isinstance(accepted, Refused):
                abort(404)
            session = signing_in.begin(tx, accepted, here.at)
        enter(here, accepted, session)
        return here.done(words.WELCOME, "today")


def _invited(here: Here, token: str) -> Staff:
    with here.begin() as tx:
        staff = tx.staff.invited(secret_link.hashed(token[: secret_link.LONGEST]), here.at.machine)
    if staff is None:
        abort(404)
    return staff
