"""The console's frame: keys, cookie, who is signed in, the order of checks, headers, error pages."""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, abort, flash, request, session, url_for
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from bot.assembly.wiring import Bot
from bot.console import navigation, roles
from bot.console.here import PAGES, Here, SignedIn, exists
from bot.console.pages import (
    account,
    application,
    applications,
    audit,
    broadcasts,
    decisions,
    editing,
    editor,
    exports,
    health,
    imports,
    inbox,
    invitation,
    numbers,
    programmes,
    questions,
    sessions,
    sign_in,
    staff,
    today,
)
from bot.console.passwords import Busy
from bot.process.vault import derived
from handlers.office import signing_in
from handlers.wording import dates
from handlers.wording.office import frame as words
from models.calendar import local_day
from models.store import DatabaseAway

MODULES = (
    sign_in,
    invitation,
    account,
    today,
    *(applications, application, decisions, exports, imports),
    inbox,
    questions,
    broadcasts,
    numbers,
    programmes,
    editor,
    editing,
    sessions,
    staff,
    audit,
    health,
)
"""The pages; each module has `register(pages, here)`."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FORM = 1024 * 1024
"""Bytes of a form; what a page needs more for is in `roles.LARGER`."""
LONGEST_NEXT = 2_000
"""Characters of an address to go to after signing in; a longer one would not fit a request line."""
YEAR = 31_536_000
_PURPOSE = b"rapsamak console sessions, 1"
_ERRORS = tuple(words.ERRORS)


class Files(Blueprint):
    """Styles and scripts: their addresses change with their content, so browsers may keep them."""

    def get_send_file_max_age(self, filename: str | None) -> int | None:
        """A year."""
        return YEAR


def add(app: Flask, bot: Bot) -> None:
    """Adds the console to the app. The settings must have a SECRET_KEY."""
    _configure(app, bot)
    here = Here(bot)
    files = Files("console_files", __name__, static_folder="static", static_url_path="/static/console")
    pages = Blueprint(PAGES, __name__, url_prefix="/console", template_folder="templates")
    csrf = CSRFProtect()
    csrf.init_app(app)
    _sign_in_with(app, here)

    @pages.before_request
    def checked() -> Response | None:
        """Session, token, role: in this order; object, version and fields are the page's."""
        name = (request.endpoint or "").removeprefix(f"{PAGES}.")
        request.max_content_length = roles.LARGER.get(name, FORM)
        request.max_form_memory_size = request.max_content_length
        if name not in roles.OPEN and not current_user.is_authenticated:
            return _to_sign_in()
        _without_nul()
        csrf.protect()
        if name in roles.OPEN:
            return None
        needed = roles.ALLOWED.get(name)
        if needed is None or not here.may(needed):
            abort(403)
        return None

    @pages.after_request
    def seen(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = response.headers.get("Content-Security-Policy", POLICY)
        if response.status_code < 400 and not here.watching() and getattr(current_user, "due", False):
            with here.begin() as tx:
                signing_in.seen(tx, here.token, here.at)
        return response

    for module in MODULES:
        module.register(pages, here)
    for code in _ERRORS:
        pages.register_error_handler(code, lambda error: _error(here, error))
    pages.register_error_handler(Busy, lambda _: _told(here, 429, words.BUSY, {"Retry-After": "5"}))
    pages.register_error_handler(DatabaseAway, lambda _: _told(here, 503))
    app.register_error_handler(NotFound, lambda error: _lost(here, error))
    app.register_error_handler(MethodNotAllowed, lambda error: _lost(here, error))
    app.register_blueprint(files)
    app.register_blueprint(pages)
    _templates(app, here, Path(files.static_folder or ""))


def _configure(app: Flask, bot: Bot) -> None:
    settings = bot.settings
    secure = (settings.public_url or "").startswith("https://")
    app.config.update(
        SECRET_KEY=derived(settings.secret_key, _PURPOSE),
        SECRET_KEY_FALLBACKS=[derived(it, _PURPOSE) for it in settings.old_secret_keys],
        # The prefix makes browsers refuse it from anywhere but here: RFC 6265bis, 4.1.3.2.
        SESSION_COOKIE_NAME="__Host-rapsamak" if secure else "rapsamak",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,  # as long as its session
        WTF_CSRF_SSL_STRICT=False,  # our pages send no referrer
    )


def _sign_in_with(app: Flask, here: Here) -> None:
    manager = LoginManager()
    manager.session_protection = None  # a telephone's address changes while it moves
    manager.init_app(app, add_context_processor=False)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(token: str) -> SignedIn | None:
        """Whose session the cookie's token is."""
        with here.read() as tx:
            found = signing_in.current(tx, token, here.bot.settings.staff_life, here.at)
        return SignedIn(found[0], token, due=found[1]) if found is not None else None


def _without_nul() -> None:
    """PostgreSQL keeps no NUL in a text, and nobody types one."""
    if "\0" in request.path:
        abort(404)
    for name in ("args", "form"):
        given: MultiDict[str, str] = getattr(request, name)
        if any("\0" in value for value in (*given.keys(), *(v for _, v in given.items(multi=True)))):
            clean = [(k.replace("\0", ""), v.replace("\0", "")) for k, v in given.items(multi=True)]
            setattr(request, name, ImmutableMultiDict(clean))


def _to_sign_in() -> Response:
    if "_user_id" in session:
        session.clear()
        flash(words.SIGN_IN_AGAIN)
    wanted = request.full_path.rstrip("?")
    to = url_for(f"{PAGES}.sign_in")
    if len(wanted) <= LONGEST_NEXT:
        to += "?" + urlencode({"next": wanted}, safe="/")
    if "HX-Request" in request.headers:
        return Response(status=401, headers={"HX-Redirect": to})
    return Response(status=303, headers={"Location": to})


def _lost(here: Here, error: HTTPException) -> HTTPException | Response:
    """No page has this address: said in the console's look below /console/, and only to who is signed in."""
    if not request.path.startswith("/console/"):
        return error
    answer = _error(here, error) if current_user.is_authenticated else _to_sign_in()
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


def _error(here: Here, error: HTTPException) -> Response:
    if error.response is not None and isinstance(error.response, Response):
        return error.response
    allow = {"Allow": ", ".join(error.valid_methods or ())} if isinstance(error, MethodNotAllowed) else {}
    return _told(here, error.code or 500, headers=allow)


def _told(
    here: Here, status: int, message: str | None = None, headers: dict[str, str] | None = None
) -> Response:
    title, what = words.ERRORS[status]
    response = here.page("error.html", status, title=title, message=message or what)
    response.headers.update(headers or {})
    return response


def _templates(app: Flask, here: Here, folder: Path) -> None:
    versions = {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()[:8]
        for file in folder.rglob("*")
        if file.suffix in (".css", ".js", ".svg", ".png")
    }

    def asset(name: str) -> str:
        """A style's or script's address."""
        return url_for("console_files.static", filename=name, v=versions[name])

    app.jinja_env.globals.update(
        asset=asset,
        navigation=navigation.shown,
        has_page=exists,
        frame_words=words,
    )
    app.jinja_env.filters.update(
        moment=dates.moment,
        brief=dates.brief,
        since=lambda at: dates.since(at, here.bot.clock.now()),
        day=dates.day,
        weekday=dates.weekday,
        short_day=dates.short,
        clock=dates.clock,
        ago=lambda at: dates.ago(at, here.bot.clock.now()),
        local_day=local_day,
        last_day=dates.last_day_before,
    )
