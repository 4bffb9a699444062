"""Whatever LINE may sign, the webhook takes it or refuses it; it never falls over."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.simulator import people
from models.store import Database
from tests import assault
from tests import rig as rigs
from tests.databases import NewUrl
from tests.edge.words import read_words
from tests.hostile import KINDS, places
from tests.rig import SECRET, Rig

AWKWARD = ["\0", "\ud800", "a" * 5001, "เมนู", "signup.confirm|x|1", "|", "U"]
TEXTS = st.text(max_size=30) | st.sampled_from(AWKWARD)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
CHANGES = st.lists(
    st.tuples(st.integers(0, 10_000), st.sampled_from(["put", "drop", "double"]), ANYTHING), max_size=4
)

CUTS = st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=3)), max_size=4)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """One bot for all examples: what one leaves behind must not trouble the next."""
    folder = tmp_path_factory.mktemp("fuzz")
    if request.param == "postgresql":
        new: NewUrl = request.getfixturevalue("postgres_url")
        database = Database(new())
    else:
        database = Database(f"sqlite:///{folder / 'fuzz.sqlite3'}")
        database.migrate()
    rig = rigs.build(database, read_words, folder, "2024-04-05 09:00")
    yield rig
    rig.close()


def changed(body: dict[str, Any], changes: list[tuple[int, str, Any]]) -> dict[str, Any]:
    """The body with some of its parts replaced, dropped or doubled."""
    body = copy.deepcopy(body)
    for number, how, value in changes:
        ways = list(places(body))
        if not ways:
            break
        *way, last = ways[number % len(ways)]
        parent: Any = body
        for key in way:
            parent = parent[key]
        if how == "put":
            parent[last] = value
        elif how == "drop":
            del parent[last]
        elif isinstance(parent, list):
            parent.append(copy.deepcopy(parent[last]))
        else:
            parent[f"{last}2"] = parent[last]
    return body


def post(rig: Rig, raw: bytes) -> int:
    rig.clock.wait(timedelta(seconds=1))  # else one person's many messages would be taken for a flood
    return rig.post(raw, people.sign(SECRET, raw))


def faults(rig: Rig) -> list[str]:
    """Events that our own code could not handle."""
    return [line for line in rig.bot.metrics.text().decode().splitlines() if 'outcome="fault"' in line]


@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(kind=st.sampled_from(KINDS), group=st.booleans(), changes=CHANGES)
def test_changed_events_are_taken_or_refused(shared: Rig, kind: Any, group: bool, changes: Any) -> None:
    person = shared.line.person("สมชาย", group="งานแผน" if group else None)
    body = changed({"destination": "U" + "0" * 32, "events": [kind(person)]}, changes)
    assert post(shared, json.dumps(body).encode()) in (200, 400)
    assert faults(shared) == []


@settings(max_examples=100, derandomize=True, deadline=None, database=None)
@given(
    kind=st.sampled_from(KINDS),
    cuts=st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=3)), max_size=4),
)
def test_broken_bytes_are_taken_or_refused(shared: Rig, kind: Any, cuts: list[tuple[int, bytes]]) -> None:
    raw = people.webhook("U" + "0" * 32, kind(shared.line.person("สมชาย")))
    for place, put in cuts:
        raw = raw[: place % len(raw)] + put + raw[place % len(raw) + 1 :]
    assert post(shared, raw) in (200, 400)
    assert faults(shared) == []


@settings(max_examples=30, derandomize=True, deadline=None, database=None)
@given(body=ANYTHING)
def test_any_json_is_taken_or_refused(shared: Rig, body: Any) -> None:
    assert post(shared, json.dumps(body).encode()) in (200, 400)


def test_a_volley_of_hostile_bodies_harms_nobody(shared: Rig) -> None:
    """`make soak` throws 100,000 with the real reader."""
    assault.prepare(shared)
    volley = assault.Assault(shared, seed=6, unsent=6)
    volley.run(330)
    assert volley.wrong == []
    assert min(volley.unsigned, volley.replayed, volley.presses) > 9


def test_after_all_that_an_honest_question_is_answered(shared: Rig) -> None:
    malee = shared.line.person("มาลี")
    body, signature = shared.line.webhook(malee.text("กำหนดการ"))
    assert shared.post(body, signature) == 200
    with shared.bot.database.begin() as tx:
        waiting = tx.outbox.take(malee.id, shared.clock.machine())
    assert ["22 มิถุนายน 2567" in message.replies[0].text for message in waiting] == [True]
