"""Rows of a programme out of lines pasted from an announcement or a sheet.

Nothing is saved by it: what was read stands in the form's fields, to be looked at and corrected like what was
typed. A line of which nothing can be made is given back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from handlers.office import typed
from handlers.wording.office import pasted as words
from intents.entities.date import find as days_in
from intents.normalise import normalise

LONGEST_RUN = timedelta(days=60)
"""A span of more days is no run of sessions."""
_ENDS = " \t,;:|/()-–•*"
_CELLS = re.compile(r"\s*[|\t]\s*")
_BULLET = re.compile(r"^\s*(?:[-•*–]\s+|\d{1,2}[.)]\s+)")
_RULE = frozenset("-|: \t")
_HEADING = 40
DETAIL = "detail"
"""What a fact is about that is about nothing else: it is found by its heading."""
Fields = Mapping[str, Any]
About = Callable[[str], str]
"""What a line is about, by its beginning."""


@dataclass(slots=True)
class Read:
    """What lines were made into: records by part, and the lines of which nothing was made."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def add(self, part: str, row: Mapping[str, Any]) -> None:
        """One more record of a part."""
        self.rows.setdefault(part, []).append({k: v for k, v in row.items() if v not in ("", None, [])})


def takes(part: str) -> bool:
    """Whether a part takes lines."""
    return part in words.HINTS


def added(fields: Fields, part: str, text: str, today: date, about: About) -> tuple[dict[str, Any], str]:
    """A programme's fields with what the lines say, and the lines that are left."""
    read, made = Read(), dict(fields)
    lines = text.splitlines()
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        whole = _BULLET.sub("", line).strip(" |\t")
        if set(whole) <= _RULE or (below.strip() and set(below) <= _RULE):  # nothing, or a table's head
            continue
        if not _READ[part](_Line(whole, today), read, fields, about):
            read.unread.append(line.strip())
    for name, rows in read.rows.items():
        made[name] = [*(made.get(name) or []), *rows]
    return made, "\n".join(read.unread)


class _Line:
    """A line with its days and hours, which are taken out of what is left of it."""

    def __init__(self, text: str, today: date) -> None:
        self.quote = text
        self.text = normalise(text.replace("\t", " | "))
        self.spans = [
            (it.start, it.end, date.fromisoformat(it.value["start"]), date.fromisoformat(it.value["end"]))
            for it in days_in(self.text, today)
            if any(letter.isdigit() for letter in it.text)
        ]

    def without(self, *parts: tuple[int, int]) -> str:
        """What is left without these places."""
        kept = list(self.text)
        for start, end in parts:
            kept[start:end] = ["\0"] * (end - start)
        return re.sub("\0+", "\0", "".join(kept))

    def hours(self) -> tuple[str, str, list[tuple[int, int]]]:
        """The first hours, and where all of them stand."""
        taken = [(start, end) for start, end, _, _ in self.spans]
        found = [
            m
            for m in words.HOURS.finditer(self.text)
            if not any(m.start() < end and m.end() > start for start, end in taken)
        ]
        clocks = [typed.clock(it) for m in found for it in (m[1], m[2]) if it]
        first, second = (*clocks, "", "")[:2]
        return first, second, [m.span() for m in found]


def _cells(text: str) -> list[str]:
    """What is left between taken places and the bars of a table, without the small words around days."""
    parts = [words.SMALL.sub("", p, count=1) if words.SMALL.match(p) else p for p in _parts(text)]
    return [part for part in (_ended(p) for p in parts) if part]


def _parts(text: str) -> Iterator[str]:
    for cell in _CELLS.split(text):
        for part in cell.split("\0"):
            if part.strip(_ENDS):
                yield part.strip(_ENDS)


def _ended(text: str) -> str:
    """Without a small word at its end ("… ภายในวันที่")."""
    found = list(words.SMALL.finditer(text))
    return (text[: found[-1].start()] if found and found[-1].end() == len(text) else text).strip(_ENDS)


def _round_in(line: _Line, fields: Fields) -> tuple[str, tuple[int, int]]:
    """The round a line names, by its longest name, and where."""
    best: tuple[str, tuple[int, int]] = ("", (0, 0))
    for row in fields.get("rounds") or []:
        for name in (row.get("name"), *(row.get("also") or [])):
            at = line.text.find(normalise(str(name))) if name else -1
            if at >= 0 and len(str(name)) > best[1][1] - best[1][0]:
                best = (str(row.get("id", "")), (at, at + len(normalise(str(name)))))
    return best


def _days(spans: list[tuple[int, int, date, date]]) -> list[str]:
    found: list[str] = []
    for _, _, first, last in spans:
        if last - first <= LONGEST_RUN:
            found += [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    return found


def _session(line: _Line, read: Read, fields: Fields, about: About) -> bool:
    round, named = _round_in(line, fields)
    starts, ends, hours = line.hours()
    taken = [(start, end) for start, end, _, _ in line.spans]
    place, title = (*_cells(line.without(*taken, *hours, named)), "", "")[:2]
    own = next((str(r.get("place") or "") for r in fields.get("rounds") or [] if r.get("id") == round), "")
    days = _days(line.spans)
    for day in days:
        row = {"date": day, "starts": starts, "ends": ends, "place": place or own, "title": title}
        read.add("sessions", row | {"round": round})
    return bool(days)


def _round(line: _Line, read: Read, fields: Fields, about: About) -> bool:
    number = re.match(r"\d{1,3}(?=\s*(?:\||$))", line.text)
    named = words.ROUND.match(line.text)
    if named is None and number is None:
        return False
    head = named or number
    assert head is not None
    name = named[0] if named is not None else words.ROUND_NAME.format(number[0] if number else "")
    known = {str(r.get("id")) for r in [*(fields.get("rounds") or []), *read.rows.get("rounds", [])]}
    id = next(it for n in range(1, 1000) if (it := f"r{n:02}") not in known)
    row: dict[str, Any] = {"id": id, "name": name, "quote": line.quote}
    closing, days, ends = words.CLOSES.search(line.text), [], len(line.text)
    for span in line.spans:
        start, _, first, last = span
        before = line.text[max(0, start - 25) : start]
        if words.OPENS.search(before) and last != first:
            row |= {"opens": first.isoformat(), "closes": last.isoformat()}
        elif closing is not None and closing.start() < start:
            row.setdefault("closes", last.isoformat())
        elif words.OPENS.search(before):
            row["opens"] = first.isoformat()
        else:
            days.append(span)
            continue
        ends = min(ends, start)
    clock, _, hours = line.hours()
    if closing is not None and hours and hours[0][0] > closing.start():
        row["closes_at"] = clock
    if (seats := words.SEATS.search(line.text)) is not None:
        row["capacity"] = int(seats[1].replace(",", ""))
    stops = [m.start() for p in (words.CLOSES, words.OPENS, words.SEATS) if (m := p.search(line.text))]
    until = min([*stops, ends])
    taken = [(s, e) for s, e, _, _ in line.spans]
    left = line.without(*taken, *hours, head.span(), (until, len(line.text)))
    places = [cell for cell in _cells(left) if not cell[0].isdigit()]
    row["place"] = places[0] if places else ""
    read.add("rounds", row)
    for day in _days(days):
        read.add("sessions", {"date": day, "place": row["place"], "round": id})
    return True


def _entry(line: _Line, read: Read, fields: Fields, about: About) -> bool:
    round, named = _round_in(line, fields)
    first_clock, last_clock, hours = line.hours()
    if not line.spans:
        return False
    start, _, first, last = line.spans[0]
    last = max(last, *(span[3] for span in line.spans[:2]))
    cells = _cells(line.without(*((s, e) for s, e, _, _ in line.spans), *hours, named))
    what = cells[0] if cells else line.quote
    kind = next((kind for kind, pattern in words.KINDS if pattern.search(what)), "other")
    row: dict[str, Any] = {"what": what, "kind": kind, "quote": line.quote, "round": round}
    if first != last:
        row |= {"date": first.isoformat(), "until": last.isoformat(), "until_at": first_clock}
    elif kind in words.DEADLINES or words.UNTIL.search(line.text[:start]):
        row |= {"until": last.isoformat(), "until_at": first_clock}
    else:
        row |= {"date": first.isoformat(), "at": first_clock, "until_at": last_clock}
    read.add("timeline", row)
    return True


def _fee(line: _Line, read: Read, fields: Fields, about: About) -> bool:
    round, _ = _round_in(line, fields)
    what, colon, rest = line.text.partition(":")
    text = rest if colon and not words.BAHT.search(what) else line.text
    given = {"what": what.strip(_ENDS) if text is rest else "", "quote": line.quote, "round": round}
    found = list(words.BAHT.finditer(text))
    if not found:
        cells = [cell.strip() for cell in _CELLS.split(line.text)]
        money = [c for c in cells if re.fullmatch(r"\d[\d,]*", c)]
        others = [c for c in cells if c and c not in money and not c.isdecimal()]
        if len(money) == 1 and others:
            amount = int(money[0].replace(",", ""))
            unit = others[1] if len(others) > 1 else ""
            read.add("fees", given | {"who": others[0], "amount": amount, "unit": unit})
            return True
        if words.FREE.search(text) is not None:
            read.add("fees", given | {"who": words.EVERYBODY, "amount": 0})
            return True
        return False
    at, unit = 0, found[-1][2]
    for one in found:
        who = text[at : one.start()].strip(_ENDS) or words.EVERYBODY
        amount = int(one[1].replace(",", ""))
        read.add("fees", given | {"who": who, "amount": amount, "unit": one[2] or unit or ""})
        at = one.end()
    return True


def _fact(line: _Line, read: Read, fields: Fields, about: About) -> bool:
    head, colon, rest = (part.strip() for part in line.quote.partition(":"))
    headed = bool(colon and rest) and len(head) <= _HEADING
    aspect = about(head if headed else line.quote)
    row = {"about": aspect, "text": rest if headed else line.quote, "quote": line.quote}
    read.add("facts", row | ({"heading": head} if headed and aspect == DETAIL else {}))
    return True


def _question(line: _Line, read: Read, fields: Fields, about: About) -> bool:
    label, _, asked = (part.strip() for part in line.quote.replace("\t", "|").partition("|"))
    label, colon, rest = label.partition(":")
    options = [one.strip() for one in re.split(r"[/,]", rest) if one.strip()] if colon else []
    kind = next((kind for kind, pattern in words.ASKED if pattern.search(label)), "text")
    row = words.question(label.strip(), "choice" if len(options) > 1 else kind, asked)
    if len(options) > 1:
        row["options"] = [{"value": f"o{n}", "label": one} for n, one in enumerate(options, 1)]
    read.add("questions", row)
    return bool(label.strip())


_READ: Mapping[str, Callable[[_Line, Read, Fields, About], bool]] = {
    "sessions": _session,
    "rounds": _round,
    "timeline": _entry,
    "fees": _fee,
    "facts": _fact,
    "questions": _question,
}
