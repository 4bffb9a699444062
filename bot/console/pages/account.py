"""One's own account: password, and one-time codes."""

from __future__ import annotations

import secrets
from datetime import timedelta

import segno
from flask import Blueprint, Response, request

from bot.console import passwords
from bot.console.here import Here
from handlers.office import staffing
from handlers.wording.office import account as words
from models import secret_link
from models.staff import Action

CODE_LIFE = timedelta(minutes=10)
"""How long a code is good that links a LINE account."""


def register(pages: Blueprint, here: Here) -> None:
    """`/account` and the forms on it."""

    @pages.get("/account")
    def account() -> Response:
        with here.read() as tx:
            linked = tx.staff_lines.of(here.staff.id) is not None
        return here.page("account.html", once=here.shown_once(), linked=linked)

    @pages.post("/account/line")
    def account_line() -> Response:
        """A code that they type in the bot's chat: whose account it comes from is theirs."""
        code = f"{secrets.randbelow(10**6):06d}"
        with here.begin() as tx:
            tx.staff_lines.expect(here.staff.id, secret_link.hashed(code), here.at.machine + CODE_LIFE)
            tx.audit.note(Action.STAFF, here.staff.email, by=here.by, at=here.at.now, after="code for LINE")
        here.show_once(line=code)
        return here.done(words.LINE_CODE, "account")

    @pages.post("/account/line/off")
    def account_line_off() -> Response:
        with here.begin() as tx:
            tx.staff_lines.unlink(here.staff.id)
            tx.audit.note(Action.STAFF, here.staff.email, by=here.by, at=here.at.now, after="LINE unlinked")
        return here.done(words.LINE_OFF, "account")

    @pages.post("/account/password")
    def account_password() -> Response:
        if not _knows(here, request.form.get("current", "")):
            return here.page("account.html", 422, faults={"current": words.WRONG_CURRENT})
        fault = staffing.password_fault(
            request.form.get("password", ""), request.form.get("password_again", "")
        )
        if fault is not None:
            return here.page("account.html", 422, faults={"password": here.refused(fault)})
        kept = passwords.hashed(request.form["password"])
        with here.begin() as tx:
            session = secret_link.hashed(here.token)
            staffing.new_password(tx, here.staff.id, kept, session, here.at)
        return here.done(words.CHANGED, "account")

    @pages.route("/account/codes", methods=["GET", "POST"])
    def account_codes() -> Response:
        if request.method == "GET":
            return _codes(here, passwords.new_secret())
        try:
            secret = here.bot.vault.unseal(request.form.get("secret", ""))
        except ValueError:
            return _codes(here, passwords.new_secret(), {"code": words.BEGIN_AGAIN}, 422)
        if not _knows(here, request.form.get("current", "")):
            return _codes(here, secret, {"current": words.WRONG_CURRENT}, 422)
        step = passwords.step_of(secret, request.form.get("code", ""), here.at.machine)
        if step is None:
            return _codes(here, secret, {"code": words.WRONG_CODE}, 422)
        recovery = passwords.recovery_codes()
        hashes = tuple(passwords.recovery_hash(code) for code in recovery)
        with here.begin() as tx:
            staffing.codes_on(tx, here.staff.id, here.bot.vault.seal(secret), step, hashes, here.at)
        here.show_once(recovery=" ".join(recovery))
        return here.done(words.CODES_ON, "account")

    @pages.post("/account/codes/off")
    def account_codes_off() -> Response:
        if not _knows(here, request.form.get("current", "")):
            return here.page("account.html", 422, faults={"off": words.WRONG_CURRENT})
        with here.begin() as tx:
            staffing.codes_off(tx, here.staff.id, here.at)
        return here.done(words.CODES_OFF, "account")


def _knows(here: Here, password: str) -> bool:
    return passwords.right(here.staff.password, password)


def _codes(here: Here, secret: str, faults: dict[str, str] | None = None, status: int = 200) -> Response:
    square = segno.make(passwords.address(secret, here.staff.email), micro=False)
    return here.page(
        "account_codes.html",
        status,
        square=square.svg_data_uri(scale=5),
        typed=" ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        secret=here.bot.vault.seal(secret),
        faults=faults or {},
    )
