"""The channel's trouble is not the message's: all waits, somebody is told, and it goes on by itself."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from bot.delivery.line_outcomes import GIVE_UP_AFTER, UNCLEAR_AFTER
from bot.line.client import Line
from bot.simulator.standin import Fault, Said
from models.channel import LONGEST_BREAK
from tests.edge.post import Post

NAMES = [f"คนที่ {number}" for number in range(4)]
PORTAL = Said(200, "<html><h1>Please log in</h1></html>")
TROUBLES: dict[str, Fault] = {
    "a bad token": Said(401, '{"message": "Authentication failed due to the following reason: expired"}'),
    "a suspended channel": Said(403, '{"message": "Access to this API is not available for your account"}'),
    "a wrong address": Said(404, '{"message": "Not found"}'),
    "an address of nothing": Said(404, "<html>404</html>"),
    "408": Said(408),
    "410": Said(410, '{"message": "Gone"}'),
    "413 of a proxy": Said(413, "<html>413 Request Entity Too Large</html>"),
    "a redirection": Said(302, "", (("Location", "http://127.0.0.1:9/"),)),
    "an empty 400": Said(400),
    "a 400 that says nothing": Said(400, '{"message": "Bad Request"}'),
    "a captive portal": PORTAL,
    "an empty 200": Said(200),
    "a 409 of a proxy": Said(409, "<html>Conflict</html>"),
}


def put_all(post: Post, *, token: bool) -> None:
    for name in NAMES:
        post.put(f"ถึง {name}", name, token=token)


def heard(post: Post) -> list[int]:
    """How many messages have come to each phone."""
    return [len(post.phone(name)) for name in NAMES]


def alarms(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]


@pytest.mark.parametrize(
    ("trouble", "token"),
    [*((trouble, True) for trouble in TROUBLES), ("a bad token", False), ("a captive portal", False)],
)
def test_what_is_said_to_all_fails_nothing_and_all_goes_when_it_is_over(
    post: Post, trouble: str, token: bool, caplog: pytest.LogCaptureFixture
) -> None:
    post.line.outage = TROUBLES[trouble]
    put_all(post, token=token)
    for _ in range(3):
        post.deliver(after=2)
    assert heard(post) == [0] * len(NAMES)
    assert post.states() == {"pending": len(NAMES)}
    assert "rapsamak_channel_refused 1.0" in post.metrics.text().decode()
    assert len(alarms(caplog)) == 1 and "serves nothing of this channel" in alarms(caplog)[0]
    post.line.outage = None
    post.deliver(after=LONGEST_BREAK)
    post.deliver(after=2)
    assert heard(post) == [1] * len(NAMES)
    assert "rapsamak_channel_refused 0.0" in post.metrics.text().decode()
    post.deliver(after=3600)
    assert heard(post) == [1] * len(NAMES)
    assert post.unknown() == 0


def test_a_trouble_of_four_seconds_costs_a_few_seconds_and_replies_stay_free(post: Post) -> None:
    post.line.outage = TROUBLES["a bad token"]
    put_all(post, token=True)
    post.deliver()
    post.line.outage = None
    post.deliver(after=4)
    post.deliver()
    assert [post.phone(name) for name in NAMES] == [[("reply", f"ถึง {name}")] for name in NAMES]
    assert post.line.used_this_month() == 0


@pytest.mark.parametrize(
    ("outage", "waits"),
    [(TROUBLES["a suspended channel"], (60, 2)), (503, (600, 600))],
    ids=["a suspended channel", "LINE away"],
)
def test_a_trouble_of_days_gives_nothing_up(post: Post, outage: Fault, waits: tuple[int, int]) -> None:
    post.line.outage = outage
    put_all(post, token=False)
    for _ in range(GIVE_UP_AFTER + 5):
        post.deliver(after=600)
    assert post.states() == {"pending": len(NAMES)}
    post.line.outage = None
    for wait in waits:
        post.deliver(after=wait)
    assert post.states() == {"sent": len(NAMES)}


def test_one_that_waits_alone_is_not_given_up_either(post: Post) -> None:
    post.line.outage = PORTAL
    post.put("กำหนดการค่ะ", token=False)
    for _ in range(GIVE_UP_AFTER + 5):
        post.deliver(after=600)
    assert post.states() == {"pending": 1}
    post.line.outage = None
    post.deliver(after=600)
    assert post.phone() == [("push", "กำหนดการค่ะ")]


# A message of which nobody says what is wrong with it, while the channel is well


@pytest.mark.parametrize(
    "said", [Said(400), Said(403, '{"message": "Forbidden"}'), Said(413), PORTAL], ids=str
)
def test_a_message_that_alone_is_refused_is_set_aside_alone(post: Post, said: Said) -> None:
    post.put("แปลก", token=False)
    post.faults.planned = [("แปลก", "before", said)] * 100
    for turn in range(UNCLEAR_AFTER + 2):
        post.put(f"ข่าว {turn}", NAMES[0], token=False)
        post.deliver(after=40)
        assert len(post.phone(NAMES[0])) == turn + 1  # nobody else waits for it
    assert post.states() == {"failed": 1, "sent": UNCLEAR_AFTER + 2}
    post.put("ต่อไป", token=False)
    post.deliver()
    assert post.phone() == [("push", "ต่อไป")]
    assert "rapsamak_channel_refused 0.0" in post.metrics.text().decode()


def test_a_multicast_that_alone_is_refused_is_halved(post: Post) -> None:
    for name in NAMES:
        post.put("ข่าว", name, token=False)
    post.faults.planned = [("ข่าว", "before", Said(413))] * UNCLEAR_AFTER
    for _ in range(UNCLEAR_AFTER + 1):
        post.deliver(after=40)
    assert heard(post) == [1] * len(NAMES)
    assert post.states() == {"sent": len(NAMES)}


def test_pushing_that_is_refused_to_several_waits_while_replies_go_on(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    """The channel is well but may not push: an answer of its own for one endpoint."""
    refusal = Said(403, '{"message": "Access to this API is not available for your account"}')
    words = [f"ข่าว {name}" for name in NAMES]
    post.faults.planned = [(word, "before", refusal) for word in words for _ in range(400)]
    for name, word in zip(NAMES, words, strict=True):
        post.put(word, name, token=False)
    for turn in range(40):
        post.put(f"ตอบ {turn}", "มาลี")
        post.deliver(after=30)
        assert post.phone("มาลี")[-1] == ("reply", f"ตอบ {turn}")
    assert post.states() == {"pending": len(NAMES), "sent": 40}
    assert len(post.faults.calls) < 150
    assert "rapsamak_channel_refused 1.0" in post.metrics.text().decode()
    assert len([line for line in alarms(caplog) if "refuses every push" in line]) == 1
    post.faults.planned = []
    post.deliver(after=LONGEST_BREAK)
    post.deliver(after=LONGEST_BREAK)
    assert heard(post) == [1] * len(NAMES)
    assert "rapsamak_channel_refused 0.0" in post.metrics.text().decode()


def test_a_wrong_token_of_ours_is_the_channels_trouble_and_a_right_one_ends_it(post: Post) -> None:
    put_all(post, token=False)
    right, wrong = post.channel, Line("expired", post.address)
    post.sender._carrier._channel = wrong
    post.deliver()
    post.deliver(after=300)
    assert post.states() == {"pending": len(NAMES)}
    wrong.close()
    post.sender._carrier._channel = right
    post.deliver(after=LONGEST_BREAK)
    post.deliver(after=1)
    assert heard(post) == [1] * len(NAMES)


def test_what_line_takes_while_a_proxy_hides_it_comes_once(post: Post) -> None:
    for token, name in ((True, "สมชาย"), (False, "มาลี")):
        post.put("ข่าว", name, token=token)
        post.faults.planned.append(("ข่าว", "after", PORTAL))
    post.deliver()
    post.deliver(after=3)
    post.deliver(after=3600)
    assert (post.phone("สมชาย"), post.phone("มาลี")) == ([("reply", "ข่าว")], [("push", "ข่าว")])
    assert post.states() == {"sent": 2}


def test_a_quota_that_cannot_be_read_holds_up_nobody(post: Post) -> None:
    post.line.monthly_quota = 1
    post.put("หนึ่ง", token=False)
    post.put("สอง", token=False)
    post.deliver()
    post.line.outage = PORTAL
    post.clock.wait(timedelta(hours=1, seconds=1))
    post.sender.look_at_quota()
    post.line.outage, post.line.monthly_quota = None, 100
    post.deliver(after=301)
    assert [words for _, words in post.phone()] == ["หนึ่ง", "สอง"]
