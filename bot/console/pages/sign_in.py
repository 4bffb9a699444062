"""Signing in and out."""

from __future__ import annotations

from math import ceil

from flask import Blueprint, Response, request, session
from flask_login import current_user, login_user

from bot.console import following, passwords
from bot.console.here import Here, SignedIn
from handlers.office import signing_in
from handlers.office.signing_in import Locked, Proof, Tried
from handlers.wording.office import frame as words
from models import secret_link
from models.staff import LONGEST_PASSWORD, Staff


def register(pages: Blueprint, here: Here) -> None:
    """`/sign-in`, `/sign-out`."""

    @pages.route("/sign-in", methods=["GET", "POST"])
    def sign_in() -> Response:
        wanted = request.values.get("next", "")
        if request.method == "GET":
            if current_user.is_authenticated:
                return _led(wanted)
            return here.page("sign_in.html", email="", next=wanted)
        email, password = request.form.get("email", ""), request.form.get("password", "")
        with here.begin() as tx:
            tried = signing_in.attempt(tx, email, here.at)
        if isinstance(tried, Locked):
            return _kept_out(here, tried)
        token = _token(here, tried, password, request.form.get("code", ""))
        if token is None:
            with here.begin() as tx:
                signing_in.failed(tx, tried, email, here.at)
            faults = {"password": words.WRONG_SIGN_IN}
            return here.page("sign_in.html", 422, email=email, next=wanted, faults=faults)
        assert tried.staff is not None
        enter(here, tried.staff, token)
        return _led(wanted)

    @pages.post("/sign-out")
    def sign_out() -> Response:
        with here.begin() as tx:
            signing_in.sign_out(tx, here.token, here.staff, here.at)
        session.clear()
        return here.done(words.SIGNED_OUT, "sign_in")


def enter(here: Here, staff: Staff, token: str) -> None:
    """The browser gets a session that has nothing of the one before, neither its id nor its tokens."""
    _end_the_one_before(here)
    session.clear()
    login_user(SignedIn(staff, token))


def _end_the_one_before(here: Here) -> None:
    before = session.get("_user_id")
    if isinstance(before, str):
        with here.begin() as tx:
            tx.staff.end_session(secret_link.hashed(before))


def _token(here: Here, tried: Tried, password: str, code: str) -> str | None:
    """A new session's token, if password and code are right."""
    staff = tried.staff
    kept = staff.password if staff is not None else None
    if not passwords.right(kept, password[: LONGEST_PASSWORD + 1]) or staff is None or kept is None:
        return None
    proof = _proof(here, staff, code) if staff.totp is not None else None
    if staff.totp is not None and proof is None:
        return None
    again = passwords.renewed(kept, password)
    with here.begin() as tx:
        return signing_in.succeeded(tx, tried, proof, again, here.bot.settings.staff_life, here.at)


def _proof(here: Here, staff: Staff, code: str) -> Proof | None:
    try:
        secret = here.bot.vault.unseal(staff.totp or "")
    except ValueError:  # sealed with a key that is gone: a recovery code or a new link lets them in
        secret = None
    step = passwords.step_of(secret, code, here.at.machine, staff.totp_step) if secret else None
    if step is not None:
        return Proof(step=step)
    recovery = passwords.recovery_hash(code)
    return Proof(recovery=recovery) if recovery in staff.recovery else None


def _kept_out(here: Here, locked: Locked) -> Response:
    response = here.page("error.html", 429, title=words.ERRORS[429][0], message=words.locked(locked.left))
    response.headers["Retry-After"] = str(max(1, ceil(locked.left.total_seconds())))
    return response


def _led(wanted: str) -> Response:
    return Response(status=303, headers={"Location": following.safe(wanted)})
