"""The simulator's JSON: what people do and see, the demo's clock, the officials' decisions."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from bot.simulator.hooks import Hooks
from bot.simulator.people import Event, Person, redelivered, user_id
from bot.simulator.recording import script
from bot.simulator.rules import Check, matching, number, record, tagged, text
from bot.simulator.standin import StandIn

BANGKOK = ZoneInfo("Asia/Bangkok")
NAME = re.compile(r"[\w\-\u0e01-\u0e3a\u0e40-\u0e4e]{1,40}")
UNSHOWN = {"quoteToken", "markAsReadToken", "contentProvider", "keywords"}

TYPE: dict[str, Check] = {"type": matching(r"\w+")}
PLACE: dict[str, Check] = {
    **dict.fromkeys(("title", "address"), text(100)),
    "latitude": number(-90, 90),
    "longitude": number(-180, 180),
}
PICKED = record(
    {},
    {
        "date": matching(r"\d{4}-\d\d-\d\d"),
        "time": matching(r"\d\d:\d\d"),
        "datetime": matching(r"\d{4}-\d\d-\d\dT\d\d:\d\d"),
    },
)
DOINGS = tagged(
    {
        "text": record({**TYPE, "text": text(5000)}, {}),
        "postback": record(
            {**TYPE, "data": text(300, least=0)}, {"params": PICKED, "displayText": text(300, least=0)}
        ),
        "location": record({**TYPE, **PLACE}, {}),
        "unsend": record({**TYPE, "messageId": matching(r"\d{1,20}")}, {}),
        **dict.fromkeys(("follow", "unfollow", "sticker", "image", "audio", "redeliver"), record(TYPE, {})),
    }
)
ACTS: dict[str, Callable[[Person, dict[str, Any]], Event]] = {
    "text": lambda person, it: person.text(it["text"]),
    "postback": lambda person, it: person.postback(it["data"], it.get("params")),
    "location": lambda person, it: person.location(**{key: it[key] for key in PLACE}),
    "unsend": lambda person, it: person.unsend(it["messageId"]),
    "unfollow": lambda person, it: person.unfollow(),
    "sticker": lambda person, it: person.sticker(),
    "image": lambda person, it: person.image(),
    "audio": lambda person, it: person.audio(),
}


class Refusal(Exception):
    """A request that cannot be met; the words are returned to the caller."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


class Phones:
    """Lets people act: events go to the bot, what is visible of them to the phones."""

    def __init__(self, line: StandIn, hooks: Hooks) -> None:
        self._line = line
        self._hooks = hooks
        self._lock = threading.Lock()
        self._last: dict[str, Event] = {}

    def act(self, name: str, doing: dict[str, Any]) -> list[dict[str, Any]]:
        """Performs one act of a person; returns the messages that came back."""
        event = self._event(name, doing)
        chat = user_id(name)
        body, signature = self._line.webhook(event)
        before = self._line.history.last(chat)
        if doing["type"] != "redeliver" and (shown := on_screen(doing, event)):
            self._line.history.show(chat, "user", "user", self._hooks.now(), shown)
        status = self._hooks.post(body, signature)
        self._hooks.settle()
        if not 200 <= status < 300:
            raise Refusal(502, f"the bot answered HTTP {status}")
        return [it.message for it in self._line.history.since(chat, before) if it.sender == "bot"]

    def _event(self, name: str, doing: dict[str, Any]) -> Event:
        kind = doing["type"]
        person = self._line.person(name)
        known = self._line.history.chat(person.id)
        if kind == "redeliver":
            with self._lock:
                if name not in self._last:
                    raise Refusal(400, "nothing has been sent that could be delivered again")
                return redelivered(self._last[name])
        if known and known.blocked and kind != "follow":
            raise Refusal(400, "this person blocks the bot: follow first")
        if kind == "follow":
            event = person.follow(again=bool(known and known.friend))
        else:
            event = ACTS[kind](person, doing)
        with self._lock:
            self._last[name] = event
        return event


def on_screen(doing: dict[str, Any], event: Event) -> dict[str, Any] | None:
    """What a person sees of their own act; a pressed button may show words, or nothing."""
    kind = doing["type"]
    if kind == "postback":
        words = doing.get("displayText")
        return {"type": "text", "text": words} if words else None
    if kind == "unsend":
        return {"type": "unsend", "messageId": doing["messageId"]}
    if "message" in event:
        return {key: value for key, value in event["message"].items() if key not in UNSHOWN}
    return {"type": kind}


def api_blueprint(line: StandIn, hooks: Hooks) -> Blueprint:
    """The simulator's JSON for its page and for scripts."""
    api = Blueprint("simulator_api", __name__, url_prefix="/simulator/api")
    phones = Phones(line, hooks)
    api.before_request(only_own_pages)
    api.register_error_handler(Refusal, lambda refusal: (jsonify(error=str(refusal)), refusal.status))
    people_routes(api, line, phones)
    office_routes(api, hooks)
    return api


def only_own_pages() -> ResponseReturnValue | None:
    """Keeps another site's page in the same browser from acting here."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return jsonify(error="requests from other sites are refused"), 403
    if request.method == "POST" and request.mimetype != "application/json":
        return jsonify(error="the body must be JSON (Content-Type: application/json)"), 415
    return None


def people_routes(api: Blueprint, line: StandIn, phones: Phones) -> None:
    """People, what they do, and their screens."""

    @api.get("/users")
    def users() -> Response:
        chats = [chat for chat in line.history.chats() if chat.id.startswith("U")]
        return jsonify(
            users=[{"name": c.name, "id": c.id, "friend": c.friend, "blocked": c.blocked} for c in chats]
        )

    @api.post("/users/<name>/events")
    def events(name: str) -> Response:
        return jsonify(messages=phones.act(proper(name), asked(DOINGS)))

    @api.get("/users/<name>/messages")
    def messages(name: str) -> Response:
        chat = user_id(proper(name))
        after = request.args.get("after", "0")
        if not after.isdecimal() or len(after) > 15:
            raise Refusal(400, "after: must be a number")
        known, shown = line.history.chat(chat), line.history.since(chat, int(after))
        return jsonify(
            messages=[
                {"n": it.n, "from": it.sender, "at": in_bangkok(it.at), "via": it.via, "message": it.message}
                for it in shown
            ],
            last=shown[-1].n if shown else int(after),
            friend=bool(known and known.friend),
            blocked=bool(known and known.blocked),
            menu=line.richmenus.seen_by(chat) if known and known.friend else None,
            loading=line.loads(chat),
        )

    @api.get("/users/<name>/script")
    def recorded(name: str) -> Response:
        shown = line.history.since(user_id(proper(name)), 0)
        return Response(
            script(proper(name), shown),
            mimetype="text/plain; charset=utf-8",
            headers={"Content-Disposition": "attachment; filename=recorded.chat"},
        )

    @api.get("/menus/<menu>/picture")
    def menu_picture(menu: str) -> Response:
        kept = line.richmenus.picture(menu)
        if kept is None:
            raise Refusal(404, "no such menu")
        return Response(kept[1], mimetype=kept[0], headers={"Cache-Control": "max-age=86400"})


def office_routes(api: Blueprint, hooks: Hooks) -> None:
    """The demo's clock, what is planned, and the officials' decisions."""

    @api.route("/clock", methods=["GET", "POST"])
    def clock() -> Response:
        if request.method == "POST":
            wanted = moment(asked(record({"now": text(40)}, {}))["now"])
            try:
                hooks.move_clock(wanted)
            except ValueError as backward:
                raise Refusal(400, str(backward)) from backward
            hooks.settle()
        return jsonify(now=in_bangkok(hooks.now()))

    @api.get("/upcoming")
    def upcoming() -> Response:
        return jsonify(upcoming=[{**it, "at": in_bangkok(it["at"])} for it in hooks.upcoming()])

    @api.get("/applications")
    def applications() -> Response:
        return jsonify(applications=hooks.applications())

    @api.post("/applications/<reference>/decision")
    def decide(reference: str) -> Response:
        wrong = hooks.decide(reference, asked(record({"decision": text(40)}, {}))["decision"])
        if wrong:
            raise Refusal(400, wrong)
        hooks.settle()
        return jsonify(ok=True)


def proper(name: str) -> str:
    """A person's name made fit for use, or a refusal."""
    name = unicodedata.normalize("NFC", name)
    if not NAME.fullmatch(name):
        raise Refusal(400, "name: 1 to 40 letters, digits, _ or -")
    return name


def asked(shape: Check) -> dict[str, Any]:
    """The request's JSON if it has the shape; otherwise a refusal naming the first fault."""
    body: Any = request.get_json(silent=True)
    wrong = next(shape(body, ""), None)
    if wrong:
        raise Refusal(400, f"{wrong.property or 'body'}: {wrong.message}")
    fields: dict[str, Any] = body
    return fields


def moment(value: str) -> datetime:
    """An instant from ISO 8601; without an offset it is in Bangkok time."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError as wrong:
        raise Refusal(400, "now: must be a date and time in ISO 8601") from wrong
    return at if at.tzinfo else at.replace(tzinfo=BANGKOK)


def in_bangkok(at: datetime | str) -> str:
    """An instant as a person in Thailand reads it, in ISO 8601."""
    when = datetime.fromisoformat(at) if isinstance(at, str) else at
    return when.astimezone(BANGKOK).isoformat(timespec="seconds")
