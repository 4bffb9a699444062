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
from bot.simulator.people import Event, Person, group_id, redelivered, user_id
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
        **dict.fromkeys(
            ("follow", "unfollow", "sticker", "image", "audio", "redeliver", "join"), record(TYPE, {})
        ),
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
    "join": lambda person, it: person.join(),
}
LARGEST = 10_000_000
"""Bytes of what is sent from the page's own disk; LINE itself takes more."""
PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"GIF8": "image/gif"}
"""How pictures that a browser may show begin."""
CALLED = re.compile(r"@(?:บอท|bot)[ ]+", re.IGNORECASE)
"""How the bot is spoken to in a group."""


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

    def act(self, name: str, doing: dict[str, Any], group: str | None = None) -> list[dict[str, Any]]:
        """Performs one act of a person, in a group if one is given; returns the messages that came back."""
        event = self._event(name, doing, group)
        shown = on_screen(doing, event) if doing["type"] != "redeliver" else None
        return self._sent(event, group_id(group) if group else user_id(name), shown, name if group else None)

    def upload(self, name: str, data: bytes, called: str | None) -> list[dict[str, Any]]:
        """Sends a picture, or a file by its name."""
        person, mime = self._line.person(name), picture(data)
        event = person.image(data, mime) if mime and not called else person.file(called or "file", data)
        with self._lock:
            self._last[name] = event
        return self._sent(event, user_id(name), on_screen({"type": "file"}, event), None)

    def _sent(
        self, event: Event, chat: str, shown: dict[str, Any] | None, by: str | None
    ) -> list[dict[str, Any]]:
        body, signature = self._line.webhook(event)
        before = self._line.history.last(chat)
        if shown:
            self._line.history.show(
                chat, "user", "user", self._hooks.now(), shown | ({"by": by} if by else {})
            )
        status = self._hooks.post(body, signature)
        self._hooks.settle()
        if not 200 <= status < 300:
            raise Refusal(502, f"the bot answered HTTP {status}")
        return [it.message for it in self._line.history.since(chat, before) if it.sender == "bot"]

    def _event(self, name: str, doing: dict[str, Any], group: str | None) -> Event:
        kind = doing["type"]
        person = self._line.person(name, group=group)
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
        elif kind == "text" and group and (said := CALLED.match(doing["text"])):
            event = person.text(doing["text"][said.end() :], mention_bot=True)
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


def picture(data: bytes) -> str | None:
    """The kind of a picture that a browser may show; None for anything else."""
    return next((mime for begins, mime in PICTURES.items() if data.startswith(begins)), None)


def api_blueprint(line: StandIn, hooks: Hooks) -> Blueprint:
    """The simulator's JSON for its page and for scripts."""
    api = Blueprint("simulator_api", __name__, url_prefix="/simulator/api")
    phones = Phones(line, hooks)
    api.before_request(only_own_pages)
    api.register_error_handler(Refusal, lambda refusal: (jsonify(error=str(refusal)), refusal.status))
    people_routes(api, line, phones)
    chat_routes(api, line, phones)
    office_routes(api, hooks)
    return api


def only_own_pages() -> ResponseReturnValue | None:
    """Keeps another site's page in the same browser from acting here."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return jsonify(error="requests from other sites are refused"), 403
    uploads = request.endpoint == "simulator_api.upload"
    wanted = "application/octet-stream" if uploads else "application/json"
    if request.method == "POST" and request.mimetype != wanted:
        return jsonify(error=f"the body must be {wanted}"), 415
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
        return screen(line, user_id(proper(name)))

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


def chat_routes(api: Blueprint, line: StandIn, phones: Phones) -> None:
    """Groups the bot was invited to, and what is sent from the page's own disk."""

    @api.post("/groups/<group>/events")
    def group_events(group: str) -> Response:
        body = request.get_json(silent=True)
        who = proper(str(body.pop("as", ""))) if isinstance(body, dict) else ""
        return jsonify(messages=phones.act(who, shaped(DOINGS, body), proper(group)))

    @api.get("/groups/<group>/messages")
    def group_messages(group: str) -> Response:
        return screen(line, group_id(proper(group)))

    @api.post("/users/<name>/uploads")
    def upload(name: str) -> Response:
        if (request.content_length or 0) > LARGEST:
            raise Refusal(413, f"at most {LARGEST} bytes")
        called = request.args.get("name", "")[:100].replace("/", "_") or None
        return jsonify(messages=phones.upload(proper(name), request.get_data(), called))

    @api.get("/contents/<message>")
    def contents(message: str) -> Response:
        kept = line.content(message)
        mime = picture(kept.data) if kept is not None and kept.data else None
        if kept is None or kept.data is None or mime is None:
            raise Refusal(404, "no such picture")
        return Response(kept.data, mimetype=mime, headers={"Cache-Control": "max-age=86400"})


def screen(line: StandIn, chat: str) -> Response:
    """What is on a phone's screen in one chat, after the number asked for."""
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
    return shaped(shape, request.get_json(silent=True))


def shaped(shape: Check, body: Any) -> dict[str, Any]:
    """A body of that shape; otherwise a refusal naming the first fault."""
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
