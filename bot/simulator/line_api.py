"""LINE's HTTP endpoints, those of api.line.me and api-data.line.me on one host."""

from __future__ import annotations

import json
import socket
import uuid
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, g, jsonify, request
from flask.typing import ResponseReturnValue

from bot.simulator.messages import problems
from bot.simulator.richmenus import EVERYONE
from bot.simulator.rules import Problem
from bot.simulator.standin import USER_ID, Answer, Fault, Said, StandIn, faulty, refused

MOST_BYTES = 2 * 1024 * 1024
MOST_PICTURE_BYTES = 1024 * 1024
HANG_SECONDS = 60.0
DRIP_SECONDS = 0.02
SENDS = ("reply", "push", "multicast", "broadcast")
UNAUTHORISED = (
    "Authentication failed due to the following reason: invalid token. "
    "Confirm that the access token in the authorization header is valid."
)
FAULT_WORDS = {
    429: "The API rate limit has been exceeded. Try again later.",
    500: "Internal server error",
}
ONLY_USERS = Problem(
    "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids.", "chatId"
)


def line_blueprint(line: StandIn) -> Blueprint:
    """Everything the bot can call."""
    page = Blueprint("simulator_line", __name__, url_prefix="/simulator/line")
    page.before_request(lambda: admitted(line))
    page.after_request(with_request_id)
    sending_routes(page, line)
    asking_routes(page, line)
    richmenu_routes(page, line)

    @page.route("/", defaults={"rest": ""}, methods=["GET", "POST", "PUT", "DELETE"])
    @page.route("/<path:rest>", methods=["GET", "POST", "PUT", "DELETE"])
    def unknown(rest: str) -> ResponseReturnValue:
        return spoken(refused(404, "Not found"))

    return page


def admitted(line: StandIn) -> Response | None:
    """What every request must pass first: the channel's token and an acceptable size."""
    g.line_request_id = str(uuid.uuid4())
    if line.outage is not None:
        g.line_request_id = ""  # who answers is not LINE
        return misbehave(line, line.outage)
    if not line.authorised(request.headers.get("Authorization", "")):
        return spoken(refused(401, UNAUTHORISED))
    if (request.content_length or 0) > MOST_BYTES:
        return spoken(refused(413, "Request entity is too large"))
    return None


def with_request_id(response: Response) -> Response:
    """LINE numbers every answer."""
    if numbered := g.get("line_request_id", ""):
        response.headers["x-line-request-id"] = numbered
    return response


def spoken(answer: Answer) -> Response:
    """An answer on the wire."""
    response = jsonify(answer.body)
    response.status_code = answer.status
    response.headers.update(answer.headers)
    return response


def posted() -> tuple[Any, Answer | None]:
    """The JSON body, or the answer to a body that is not JSON."""
    if request.mimetype != "application/json":
        return None, refused(415, f"The content type, {request.mimetype}, is not supported")
    try:
        return json.loads(request.get_data()), None
    except json.JSONDecodeError as wrong:
        place = f"(line: {wrong.lineno}, column: {wrong.colno})"
    except (UnicodeDecodeError, RecursionError):
        place = "(line: -, column: -)"
    return None, refused(400, f"The request body could not be parsed as JSON {place}")


def checked(body_kind: str) -> tuple[Any, Answer | None]:
    """The JSON body of an endpoint, or the answer that names its faults."""
    body, unread = posted()
    if unread:
        return None, unread
    found = problems(body_kind, body)
    return body, faulty(found) if found else None


def misbehave(line: StandIn, fault: Fault) -> Response:
    """What a fault test asked for: a status, an HTML page, a dropped connection, or a long silence."""
    if fault == "html":
        return Response("<html><h1>502 Bad Gateway</h1></html>", 502, mimetype="text/html")
    if isinstance(fault, Said):
        return Response(fault.body, fault.status, headers=dict(fault.headers), mimetype="text/html")
    if fault == "drip":
        return Response(dripping(line), mimetype="application/json")
    if fault == "hang":
        line.released.wait(HANG_SECONDS)
    if isinstance(fault, int):
        return spoken(
            refused(fault, "The API rate limit has been exceeded. Try again later." * (fault == 429))
        )
    connection = request.environ.get("werkzeug.socket")
    if connection is not None:
        connection.shutdown(socket.SHUT_RDWR)
    return Response(status=500)


def dripping(line: StandIn) -> Iterator[bytes]:
    """An answer of which a byte comes now and then, for ever."""
    while not line.released.wait(DRIP_SECONDS):
        yield b" "


def sending_routes(page: Blueprint, line: StandIn) -> None:
    """Reply, push, multicast, broadcast, and their validation."""

    @page.post(f"/v2/bot/message/<any({', '.join(SENDS)}):endpoint>")
    def send(endpoint: str) -> ResponseReturnValue:
        body, unread = posted()
        if unread:
            return spoken(unread)
        if line.faults and (fault := line.faults("before", endpoint, body)) is not None:
            return misbehave(line, fault)
        retry_key = request.headers.get("X-Line-Retry-Key")
        answer = line.send(endpoint, body, retry_key, g.line_request_id)
        if line.faults and (fault := line.faults("after", endpoint, body)) is not None:
            return misbehave(line, fault)
        return spoken(answer)

    @page.post("/v2/bot/message/validate/<any(reply, push, multicast, narrowcast, broadcast):endpoint>")
    def validate(endpoint: str) -> ResponseReturnValue:
        _, wrong = checked("validate")
        return spoken(wrong or Answer(200, {}))


def asking_routes(page: Blueprint, line: StandIn) -> None:
    """Quota, profiles, uploads, and the small courtesies (loading, read)."""

    @page.get("/v2/bot/message/quota")
    def quota() -> ResponseReturnValue:
        limit = line.monthly_quota
        return spoken(Answer(200, {"type": "none"} if limit is None else {"type": "limited", "value": limit}))

    @page.get("/v2/bot/message/quota/consumption")
    def consumption() -> ResponseReturnValue:
        return spoken(Answer(200, {"totalUsage": line.used_this_month()}))

    @page.get("/v2/bot/info")
    def info() -> ResponseReturnValue:
        about = {"userId": line.bot_user_id, "basicId": "@rapsamak", "displayName": line.bot_name}
        return spoken(Answer(200, {**about, "chatMode": "bot", "markAsReadMode": "auto"}))

    @page.get("/v2/bot/profile/<user>")
    def profile(user: str) -> ResponseReturnValue:
        if not USER_ID.fullmatch(user):
            return spoken(refused(400, "The value for the 'userId' parameter is invalid"))
        known = line.history.chat(user)
        if known is None or known.blocked:
            return spoken(refused(404, "Not found"))
        return spoken(Answer(200, {"displayName": known.name, "userId": user, "language": "th"}))

    @page.post("/v2/bot/chat/loading/start")
    def loading() -> ResponseReturnValue:
        body, wrong = checked("loading")
        if wrong:
            return spoken(wrong)
        if body.get("loadingSeconds", 20) % 5:
            return spoken(faulty([Problem("must be a multiple of five", "loadingSeconds")]))
        if not USER_ID.fullmatch(body["chatId"]):
            return spoken(faulty([ONLY_USERS]))
        line.start_loading(body["chatId"], body.get("loadingSeconds", 20))
        return spoken(Answer(202, {}))

    @page.post("/v2/bot/chat/markAsRead")
    def read() -> ResponseReturnValue:
        _, wrong = checked("read")
        return spoken(wrong or Answer(200, {}))

    @page.get("/v2/bot/message/<message>/content")
    def content(message: str) -> ResponseReturnValue:
        kept = line.content(message)
        if kept is None:
            return spoken(refused(404, "Not found"))
        if kept.data is None:
            return spoken(refused(410, "The message was unsent"))
        return Response(kept.data, mimetype=kept.mime)


def richmenu_routes(page: Blueprint, line: StandIn) -> None:
    """Rich menus: created, given a picture, set."""
    menus = line.richmenus

    @page.post("/v2/bot/richmenu")
    def create() -> ResponseReturnValue:
        body, wrong = checked("richmenu")
        if not wrong and body["size"]["width"] / body["size"]["height"] < 1.45:
            wrong = faulty([Problem("aspect ratio must be 1.45 or more", "size")])
        return spoken(wrong or Answer(200, {"richMenuId": menus.create(body)}))

    @page.get("/v2/bot/richmenu/list")
    def listed() -> ResponseReturnValue:
        return spoken(Answer(200, {"richmenus": menus.all()}))

    @page.route("/v2/bot/richmenu/<menu>", methods=["GET", "DELETE"])
    def one(menu: str) -> ResponseReturnValue:
        known = menus.get(menu)
        if known is None:
            return spoken(refused(404, "richmenu not found"))
        if request.method == "DELETE":
            menus.delete(menu)
            return spoken(Answer(200, {}))
        return spoken(Answer(200, known))

    @page.route("/v2/bot/richmenu/<menu>/content", methods=["GET", "POST"])
    def picture(menu: str) -> ResponseReturnValue:
        if menus.get(menu) is None:
            return spoken(refused(404, "richmenu not found"))
        if request.method == "POST":
            return spoken(upload(menu))
        kept = menus.picture(menu)
        return Response(kept[1], mimetype=kept[0]) if kept else spoken(refused(404, "Not found"))

    def upload(menu: str) -> Answer:
        if request.mimetype not in ("image/png", "image/jpeg"):
            return refused(415, f"The content type, {request.mimetype}, is not supported")
        data = request.get_data()
        if not data or len(data) > MOST_PICTURE_BYTES:
            return refused(413, "The image must be 1 MB or less")
        if not menus.give_picture(menu, request.mimetype, data):
            return refused(400, "An image has already been uploaded to the richmenu")
        return Answer(200, {})

    @page.route("/v2/bot/user/<whom>/richmenu", methods=["GET", "DELETE"])
    def linked(whom: str) -> ResponseReturnValue:
        if request.method == "DELETE":
            menus.unlink(whom)
            return spoken(Answer(200, {}))
        menu = menus.linked(whom)
        return spoken(Answer(200, {"richMenuId": menu}) if menu else refused(404, "the user has no richmenu"))

    @page.post("/v2/bot/user/<whom>/richmenu/<menu>")
    def link(whom: str, menu: str) -> ResponseReturnValue:
        if whom != EVERYONE and not USER_ID.fullmatch(whom):
            return spoken(refused(400, "The value for the 'userId' parameter is invalid"))
        if menus.get(menu) is None:
            return spoken(refused(404, "richmenu not found"))
        done = menus.link(menu, whom)
        return spoken(
            Answer(200, {}) if done else refused(400, "must upload richmenu image before applying it")
        )
