"""A reply has no retry key: what each try came to decides what *Invalid reply token* means at the next.

The cases, by what is known of the tries before, and what LINE says to the next one:

    tries before                            LINE says       so
    none, or all refused outright           taken           sent
    none, or all refused outright           token refused   it was never used: dead. Pushed
    one that may have been taken            taken           sent; the one before had not been
    one that may have been taken            token refused   sent: a token of that age lives, so it was used
    … but tokens of that age die lately     token refused   nobody can know: pushed and counted
    … and the token is over, or it is not
      known how old it is                   (not asked)     nobody can know: pushed and counted

May have been taken: no answer, 5xx, a page instead of LINE's answer, or a sender that died in between.
"""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from bot.delivery.sender import LEASE, TOKEN_LEASE
from bot.simulator.standin import Fault, Said, Stage
from tests.edge.post import Post

ANSWERS: dict[str, tuple[Stage, Fault]] = {
    "500": ("before", 500),
    "taken, then 500": ("after", 500),
    "no answer": ("before", "drop"),
    "taken, no answer": ("after", "drop"),
    "taken, a page": ("after", Said(200, "<html>")),
    "429": ("before", 429),
    "401 once": ("before", Said(401, '{"message": "Authentication failed"}')),
}
DEATHS = ("dies before the call", "dies after LINE took it", "dies after a refusal")
KINDS = (*ANSWERS, *DEATHS)
WORDS = "กำหนดการค่ะ"


def one_try(post: Post, name: str, kind: str) -> None:
    """One try of the person's only message comes to this."""
    if kind in ANSWERS:
        stage, fault = ANSWERS[kind]
        post.faults.planned = [(WORDS, stage, fault)]
        post.deliver(after=3)
        post.faults.planned = []
        return
    parcels = post.parcels()
    if kind == "dies after LINE took it":
        for parcel in parcels:
            assert parcel.first.reply_token is not None
            post.calling.reply(parcel.first.reply_token, parcel.first.replies)
    if kind == "dies after a refusal":
        post.faults.planned = [(WORDS, "before", 429)]
        for parcel in parcels:
            post.carry(parcel)
        post.faults.planned = []
    post.clock.wait(TOKEN_LEASE + timedelta(seconds=1))


def let_go(post: Post, seconds: int = 60) -> None:
    """LINE is well, and all that waits goes."""
    for _ in range(seconds // 3):
        post.deliver(after=3)
        if not {"pending", "leased"} & set(post.states()):
            break


@pytest.mark.parametrize("first", KINDS)
def test_whatever_two_tries_come_to_the_answer_comes_once_and_as_a_reply(post: Post, first: str) -> None:
    for number, second in enumerate(KINDS):
        name = f"คนที่ {number}"
        post.put(WORDS, name)
        one_try(post, name, first)
        one_try(post, name, second)
        let_go(post, 24)
        assert post.phone(name) == [("reply", WORDS)], (first, second)
    assert post.unknown() == 0
    assert post.states() == {"sent": len(KINDS)}


# A token that was dead from the beginning


@pytest.mark.parametrize("refused", [[], ["429"], ["401 once"], ["429", "dies after a refusal"]], ids=str)
def test_a_dead_token_none_of_whose_tries_was_in_doubt_is_followed_by_one_push(
    post: Post, refused: list[str]
) -> None:
    post.put(WORDS, reply_token="a token that died early")
    for kind in refused:
        one_try(post, "สมชาย", kind)
    let_go(post)
    assert post.phone() == [("push", WORDS)]
    assert post.unknown() == 0


def test_a_sender_that_dies_after_a_dead_token_leaves_no_doubt(post: Post) -> None:
    """Whoever heard it writes it down; else the next *Invalid reply token* would mean that it arrived."""
    post.put(WORDS, reply_token="a token that died early")
    (parcel,) = post.parcels()
    post.carry(parcel)  # and nothing after that
    let_go(post)
    assert post.phone() == [("push", WORDS)]
    assert post.unknown() == 0


@pytest.mark.parametrize("doubt", ["500", "no answer", "dies before the call"])
def test_where_tokens_die_early_a_doubtful_answer_is_pushed_and_never_lost(post: Post, doubt: str) -> None:
    post.line.token_life = lambda: timedelta(seconds=2)
    post.put("ข่าว", "มาลี")
    post.deliver(after=3)  # that is how it is found out
    assert post.phone("มาลี") == [("push", "ข่าว")]
    post.put(WORDS)
    one_try(post, "สมชาย", doubt)
    let_go(post)
    assert post.phone() == [("push", WORDS)]
    assert post.unknown() == 1


def test_that_tokens_died_early_is_forgotten_again(post: Post) -> None:
    post.put("ข่าว", "มาลี", reply_token="a token that died early")
    post.deliver()
    post.clock.wait(timedelta(minutes=61))
    post.put(WORDS)
    one_try(post, "สมชาย", "taken, then 500")
    let_go(post)
    assert post.phone() == [("reply", WORDS)]


def test_where_several_tokens_die_early_answers_are_pushed_with_a_key_while_there_is_room(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.line.token_life = lambda: timedelta(seconds=0)
    post.line.monthly_quota = 12
    for number in range(3):
        post.put("ข่าว", f"คนที่ {number}")
        post.deliver(after=1)
    assert "reply tokens die early" in caplog.text
    assert "rapsamak_reply_tokens_dying 1.0" in post.metrics.text().decode()
    for number, kind in enumerate(("taken, then 500", "dies before the call", "500"), start=10):
        post.put(WORDS, f"คนที่ {number}")
        if kind in DEATHS:
            post.parcels()
            post.clock.wait(LEASE + timedelta(seconds=1))
        else:
            one_try(post, f"คนที่ {number}", kind)
        let_go(post)
        assert post.phone(f"คนที่ {number}") == [("push", WORDS)]
    assert post.unknown() == 0
    assert post.line.used_this_month() == 6
    post.clock.wait(timedelta(minutes=5))
    post.sender.look_at_quota()  # half of the month is left for what nobody waits for
    before = len(post.faults.calls)
    post.put(WORDS, "คนที่ 20")
    post.deliver(after=1)
    assert post.faults.calls[before][0] == "reply"


# The last time to ask


@pytest.mark.parametrize("taken", [True, False], ids=["taken before", "not taken"])
@pytest.mark.parametrize("outage", [5, 15, 31, 38])
def test_an_outage_that_ends_before_the_token_does_doubles_nothing(
    post: Post, outage: int, taken: bool
) -> None:
    post.put(WORDS)
    post.faults.planned = [(WORDS, "after" if taken else "before", 500)]
    post.deliver()
    for second in range(90):
        post.line.outage = 503 if second < outage else None
        post.deliver(after=1)
    assert post.phone() == [("reply", WORDS)]
    assert post.unknown() == 0


def test_nor_does_one_that_opens_the_circuit_for_everybody(post: Post) -> None:
    names = [f"คนที่ {number}" for number in range(8)]
    for name in names:
        post.put(WORDS, name)
    post.faults.planned = [(WORDS, "after", "drop")] * 4
    for second in range(90):
        post.deliver(after=1)
        post.line.outage = 503 if second < 31 else None
    assert [post.phone(name) for name in names] == [[("reply", WORDS)]] * len(names)
    assert post.unknown() == 0


def test_when_it_lasts_longer_nobody_can_know(post: Post) -> None:
    """An answer twice is better than none."""
    post.put(WORDS)
    post.faults.planned = [(WORDS, "after", 500)]
    post.deliver()
    post.line.outage = 503
    for _ in range(70):
        post.deliver(after=1)
    post.line.outage = None
    let_go(post)
    assert post.phone() == [("reply", WORDS), ("push", WORDS)]
    assert post.unknown() == 1


@pytest.mark.parametrize("last", list(itertools.chain(ANSWERS, DEATHS)))
def test_a_doubtful_answer_is_asked_for_once_more_before_its_token_is_over(post: Post, last: str) -> None:
    post.put(WORDS)
    post.faults.planned = [(WORDS, "after", "drop")]
    post.deliver()
    post.clock.wait(timedelta(seconds=30))
    one_try(post, "สมชาย", last)
    let_go(post)
    assert post.phone() == [("reply", WORDS)]
    assert post.unknown() == 0
