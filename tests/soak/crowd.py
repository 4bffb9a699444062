"""People who ask and apply while everything breaks, and what each must have on the phone afterwards."""

from __future__ import annotations

import itertools
import random
import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from bot.process.settings import PROGRAMMES
from models import programme_file
from tests.processes.town import Town, buttons, until, words
from tests.soak.postman import GaveUp, Postman

LING = programme_file.read(PROGRAMMES / "ling.yaml").programme
REFERENCE = re.compile(r"LING-[2-9A-HJ-NP-Z]{6}")
ENQUIRIES = {
    "LInG อบรมวันไหนบ้างคะ": "กำหนดการ LInG",
    "LInG ตอนนี้ยังสมัครได้อยู่ไหม ปิดรับวันไหน": "LInG (ลิ้ง) เปิดรับสมัครอยู่",
    "LInG เสียค่าใช้จ่ายเท่าไหร่ครับ": "ค่าใช้จ่ายของ LInG",
    "LInG จัดที่ไหนคะ": "สถานที่อบรมของ LInG",
    "LInG ขอเบอร์ติดต่อหน่อยค่ะ": "ช่องทางติดต่อ – LInG",
    **{f"หัวข้อที่ {n} เรียนอะไร": f"ไม่มีหัวข้อที่ {n} ค่ะ" for n in range(10, 40)},
}
"""Questions, and words that stand in the answer to each and to no other."""
ANSWERS = {
    "full_name": "สมศรี ใจงาม",
    "position": "ปลัดเทศบาล",
    "organisation_type": "อปท.",
    "organisation": "เทศบาลเมืองคอหงส์",
    "province": "สงขลา",
    "phone": "081-234-5678",
    "email": "ข้าม",
    "local_problem": "ขยะล้นตลาดทุกเช้า",
}
APPLIES = 0.25
"""The share of people who apply; the others ask."""
QUESTIONS = (3, 9)
AHEAD = 0.4
"""How often somebody asks on without waiting for the answer."""
BOTH_THUMBS = 0.3
"""How often somebody presses the last button twice."""
WAIT = 240.0
"""Seconds after which an answer counts as lost: leases of killed processes must run out first."""


@dataclass
class Talk:
    """What one person said, and what they must have heard: words for each answer, in order."""

    name: str
    expected: list[str] = field(default_factory=list)
    said: int = 0
    applied: bool = False
    trouble: str = ""


class Crowd:
    """Threads of people; each is replaced by a new one when they are done."""

    def __init__(self, town: Town, postman: Postman, seed: int, users: int) -> None:
        self._town = town
        self._postman = postman
        self._seed = seed
        self._users = users
        self._numbers = itertools.count(1)
        self._pool = ThreadPoolExecutor(users, thread_name_prefix="person")
        self.talks: list[Talk] = []
        self.over = threading.Event()

    def begin(self) -> None:
        """Everybody starts to talk."""
        self._done = [self._pool.submit(self._come_and_go) for _ in range(self._users)]

    def end(self) -> None:
        """Nobody new comes; waits until all who are there have finished."""
        self.over.set()
        for one in self._done:
            one.result()
        self._pool.shutdown()

    def _come_and_go(self) -> None:
        while not self.over.is_set():
            number = next(self._numbers)
            rng = random.Random(f"{self._seed}:{number}")
            talk = Talk(f"คนที่ {number}")
            self.talks.append(talk)
            try:
                if rng.random() < APPLIES:
                    self._apply(talk, rng)
                else:
                    self._ask(talk, rng)
            except GaveUp:
                talk.trouble = "no web process took a message"
            except AssertionError as error:
                talk.trouble = str(error) or "broke off"

    def _ask(self, talk: Talk, rng: random.Random) -> None:
        for text in rng.sample(list(ENQUIRIES), rng.randint(*QUESTIONS)):
            self._send(talk, self._town.line.person(talk.name).text(text), ENQUIRIES[text])
            if rng.random() >= AHEAD:
                self._heard(talk)

    def _apply(self, talk: Talk, rng: random.Random) -> None:
        messages = self._say(talk, "สมัครลิ้งค่ะ")
        messages = self._press(talk, "ยินยอม", messages)
        for _ in range(2 * len(LING.questions)):
            if "ยืนยัน" in labels(messages):
                break
            read = "\n".join(map(words, messages))
            asked = next((q for q in LING.questions if q.ask in read), None)
            assert asked is not None, f"asked {read[:200]!r} in the middle of an application"
            answer = ANSWERS[asked.key]
            pressable = answer in labels(messages)
            messages = self._press(talk, answer, messages) if pressable else self._say(talk, answer)
        assert "ยืนยัน" in labels(messages), "the form does not come to its end"
        talk.applied = True
        presses = [
            self._town.pressing("ยืนยัน", messages, talk.name) for _ in range(1 + (rng.random() < BOTH_THUMBS))
        ]
        with ThreadPoolExecutor(2) as thumbs:
            for _ in thumbs.map(lambda event: self._send(talk, event, "LING-"), presses):
                pass
        self._heard(talk)

    def _say(self, talk: Talk, text: str) -> list[dict[str, Any]]:
        self._send(talk, self._town.line.person(talk.name).text(text), "")
        return self._heard(talk)

    def _press(self, talk: Talk, label: str, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        self._send(talk, self._town.pressing(label, messages, talk.name), "")
        return self._heard(talk)

    def _send(self, talk: Talk, event: dict[str, Any], expected: str) -> None:
        talk.said += 1
        talk.expected.append(expected)
        self._postman.deliver(event)

    def _heard(self, talk: Talk) -> list[dict[str, Any]]:
        """Waits until there is an answer to everything said; the newest."""
        answers = until(
            lambda: found if len(found := heard(self._town, talk.name)) >= talk.said else None,
            f"answer {talk.said} to {talk.name}",
            WAIT,
        )
        return answers[-1]


def heard(town: Town, name: str) -> list[list[dict[str, Any]]]:
    """What came to a phone, a list for each call that LINE took: its messages appear at one instant."""
    shown = town.phone(name)
    return [[it.message for it in call] for _, call in itertools.groupby(shown, key=lambda it: it.at)]


def labels(messages: Sequence[dict[str, Any]]) -> set[str]:
    """The labels of all buttons."""
    return {label for message in messages for label in buttons(message)}


def wrongs(town: Town, talk: Talk) -> Iterator[tuple[str, str]]:
    """What is not as it must be on one phone: (lost | doubled | out of order | broken off, words)."""
    answers = ["\n".join(map(words, messages)) for messages in heard(town, talk.name)]
    if len(answers) < len(talk.expected):
        yield "lost", f"{talk.name}: {len(talk.expected)} things said, {len(answers)} answers"
    if len(answers) > len(talk.expected):
        ways = [it.via for it in town.phone(talk.name)]
        yield "doubled", f"{talk.name}: {len(talk.expected)} things said, {len(answers)} answers by {ways}"
    marks = Counter(mark for mark in talk.expected if mark and mark != "LING-")
    found = Counter(mark for answer in answers for mark in marks if mark in answer)
    for mark in marks:
        if found[mark] != 1:
            yield "lost" if not found[mark] else "doubled", f"{talk.name}: {mark!r} {found[mark]} times"
    if len(answers) == len(talk.expected):
        for mark, answer in zip(talk.expected, answers, strict=True):
            if mark not in answer:
                yield "out of order", f"{talk.name}: {mark!r} expected, {answer[:80]!r} read"
                break
    if talk.trouble:
        yield "broken off", f"{talk.name}: {talk.trouble}"
    if talk.applied and len({found for answer in answers for found in REFERENCE.findall(answer)}) != 1:
        yield "lost", f"{talk.name}: applied, and has not one reference"
