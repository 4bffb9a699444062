"""Plays conversation scripts through the signed webhook, and writes down what came back.

A script is a talk anyone can read:

    # why this conversation is here
    @ 2024-04-05 09:00            the clock is moved there; what falls due on the way happens
    คุณ: สมัครลิ้งค่ะ               a person says something; any name before the colon is a person
    คุณ: สมชาย ใจดี ++ ปลัด        two events in one webhook call
    คุณ กด: ยืนยัน                 presses the button with that label, the newest one shown
    คุณ กดปุ่มเก่า: ยืนยัน           presses the oldest one shown with that label
    คุณ ส่ง: สติกเกอร์              also รูปภาพ เสียง วิดีโอ, ไฟล์ <name> (pdf|โปรแกรม),
                                  ตำแหน่ง <address>, เพิ่มเพื่อน, บล็อก, ถอนข้อความ
    คุณ ในกลุ่ม: …                 in a group; "@บอท …" mentions the bot
    ~ ส่งซ้ำ                       LINE delivers the last call again
    $ decide approve              staff decide on the newest application
    $ move south                  staff move the newest application to another round
    $ set ling capacity=3         staff change a setting
    $ group ling                  staff have the eve posted in the group
    $ cases                       what waits for staff
    $ import ling form.csv        staff bring a table from tests/data/imports
    $ ringing ling                whom staff must ring
    คุณ: ผูกใบสมัคร LING-XXXXXX     the newest application's reference
    $ attendance ling             who comes to the next day, as staff see it
    = ling                        the programme's applications as exported follow, a line each

What the bot says follows as `บอท:` lines, `|` for further lines of one message, `[…]` for buttons; what
it says to another than the one who spoke begins with `บอท→name:`. `--accept` writes these lines anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.simulator import people
from tests.rig import Rig

BOT = "บอท"
GROUP = "กลุ่ม"
FILES = {"pdf": b"%PDF-1.7\n" + b"0" * 200, "โปรแกรม": b"MZ" + b"0" * 200}
PRESSABLE = "›"
"""Stands at the end of a row that can be pressed."""
_REFERENCE = re.compile(r"([A-Z]{2,8})-[2-9A-Z]{6}\b")
_SAY = re.compile(r"^(?P<who>[^\s:@~$=#|\[]+)(?: (?P<how>กด|กดปุ่มเก่า|ส่ง|ในกลุ่ม))?: (?P<what>.*)$")


@dataclass
class Player:
    """One script being played."""

    rig: Rig
    seen: dict[str, int] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    last_text: dict[str, str] = field(default_factory=dict)

    def play(self, script: str) -> str:
        """The script with what the bot really said."""
        out: list[str] = []
        for line in script.splitlines():
            if line.startswith((BOT, "|", "  [")) or line.startswith("   "):
                continue
            out.append(line)
            if line.startswith("= "):
                out += self._exported(line[2:].strip())
            elif line.startswith("$ "):
                shown = self.rig.staff(line[2:].split())
                out += [_REFERENCE.sub(r"\1-XXXXXX", f"   {row}") for row in shown]
                out += self._heard(None)
            elif line.strip() and not line.startswith("#"):
                speaker = self._do(line)
                out += self._heard(speaker)
        return "\n".join(out) + "\n"

    def _do(self, line: str) -> str | None:
        if line.startswith("@ "):
            self.rig.move_to(line[2:].strip())
            return None
        if line.startswith("~"):
            self._send(self.events, again=True)
            return None
        said = _SAY.match(line)
        assert said, f"not a line of a script: {line}"
        who, how, what = said["who"], said["how"], said["what"]
        self._send(list(self._events(who, how, what)))
        return GROUP if how == "ในกลุ่ม" else who

    def _events(self, who: str, how: str | None, what: str) -> Iterator[dict[str, Any]]:
        person = self.rig.line.person(who)
        if how is None:
            for text in self.rig.with_reference(what).split(" ++ "):
                event = person.text(text)
                self.last_text[who] = event["message"]["id"]
                yield event
        elif how == "ในกลุ่ม":
            member = self.rig.line.person(who, group=GROUP)
            if what == "(เชิญบอท)":
                yield member.join()
            else:
                yield member.text(what.removeprefix("@บอท "), mention_bot=what.startswith("@บอท "))
        elif how == "ส่ง":
            yield self._other(person, who, *what.split(" ", 1))
        else:
            action = self._button(who, what, oldest=how == "กดปุ่มเก่า")
            yield (
                person.postback(action["data"])
                if action["type"] == "postback"
                else person.text(action["text"])
            )

    def _other(self, person: people.Person, who: str, what: str, detail: str = "") -> dict[str, Any]:
        match what:
            case "สติกเกอร์":
                return person.sticker()
            case "รูปภาพ":
                return person.image()
            case "เสียง":
                return person.audio()
            case "วิดีโอ":
                return person.video()
            case "ตำแหน่ง":
                return person.location("ที่นี่", detail, 17.4, 102.8)
            case "ไฟล์":
                name, _, content = detail.partition(" ")
                return person.file(name, FILES[content or "pdf"])
            case "เพิ่มเพื่อน":
                return person.follow()
            case "บล็อก":
                return person.unfollow()
            case "ถอนข้อความ":
                return person.unsend(self.last_text[who])
        raise AssertionError(f"cannot send {what}")

    def _send(self, events: list[dict[str, Any]], *, again: bool = False) -> None:
        events = [people.redelivered(e) for e in events] if again else events
        status = self.rig.post(*self.rig.line.webhook(*events))
        assert status == 200, f"the webhook answered {status}"
        self.events = events
        self.rig.deliver()

    def _button(self, who: str, label: str, *, oldest: bool) -> dict[str, Any]:
        shown = self.rig.line.history.since(people.user_id(who))
        actions = [
            a for s in shown if s.sender == "bot" for a in _actions(s.message) if _masked(a["label"]) == label
        ]
        assert actions, f"{who} was shown no button {label}"
        return actions[0] if oldest else actions[-1]

    def _exported(self, programme: str) -> list[str]:
        """Each application as staff would see it in the table; the reference is another every time."""
        rows = []
        for record in self.rig.exported(programme):
            cells = [f"{k}={v}" for k, v in record.items() if v and k != "submitted_at"]
            rows.append("   " + _REFERENCE.sub(r"\1-XXXXXX", " · ".join(cells)))
        return rows

    def _heard(self, speaker: str | None) -> list[str]:
        """What the bot has said since, to the speaker first."""
        heard: list[str] = []
        chats = {c.id: c.name for c in self.rig.line.history.chats()}
        for chat in sorted(chats, key=lambda c: (chats[c] != speaker, chats[c])):
            for shown in self.rig.line.history.since(chat, self.seen.get(chat, 0)):
                self.seen[chat] = shown.n
                if shown.sender == "bot":
                    heard += _written(shown.message, chats[chat] if chats[chat] != speaker else None)
        return [_REFERENCE.sub(r"\1-XXXXXX", line) for line in heard]


def _written(message: dict[str, Any], to: str | None) -> list[str]:
    texts = [message["text"]] if message["type"] == "text" else list(_flex_texts(message["contents"]))
    lines = "\n".join(texts).splitlines()
    name = f"{BOT}→{to}" if to else BOT
    written = [f"{name}: {lines[0]}", *(f"   | {line}" for line in lines[1:])]
    # A row that can be pressed has its label beside it; it is no button of its own here.
    if labels := [a["label"] for a in _actions(message, rows=False)]:
        written.append("   " + " ".join(f"[{label}]" for label in labels))
    return written


def _flex_texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") == "text" and node["text"] != PRESSABLE:
            yield node["text"]
        if _is_row(node):
            yield ": ".join(part["text"] for part in node["contents"])
            return
        for value in node.values():
            yield from _flex_texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _flex_texts(value)


def _is_row(node: dict[str, Any]) -> bool:
    """A small label with its value, beside or below it."""
    parts = node.get("contents")
    return (
        node.get("type") == "box"
        and isinstance(parts, list)
        and [p.get("type") for p in parts] == ["text", "text"]
        and [p.get("size") for p in parts] == ["sm", "md"]
    )


def _masked(text: str) -> str:
    """A reference is another one each time."""
    return _REFERENCE.sub(r"\1-XXXXXX", text)


def _actions(node: Any, *, rows: bool = True) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "label" in node and node.get("type") in ("postback", "message", "uri"):
            yield node
        if rows or not _is_pressable_row(node):
            for value in node.values():
                yield from _actions(value, rows=rows)
    elif isinstance(node, list):
        for value in node:
            yield from _actions(value, rows=rows)


def _is_pressable_row(node: dict[str, Any]) -> bool:
    parts = node.get("contents")
    return "action" in node and isinstance(parts, list) and parts[-1].get("text") == PRESSABLE


def scripts() -> list[Path]:
    """Every conversation."""
    return sorted((Path(__file__).parent / "scripts").glob("*.chat"))
