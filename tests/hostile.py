"""Hostile webhook bodies: what people do, changed in every way that may trip a program up. Seeded."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.simulator import people
from handlers.conversation.repertoire import buttons

KINDS: tuple[Callable[[people.Person], people.Event], ...] = (
    lambda p: p.text("กำหนดการ"),
    lambda p: p.text("สมัคร"),
    lambda p: p.text("ค่าใช้จ่าย", mention_bot=True),
    lambda p: p.postback("ask|schedule|ling"),
    lambda p: p.postback("signup.start|ling", {"date": "2024-05-10"}),
    lambda p: p.postback("attend|ling|yes|d01+d02"),
    lambda p: p.sticker(),
    lambda p: p.image(),
    lambda p: p.location("ศาลากลาง", "จ.อุดรธานี", 17.4, 102.8),
    lambda p: p.follow(),
    lambda p: p.unfollow(),
    lambda p: p.unsend("123456"),
    lambda p: p.join(),
)
"""What people do, as a start for changes."""
UNKNOWN = ("telepathy", "message", "things", "videoPlayComplete", "beacon", "accountLink", "", "\0", "โทรจิต")
PLANES = (
    (0x01, 0x7F),
    (0x0E00, 0x0E5C),
    (0x80, 0xFFF),
    (0x1000, 0xD7FF),
    (0xD800, 0xDFFF),  # halves of surrogate pairs
    (0xE000, 0xFFFF),
    *((plane << 16, (plane << 16) + 0xFFFF) for plane in range(1, 17)),
)
PIECES = (
    *(
        "' OR 1=1; --",
        "'); DROP TABLE outbox; --",
        '"',
        "\\",
        "%s%n{0}{{7*7}}${jndi:ldap://x}",
        "../../etc/passwd",
    ),
    *("<script>alert(1)</script>", "<b>", "&amp;", "=1+1", "+66-1", '@SUM(A1)"', "-2+3|cmd", "\t=HYPERLINK"),
    *("\0", "\u200b", "\u202e", "\ufeff", "\r\n", "\x1b[31m", "\x7f", "่่่่่", "ำ" * 40, "๑/๒", "👨‍👩‍👧", "🐘"),
    *("ling", "|", "+", ":", "๐๘๑-๒๓๔-๕๖๗๘", "1103700000000", "สมัคร", "ยืนยัน", "ยกเลิก", "ย้อนกลับ", "เมนู"),
)
NUMBERS: tuple[Any, ...] = (
    *(0, -1, 1, 2**31, 2**63, 2**64, -(2**63) - 1, 10**30, 10**400, 1e308, 1e-320, 1.5),
    *(float("inf"), float("-inf"), float("nan"), 1712282400000, 32_503_679_999_999),
)
RAW_NUMBERS = (b"1e400", b"-0", b"0x10", b"1" * 5000, b"NaN", b"1712282400000.9")
SEVERAL = 0.2
"""The share of bodies with more than one event."""


@dataclass(frozen=True, slots=True)
class Body:
    """One call of the webhook.

    signed   with LINE's own signature; else with none, a wrong one, or that of another body
    presses  webhook event ids of button presses that are whole: each must be answered
    """

    raw: bytes
    signed: bool
    presses: tuple[str, ...] = ()


def bodies(count: int, seed: int, crowd: Sequence[people.Person], ids: Sequence[str]) -> Iterator[Body]:
    """So many of them; `ids` are those of other people's things, to be forged into button presses."""
    rng = random.Random(seed)
    ways = (_whole, _retyped, _retyped, _flipped, _cut, _deep, _doubled_keys, _raw_numbers, _shuffled)
    for _ in range(count):
        events = [
            _event(rng, rng.choice(crowd), ids)
            for _ in range(1 + (rng.random() < SEVERAL) * rng.randint(1, 4))
        ]
        raw = rng.choice(ways)(rng, {"destination": "U" + "0" * 32, "events": events})
        whole = raw == _plain({"destination": "U" + "0" * 32, "events": events})
        presses = [
            e["webhookEventId"]
            for e in events
            if whole and e["type"] == "postback" and e["source"].get("type") == "user"
        ]
        yield Body(raw, rng.random() >= 0.1, tuple(presses))


def press(rng: random.Random, ids: Sequence[str]) -> str:
    """A button's data as a program would make it up: real actions, other people's ids, rubbish."""
    names = [*buttons()]
    name = rng.choice([*names, *names, *names, "", "admin", "decide", text(rng)])
    arguments = [
        rng.choice((rng.choice(ids), "ling", "kpi-seminar", "yes", "1", "-1", "schedule", text(rng), ""))
        for _ in range(rng.randint(0, 5))
    ]
    return "|".join([name, *arguments])[: rng.choice((300, 300, 20_000))]


def text(rng: random.Random) -> str:
    """Something to read that nobody would write."""
    how, longest = rng.randrange(4), rng.choice((1, 8, 60, 60, 60, 300, 5000))
    if how == 0:
        low, high = rng.choice(PLANES)
        return "".join(chr(rng.randint(low, high)) for _ in range(rng.randint(0, min(longest, 600))))
    if how == 1:
        return rng.choice(("", " ")).join(rng.choices(PIECES, k=rng.randint(0, 9)))[:longest]
    if how == 2:
        return (rng.choice(PIECES) * longest)[:longest]
    return rng.choice(("กำหนดการ", "ค่าใช้จ่าย", "สมัคร")) + rng.choice(PIECES)


def _event(rng: random.Random, person: people.Person, ids: Sequence[str]) -> people.Event:
    event = rng.choice(
        (
            lambda: rng.choice(KINDS)(person),
            lambda: person.text(text(rng)),
            lambda: person.postback(press(rng, ids)),
            lambda: {**rng.choice(KINDS)(person), "type": rng.choice(UNKNOWN)},
        )
    )()
    if rng.random() < 0.05:
        event["timestamp"] = rng.choice(NUMBERS)
    return event


# Ways to spoil a body


def _plain(body: Any) -> bytes:
    return json.dumps(body).encode()


def _whole(_: random.Random, body: dict[str, Any]) -> bytes:
    return _plain(body)


def _retyped(rng: random.Random, body: dict[str, Any]) -> bytes:
    """Some parts become something else, go, or come twice."""
    body = copy.deepcopy(body)
    for _ in range(rng.randint(1, 4)):
        ways = list(places(body))
        if not ways:
            break
        *way, last = rng.choice(ways)
        parent: Any = body
        for key in way:
            parent = parent[key]
        how = rng.randrange(4)
        if how == 0:
            del parent[last]
        elif how == 1 and isinstance(parent, list):
            parent.append(copy.deepcopy(parent[last]))
        elif how == 1:
            parent[text(rng)] = copy.deepcopy(parent[last])
        else:
            parent[last] = _anything(rng)
    return json.dumps(body, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


def _flipped(rng: random.Random, body: dict[str, Any]) -> bytes:
    raw = bytearray(_plain(body))
    for _ in range(rng.randint(1, 6)):
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
    return bytes(raw)


def _cut(rng: random.Random, body: dict[str, Any]) -> bytes:
    raw = _plain(body)
    begin, end = sorted((rng.randrange(len(raw)), rng.randrange(len(raw))))
    return rng.choice((raw[:end], raw[begin:], raw[:begin] + raw[end:], raw + raw[begin:end]))


def _deep(rng: random.Random, body: dict[str, Any]) -> bytes:
    raw, depth = _plain(body), rng.choice((10, 500, 2000, 100_000))
    inner = rng.choice((b"[" * depth + b"]" * depth, b'{"a":' * depth + b"1" + b"}" * depth, b"[" * depth))
    place = rng.choice((b'"0"', b'"type": ', b'"mode": "active"', b'"destination": '))
    return raw.replace(place, place + (b'"x": ' if place.endswith(b'e"') else b"") + inner + b", ", 1)


def _doubled_keys(rng: random.Random, body: dict[str, Any]) -> bytes:
    key = rng.choice(
        (b'"type"', b'"source"', b'"webhookEventId"', b'"message"', b'"events"', b'"replyToken"')
    )
    value = _plain(_anything(rng))
    raw = _plain(body)
    return raw.replace(key + b":", key + b": " + value + b", " + key + b":", rng.randint(1, 3))


def _raw_numbers(rng: random.Random, body: dict[str, Any]) -> bytes:
    stamp = str(body["events"][0]["timestamp"]).encode()
    return _plain(body).replace(stamp, rng.choice(RAW_NUMBERS), 1)


def _shuffled(rng: random.Random, body: dict[str, Any]) -> bytes:
    """The same meaning in other bytes: spaces, order, another encoding, a byte order mark."""
    event = body["events"][0]
    items = list(event.items())
    rng.shuffle(items)
    words = json.dumps({"events": [dict(items)], "x": _anything(rng)}, indent=rng.choice((None, 0, 7)))
    return rng.choice((b"", b" \n", b"\xef\xbb\xbf")) + words.encode(
        rng.choice(("utf-8", "utf-8", "utf-16", "utf-32"))
    )


def _anything(rng: random.Random, depth: int = 0) -> Any:
    kind = rng.randrange(8 if depth < 3 else 6)
    if kind == 6:
        return [_anything(rng, depth + 1) for _ in range(rng.randint(0, 4))]
    if kind == 7:
        return {text(rng)[:12]: _anything(rng, depth + 1) for _ in range(rng.randint(0, 4))}
    return (
        None,
        True,
        rng.choice(NUMBERS),
        text(rng),
        rng.choice(PIECES),
        rng.choice(("user", "message", "text")),
    )[kind]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every part of a JSON value."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*path, key))
