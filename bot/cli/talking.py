"""Asking and chatting in a terminal."""

from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import replace

import click

from bot.cli._office import fail, office
from bot.process import reading
from bot.process.office import Office
from bot.process.vault import Vault
from handlers.conversation import handling
from handlers.conversation.as_text import buttons_of, text_of
from handlers.turn import Means, Reader, Step, Turn
from models.calendar import Moment
from models.conversation import Conversation
from models.event import Event, EventKind


def load_reader(here: Office) -> Reader:
    """The trained model; exits with one line if there is none that fits."""
    fault = reading.fault(here.settings.model_path)
    if fault is not None:
        fail(fault, 2)
    return reading.load(here.settings.model_path)


def _no_seal(_: str) -> str:
    fail("SECRET_KEY must be set to take answers that are kept sealed", 2)


def enquire(here: Office, read: Reader, text: str, programme: str | None) -> tuple[Turn, Step]:
    """One anonymous enquiry, of which nothing is kept."""
    now = here.clock.now()
    event = Event("ask", EventKind.TEXT, "terminal:ask", "terminal:ask", now, now, text=text)
    with here.database.rehearse() as tx:
        if programme is not None and tx.programmes.catalogue().get(programme) is None:
            known = ", ".join(p.id for p in tx.programmes.catalogue().programmes)
            fail(f"no programme {programme} (there are: {known})")
        at = Moment(now, here.clock.machine())
        conversation = Conversation(event.chat, programme=programme)
        arrival = replace(tx.exchange.arrive(event, at), conversation=conversation)
        return handling.consider(tx, event, arrival, Means(read, _no_seal), at)


@click.command()
@click.argument("text")
@click.option("--programme", help="The programme under discussion.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def ask(text: str, programme: str | None, as_json: bool) -> None:
    """Ask one question."""
    with office() as here:
        turn, step = enquire(here, load_reader(here), text, programme)
    if not as_json:
        click.echo(text_of(step.replies))
        return
    best = turn.read.meant[0] if turn.read.meant else turn.read.best
    answer = {
        "intent": best.name,
        "confidence": round(best.confidence, 4),
        "programme": step.conversation.programme,
        "entities": [{"kind": e.kind, "value": e.value, "text": e.text} for e in turn.read.entities],
        "reply": text_of(step.replies),
    }
    click.echo(json.dumps(answer, ensure_ascii=False))


@click.command()
@click.option("--user", default="terminal", help="Who is talking.")
def chat(user: str) -> None:
    """The conversation in a terminal; an empty line or Ctrl-D ends it."""
    chat_id = f"terminal:{user}"
    with office() as here:
        read = load_reader(here)
        seal = Vault.of(here.settings).seal if here.settings.secret_key else _no_seal
        for number in itertools.count():
            try:
                text = input("> ").strip()
            except (EOFError, KeyboardInterrupt):
                break
            if not text:
                break
            now = here.clock.now()
            id = hashlib.sha256(f"{chat_id}{now.isoformat()}{number}".encode()).hexdigest()
            event = Event(id, EventKind.TEXT, chat_id, chat_id, now, now, text=text)
            with here.database.begin() as tx:
                handling.handle(tx, event, Means(read, seal), Moment(now, here.clock.machine()))
                # Taken in the same transaction, so that no sender ever sees messages for a terminal.
                for message in tx.outbox.take(chat_id, here.clock.machine()):
                    click.echo(text_of(message.replies))
                    if labels := buttons_of(message.replies):
                        click.echo("  [" + "] [".join(labels) + "]")
