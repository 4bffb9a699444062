"""Runs a file of questions and counts the correct answers."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from bot.cli._office import fail, office
from bot.cli.talking import enquire, load_reader
from bot.process.clock import Clock
from bot.process.settings import instant
from handlers.conversation.as_text import text_of

LONGEST = 900
"""A narrow question with a longer answer counts as wrong: the person would have to search it."""
BROAD = frozenset(
    [
        "curriculum",
        "levels",
        "multi",
        "list",
        "compare",
        "schedule",
        "outcome",
        "aim",
        "eligibility",
        "open_now",
    ]
)
NARROW_KINDS = frozenset({"fact", "not_announced", "oos"})
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@dataclass(frozen=True, slots=True)
class Result:
    """One question and the reply."""

    question: dict[str, Any]
    reply: str
    right: bool


def compact(text: str) -> str:
    """A text as compared: no spaces, one kind of dash and digit, sara am in one piece."""
    text = text.translate(_DIGITS).replace("\u0e4d\u0e32", "\u0e33")
    text = re.sub("[–—‑−]", "-", text)
    return re.sub(r"[\s\u200b\u00a0\u200c\u200d\ufeff]+", "", text).casefold()


def is_right(question: dict[str, Any], reply: str) -> bool:
    """The reply has one of each group of alternatives and nothing forbidden, and is not too long."""
    said = compact(reply)
    if question["kind"] in NARROW_KINDS and question["intent"] not in BROAD and len(reply) > LONGEST:
        return False
    has_all = all(any(compact(option) in said for option in group) for group in question["must_include_any"])
    return has_all and not any(compact(bad) in said for bad in question["must_not_include"])


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--min", "least", type=float, default=0.0, help="Exit 1 below this share of right answers.")
def evaluate(file: Path, least: float) -> None:
    """Questions in FILE (JSON lines): accuracy by kind, and the misses."""
    results = list(_results(_questions(file)))
    totals = Counter(r.question["kind"] for r in results)
    right = Counter(r.question["kind"] for r in results if r.right)
    for kind in sorted(totals):
        click.echo(f"{kind:16} {right[kind]:4}/{totals[kind]:<4} {right[kind] / totals[kind]:.1%}")
    share = sum(right.values()) / len(results) if results else 0.0
    click.echo(f"{'all':16} {sum(right.values()):4}/{len(results):<4} {share:.1%}")
    for r in results:
        if not r.right:
            shown = " ".join(r.reply.split())[:100]
            click.echo(f"miss {r.question['id']} {r.question['intent']}: {r.question['text']} -> {shown}")
    if share < least:
        raise SystemExit(1)


def _questions(file: Path) -> list[dict[str, Any]]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{file}: {error}", 2)
    questions = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)
            question["text"], question["kind"], question["must_include_any"], question["must_not_include"]
        except (ValueError, KeyError, TypeError) as error:
            fail(f"{file}:{number}: not a question ({error!r})", 2)
        questions.append(question)
    return questions


def _results(questions: list[dict[str, Any]]) -> Iterator[Result]:
    with office() as here:
        read = load_reader(here)
        for question in questions:
            at = replace(here, clock=Clock(instant(question["now"]))) if question.get("now") else here
            _, step = enquire(at, read, question["text"], question.get("context_programme"))
            reply = text_of(step.replies)
            yield Result(question, reply, is_right(question, reply))
