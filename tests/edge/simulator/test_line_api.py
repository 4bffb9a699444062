"""The real SDK talks to the stand-in over HTTP, and meets LINE's rules."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import urllib3
from linebot.v3.messaging import (
    ApiClient,
    Configuration,
    MessagingApi,
    MessagingApiBlob,
    MulticastRequest,
    PushMessageRequest,
    ReplyMessageRequest,
    RichMenuRequest,
    ShowLoadingAnimationRequest,
    ValidateMessageRequest,
)
from linebot.v3.messaging.exceptions import ApiException, NotFoundException, UnauthorizedException

from bot.simulator.people import group_id, user_id
from tests.edge.simulator.room import SOMCHAI, TOKEN, Room

HELLO = {"type": "text", "text": "สวัสดีค่ะ"}
PATIENCE = 5


class Sdk:
    """The SDK as the bot would hold it."""

    def __init__(self, address: str, token: str = TOKEN) -> None:
        configuration = Configuration(host=f"{address}/simulator/line", access_token=token)
        configuration.retries = False
        self.client = ApiClient(configuration)
        self.api = MessagingApi(self.client)
        self.blob = MessagingApiBlob(self.client)

    def reply(self, token: str, *messages: dict[str, Any]) -> Any:
        body = {"replyToken": token, "messages": list(messages)}
        return self.api.reply_message(ReplyMessageRequest.from_dict(body), _request_timeout=PATIENCE)

    def push(self, to: str, *messages: dict[str, Any], key: str | None = None) -> Any:
        body = PushMessageRequest.from_dict({"to": to, "messages": list(messages)})
        more = {"x_line_retry_key": key} if key else {}
        return self.api.push_message(body, _request_timeout=PATIENCE, **more)

    def close(self) -> None:
        self.client.rest_client.pool_manager.clear()
        self.client.close()


@pytest.fixture
def sdk(address: str) -> Iterator[Sdk]:
    sdk = Sdk(address)
    yield sdk
    sdk.close()


def texts(room: Room, chat: str = SOMCHAI) -> list[str]:
    """What the bot has said on a phone."""
    return [it.message["text"] for it in room.line.history.since(chat) if it.sender == "bot"]


def token_for(room: Room) -> str:
    token: str = room.line.person("สมชาย").text("ถาม")["replyToken"]
    return token


def details(error: ApiException) -> str:
    return str(error.body)


def test_a_reply_reaches_the_phone_once(room: Room, sdk: Sdk) -> None:
    token = token_for(room)
    sent = sdk.reply(token, HELLO, HELLO)
    assert len(sent.sent_messages) == 2
    assert texts(room) == ["สวัสดีค่ะ"] * 2
    with pytest.raises(ApiException) as again:
        sdk.reply(token, HELLO)
    assert (again.value.status, again.value.body) == (400, '{"message":"Invalid reply token"}\n')
    assert again.value.headers["x-line-request-id"]
    assert len(texts(room)) == 2


@pytest.mark.parametrize(("seconds", "good"), [(60, True), (61, False)])
def test_a_reply_token_lives_one_minute(room: Room, sdk: Sdk, seconds: int, good: bool) -> None:
    token = token_for(room)
    room.line_clock.pass_by(seconds=seconds)
    if good:
        sdk.reply(token, HELLO)
    else:
        with pytest.raises(ApiException, match="Invalid reply token"):
            sdk.reply(token, HELLO)
    assert len(texts(room)) == good


@pytest.mark.parametrize(("minutes", "good"), [(19, True), (21, False)])
def test_redelivery_gives_the_token_another_minute(room: Room, sdk: Sdk, minutes: int, good: bool) -> None:
    event = room.line.person("สมชาย").text("ถาม")
    room.line_clock.pass_by(minutes=minutes)
    room.line.webhook({**event, "deliveryContext": {"isRedelivery": True}})
    if good:
        sdk.reply(event["replyToken"], HELLO)
    else:
        with pytest.raises(ApiException, match="Invalid reply token"):
            sdk.reply(event["replyToken"], HELLO)


def test_a_wrong_token_is_refused(address: str) -> None:
    stranger = Sdk(address, token="another")
    with pytest.raises(UnauthorizedException):
        stranger.api.get_bot_info(_request_timeout=PATIENCE)
    stranger.close()


def test_a_retry_of_what_was_accepted_is_409_and_sends_nothing(room: Room, sdk: Sdk) -> None:
    room.line.person("สมชาย")
    key = str(uuid.uuid4())
    first = sdk.api.push_message_with_http_info(
        PushMessageRequest.from_dict({"to": SOMCHAI, "messages": [HELLO]}),
        x_line_retry_key=key,
        _request_timeout=PATIENCE,
    )
    with pytest.raises(ApiException) as again:
        sdk.push(SOMCHAI, HELLO, key=key)
    assert again.value.status == 409
    assert again.value.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert "The retry key is already accepted" in details(again.value)
    assert first.data.sent_messages[0].id in details(again.value)
    assert texts(room) == ["สวัสดีค่ะ"]
    room.line_clock.pass_by(hours=24)
    sdk.push(SOMCHAI, HELLO, key=key)
    assert len(texts(room)) == 2


def test_a_refused_request_leaves_its_retry_key_free(room: Room, sdk: Sdk) -> None:
    room.line.person("สมชาย")
    key = str(uuid.uuid4())
    with pytest.raises(ApiException, match="Length must be"):
        sdk.push(SOMCHAI, {"type": "text", "text": "ก" * 5001}, key=key)
    sdk.push(SOMCHAI, HELLO, key=key)


def test_a_retry_key_must_be_a_uuid(room: Room, sdk: Sdk) -> None:
    room.line.person("สมชาย")
    with pytest.raises(ApiException, match="Invalid retry key"):
        sdk.push(SOMCHAI, HELLO, key="one")


def test_a_retry_key_on_a_reply_is_refused(room: Room) -> None:
    body = {"replyToken": token_for(room), "messages": [HELLO]}
    headers = {"Authorization": f"Bearer {TOKEN}", "X-Line-Retry-Key": str(uuid.uuid4())}
    answer = room.app.test_client().post("/simulator/line/v2/bot/message/reply", json=body, headers=headers)
    assert answer.status_code == 400
    assert texts(room) == []


def test_a_blocked_push_is_accepted_but_seen_by_no_one(room: Room, sdk: Sdk) -> None:
    person = room.line.person("สมชาย")
    room.line.webhook(person.unfollow())
    assert len(sdk.push(SOMCHAI, HELLO).sent_messages) == 1
    with pytest.raises(NotFoundException):
        sdk.api.get_profile(SOMCHAI, _request_timeout=PATIENCE)
    room.line.webhook(person.follow(again=True))
    assert sdk.api.get_profile(SOMCHAI, _request_timeout=PATIENCE).display_name == "สมชาย"
    assert texts(room) == []


def test_an_unknown_recipient(sdk: Sdk) -> None:
    with pytest.raises(ApiException, match="Failed to send messages") as unknown:
        sdk.push("U" + "0" * 32, HELLO)
    assert unknown.value.status == 400


def test_multicast_goes_to_everyone_or_to_no_one(room: Room, sdk: Sdk) -> None:
    people = [room.line.person(name).id for name in ("สมชาย", "สมศรี")]

    def multicast(*to: str) -> None:
        body = MulticastRequest.from_dict({"to": list(to), "messages": [HELLO]})
        sdk.api.multicast(body, _request_timeout=PATIENCE)

    with pytest.raises(ApiException, match=r"The property, to\[2\], in the request body is invalid"):
        multicast(*people, group_id("กลุ่ม"))
    assert texts(room) == []
    multicast(*people, "U" + "0" * 32)
    assert [texts(room, one) for one in people] == [["สวัสดีค่ะ"]] * 2
    assert sdk.api.get_message_quota_consumption(_request_timeout=PATIENCE).total_usage == 2


def test_the_month_has_a_quota_and_replies_are_free(room: Room, sdk: Sdk) -> None:
    room.line.monthly_quota = 1
    room.line.person("สมชาย")
    assert sdk.api.get_message_quota(_request_timeout=PATIENCE).value == 1
    sdk.push(SOMCHAI, HELLO)
    with pytest.raises(ApiException, match="You have reached your monthly limit") as over:
        sdk.push(SOMCHAI, HELLO)
    assert over.value.status == 429
    sdk.reply(token_for(room), HELLO)
    assert len(texts(room)) == 2
    room.line_clock.pass_by(days=31)
    sdk.push(SOMCHAI, HELLO)


def test_small_courtesies(room: Room, sdk: Sdk) -> None:
    person = room.line.person("สมชาย")
    started = sdk.api.show_loading_animation_with_http_info(
        ShowLoadingAnimationRequest(chatId=SOMCHAI, loadingSeconds=5), _request_timeout=PATIENCE
    )
    assert started.status_code == 202
    with pytest.raises(ApiException, match="must be a multiple of five"):
        sdk.api.show_loading_animation(
            ShowLoadingAnimationRequest(chatId=SOMCHAI, loadingSeconds=7), _request_timeout=PATIENCE
        )
    assert sdk.api.get_bot_info(_request_timeout=PATIENCE).display_name == "รับสมัคร"
    sdk.api.validate_push(ValidateMessageRequest.from_dict({"messages": [HELLO]}), _request_timeout=PATIENCE)
    picture = person.image()["message"]["id"]
    assert sdk.blob.get_message_content(picture, _request_timeout=PATIENCE)[:4] == b"\x89PNG"
    room.line.webhook(person.unsend(picture))
    with pytest.raises(ApiException) as gone:
        sdk.blob.get_message_content(picture, _request_timeout=PATIENCE)
    assert gone.value.status == 410


def test_a_rich_menu_needs_its_picture_first(sdk: Sdk) -> None:
    body = {
        "size": {"width": 2500, "height": 843},
        "selected": True,
        "name": "เมนูหลัก",
        "chatBarText": "เมนู",
        "areas": [
            {
                "bounds": {"x": 0, "y": 0, "width": 2500, "height": 843},
                "action": {"type": "message", "text": "เมนู"},
            }
        ],
    }
    menu = sdk.api.create_rich_menu(RichMenuRequest.from_dict(body), _request_timeout=PATIENCE).rich_menu_id
    with pytest.raises(ApiException, match="must upload richmenu image"):
        sdk.api.set_default_rich_menu(menu, _request_timeout=PATIENCE)
    png = {"Content-Type": "image/png"}
    sdk.blob.set_rich_menu_image(menu, body=b"\x89PNG", _headers=png, _request_timeout=PATIENCE)
    sdk.api.set_default_rich_menu(menu, _request_timeout=PATIENCE)
    assert sdk.api.get_default_rich_menu_id(_request_timeout=PATIENCE).rich_menu_id == menu
    assert len(sdk.api.get_rich_menu_list(_request_timeout=PATIENCE).richmenus) == 1


def test_faults_can_be_ordered(room: Room, sdk: Sdk) -> None:
    """A request may be refused before it is taken, or its answer lost after."""
    room.line.person("สมชาย")
    key = str(uuid.uuid4())
    room.line.faults = lambda stage, endpoint, body: 500 if stage == "before" else None
    with pytest.raises(ApiException) as refused:
        sdk.push(SOMCHAI, HELLO, key=key)
    assert (refused.value.status, texts(room)) == (500, [])
    room.line.faults = lambda stage, endpoint, body: "drop" if stage == "after" else None
    with pytest.raises(urllib3.exceptions.HTTPError):
        sdk.push(SOMCHAI, HELLO, key=key)
    room.line.faults = lambda stage, endpoint, body: "hang"
    with pytest.raises(urllib3.exceptions.ReadTimeoutError):
        sdk.api.push_message(
            PushMessageRequest.from_dict({"to": SOMCHAI, "messages": [HELLO]}), _request_timeout=0.05
        )
    room.line.faults = None
    with pytest.raises(ApiException) as known:
        sdk.push(SOMCHAI, HELLO, key=key)
    assert (known.value.status, texts(room)) == (409, ["สวัสดีค่ะ"])


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": b"{", "content_type": "application/json"}, 400),
        ({"data": b"{}", "content_type": "text/plain"}, 415),
        ({"data": b" " * (2 * 1024 * 1024 + 1), "content_type": "application/json"}, 413),
        ({"json": []}, 400),
        ({"json": {"replyToken": "x"}}, 400),
    ],
)
def test_bodies_that_are_none(room: Room, sent: dict[str, Any], status: int) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    answer = room.app.test_client().post("/simulator/line/v2/bot/message/reply", headers=headers, **sent)
    assert answer.status_code == status
    assert "message" in (answer.json or {})


def test_a_group_can_be_answered(room: Room, sdk: Sdk) -> None:
    person = room.line.person("สมชาย", group="กลุ่ม")
    sdk.reply(person.text("ถาม", mention_bot=True)["replyToken"], HELLO)
    assert texts(room, group_id("กลุ่ม")) == ["สวัสดีค่ะ"]
    assert texts(room, user_id("สมชาย")) == []
