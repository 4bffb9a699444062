"""A new programme, a new cohort and a new round, from what a form gives: not published, dates to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.office import saving, typed
from handlers.wording.office import programmes as words
from models.catalogue import Catalogue
from models.programme import Programme

DATES = ("opens", "closes", "closes_at")


def fields(given: Mapping[str, str], others: Catalogue) -> dict[str, Any]:
    """A programme's fields to begin with: a form of five questions, two reminders, closed, not published."""
    name, prefix = given.get("name", "").strip(), given.get("prefix", "").strip().upper()
    title = given.get("title", "").strip() or name
    aliases = [line.strip() for line in given.get("aliases", "").splitlines() if line.strip()]
    return {
        "id": given.get("id", "").strip() or _id(prefix, others),
        "name": name,
        "short_name": given.get("short_name", "").strip(),
        **({"aliases": aliases} if aliases else {}),
        "source": {"title": title, "publisher": given.get("publisher", "").strip()},
        "applications": {
            "prefix": prefix,
            "state": "closed",
            "privacy": {"purpose": words.PURPOSE, "readers": words.READERS, "keep_days": words.KEEP_DAYS},
        },
        "questions": [dict(one) for one in words.QUESTIONS],
        "reminders": [dict(one) for one in words.REMINDERS],
        "published": False,
    }


def cohort(programme: Programme, given: Mapping[str, str]) -> dict[str, Any]:
    """A copy under another id that follows this one: only the days that were given, closed, not published."""
    made = saving.document(programme)
    made |= {"id": given.get("id", "").strip(), "follows": programme.id, "published": False}
    made.pop("former_questions", None)
    for name in ("cohort", "short_name"):
        if text := given.get(name, "").strip():
            made[name] = text
    rules = {
        k: v for k, v in made["applications"].items() if k not in (*DATES, "window_quote", "window_note")
    }
    rules |= {"prefix": given.get("prefix", "").strip().upper(), "state": "closed"}
    made["applications"] = rules | _dates(given, "")
    made["rounds"] = [
        {k: v for k, v in row.items() if k not in (*DATES, "state")} | _dates(given, f"round.{row['id']}.")
        for row in made.get("rounds", [])
    ]
    made["sessions"] = [
        row | {"date": day} for row in made.get("sessions", []) if (day := _day(given, f"date.{row['id']}"))
    ]
    made["timeline"] = [
        {k: v for k, v in row.items() if k not in ("date", "until", "was")} | _entry(given, row["id"])
        for row in made.get("timeline", [])
        if row["kind"] == "price" or _entry(given, row["id"]) or "days_before" in row
    ]
    return {name: value for name, value in made.items() if value != []}


def round(programme: Programme, given: Mapping[str, str]) -> dict[str, Any]:
    """The programme with one more round, as another one is, on the days that were given."""
    made = saving.document(programme)
    like: dict[str, Any] = next((r for r in made.get("rounds", []) if r["id"] == given.get("like")), {})
    new = {k: v for k, v in like.items() if k not in (*DATES, "state", "also")}
    new |= {"id": given.get("round", "").strip(), "name": given.get("name", "").strip()} | _dates(given, "")
    for name in ("place", "quote"):
        if text := given.get(name, "").strip():
            new[name] = text
    taken = {s.id for s in programme.sessions}
    days = [s for s in made.get("sessions", []) if s.get("round") == like.get("id")] if like else []
    added = [
        row
        | {"id": _free(f"{new['id'].replace('_', '-')}-{row['id']}", taken), "round": new["id"], "date": day}
        for row in days
        if (day := _day(given, f"date.{row['id']}"))
    ]
    return made | {
        "rounds": [*made.get("rounds", []), new],
        "sessions": [*made.get("sessions", []), *added],
    }


def _id(prefix: str, others: Catalogue) -> str:
    """An id for a programme that was given none: by its prefix, which is its own."""
    id = prefix.lower()
    return next(it for it in (id, *(f"{id}-{n}" for n in range(2, 1000))) if others.get(it) is None)


def _free(id: str, taken: set[str]) -> str:
    return next(it for it in (id, *(f"{id}-{n}" for n in range(2, 1000))) if it not in taken)


def _day(given: Mapping[str, str], name: str) -> str:
    return typed.day(given.get(name, ""))


def _dates(given: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name: day for name in ("opens", "closes") if (day := _day(given, f"{prefix}{name}"))}


def _entry(given: Mapping[str, str], id: str) -> dict[str, str]:
    found = {"date": _day(given, f"entry.{id}.date"), "until": _day(given, f"entry.{id}.until")}
    return {name: day for name, day in found.items() if day}
