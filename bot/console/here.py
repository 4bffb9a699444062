"""What a page module is given: the parts of the bot, who asks, and how to answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, current_app, flash, g, redirect, render_template, request, session, url_for
from flask_login import UserMixin, current_user

from bot.assembly.wiring import Bot
from handlers.office.staffing import who
from handlers.refusal import Refused
from handlers.wording.refusals import in_thai
from models.calendar import Moment
from models.programme import Programme
from models.staff import Role, Staff, Who
from models.store import Transaction

PAGES = "console"
"""The blueprint's name."""


@dataclass(frozen=True, slots=True)
class SignedIn(UserMixin):  # type: ignore[misc]
    """The member of staff of this request, their session's token, and whether to note that they were seen."""

    staff: Staff
    token: str
    due: bool = False

    def get_id(self) -> str:
        """What the session cookie holds."""
        return self.token


class Here:
    """The console during a request. Only use it inside one."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    # Who and when

    @property
    def signed_in(self) -> bool:
        """Whether this request is known to have a session; looks nothing up, for pages that tell faults."""
        return isinstance(g.get("_login_user"), SignedIn)

    @property
    def staff(self) -> Staff:
        """Who asks; only on pages with a session."""
        return current_user.staff

    @property
    def token(self) -> str:
        """Their session's."""
        return current_user.token

    @property
    def by(self) -> Who:
        """Who asks, for the audit and an application's history."""
        return who(self.staff)

    @property
    def at(self) -> Moment:
        """Now."""
        return self.bot.clock.moment()

    def may(self, role: Role) -> bool:
        """Whether whoever asks has this role, or one that covers it."""
        return self.staff.role.covers(role)

    # The database

    def read(self) -> AbstractContextManager[Transaction]:
        """A transaction that only reads."""
        return self.bot.database.read()

    def begin(self) -> AbstractContextManager[Transaction]:
        """A transaction that is committed at the end; an `abort` in it rolls all back."""
        return self.bot.database.begin()

    def programmes(self, tx: Transaction) -> list[Programme]:
        """The programmes whoever asks may see."""
        return [it for it in tx.programmes.catalogue().programmes if self.staff.sees(it.id)]

    def programme(self, tx: Transaction, id: str) -> Programme:
        """One of them; any other is answered 404."""
        found = tx.programmes.catalogue().get(id)
        if found is None or not self.staff.sees(id):
            abort(404)
        return found

    def chosen(self, tx: Transaction) -> Programme | None:
        """The programme they last worked on, or the first they may see; None if there is none."""
        seen = self.programmes(tx)
        return next((it for it in seen if it.id == session.get("programme")), seen[0] if seen else None)

    def choose(self, programme: Programme) -> None:
        """Remembers, in the cookie, which programme they work on."""
        if session.get("programme") != programme.id:
            session["programme"] = programme.id

    def seen(self, programme: str | None) -> None:
        """Answers 404 for an object of a programme that is not theirs."""
        if not self.staff.sees(programme):
            abort(404)

    # Answering

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page of `templates/console/`; `faults` are messages by field, shown on top and at the field."""
        values.setdefault("faults", {})
        values.setdefault("once", {})
        html = render_template(f"console/{template}", here=self, **values)
        return Response(html, status, content_type="text/html; charset=utf-8")

    def done(self, message: str | None, endpoint: str, **values: Any) -> Response:
        """Answers a form that worked: 303 to a page, which says so in its `role="status"`."""
        if message is not None:
            flash(message)
        return Response(status=303, headers={"Location": url_for(f"{PAGES}.{endpoint}", **values)})

    def show_once(self, **values: str) -> None:
        """Keeps what only the next page shows: a link, recovery codes. Sealed meanwhile."""
        session["once"] = self.bot.vault.seal(json.dumps(values))

    def shown_once(self) -> dict[str, str]:
        """What the form before wanted shown; gone after this."""
        sealed = session.pop("once", None)
        try:
            return dict(json.loads(self.bot.vault.unseal(sealed))) if sealed else {}
        except ValueError:
            return {}

    def refused(self, refused: Refused) -> str:
        """A refusal in words."""
        return in_thai(refused)

    def watching(self) -> bool:
        """A page that looks for news by itself: that keeps no session alive."""
        return "Watching" in request.headers

    def back(self, endpoint: str, **values: Any) -> Response:
        """303 to a page without a word."""
        answer = redirect(url_for(f"{PAGES}.{endpoint}", **values), 303)
        assert isinstance(answer, Response)
        return answer


def exists(endpoint: str) -> bool:
    """Whether the console has such a page."""
    return f"{PAGES}.{endpoint}" in current_app.view_functions


def once(values: Sequence[str], limit: int = 200) -> list[str]:
    """A repeated field's values, each once, not without end."""
    return list(dict.fromkeys(values))[:limit]
