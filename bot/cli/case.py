"""What people left for staff: view, answer in their chat, close."""

from __future__ import annotations

import json
from typing import Any

import click

from bot.cli._office import done, office
from bot.process.plain import indented, one_line
from handlers.office import cases
from handlers.office.cases import CaseFile
from handlers.wording import dates
from models.calendar import BANGKOK
from models.staff import COMMAND_LINE


@click.group()
def case() -> None:
    """Messages people left for staff."""


@case.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> None:
    """Open cases, oldest first."""
    with office() as here, here.database.read() as tx:
        found = cases.opened(tx, here.clock.now())
    if as_json:
        click.echo(json.dumps([_record(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        text = one_line(one.case.text)
        cells = (one.case.id, dates.moment(one.case.at), _state(one), one.case.kind.value, _who(one), text)
        click.echo("\t".join(map(str, cells)))


@case.command()
@click.argument("number", type=int)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show(number: int, as_json: bool) -> None:
    """One case in full: who, how to reach them, what was said before and since."""
    with office() as here, here.database.begin() as tx:
        one = done(cases.show(tx, number, here.clock.now()))
    if as_json:
        click.echo(json.dumps(_record(one), ensure_ascii=False, indent=2))
        return
    click.echo(f"case {one.case.id}: {one.case.kind.value}, left {dates.moment(one.case.at)}")
    click.echo(f"who: {_who(one)}")
    for a in one.applicants:
        name = one_line(a.name or "-")
        click.echo(f"  {a.reference or '-'} {a.programme}: {name} {', '.join(a.phones)} ({a.status})")
    if one.programme:
        click.echo(f"about: {one.programme}")
    if one.case.phone:
        click.echo(f"ring: {one.case.phone}")
    if one.case.answer_by is not None:
        last = dates.weekday(dates.last_day_before(one.case.answer_by))
        click.echo(f"answer promised by: {last}" + (" (overdue)" if one.overdue else ""))
    if one.person is not None and not one.person.following:
        click.echo("they blocked the bot: an answer in the chat will not arrive")
    click.echo("before:" if one.case.before else "before: nothing kept")
    for line in one.case.before:
        click.echo(f"  {line.sender.value}: {indented(line.text)}")
    click.echo("said:")
    for message in one.case.messages:
        who = message.by or message.sender.value
        click.echo(f"  {dates.moment(message.at)} {who}: {indented(message.text)}")
    if one.case.closed_at is not None:
        click.echo(f"closed {dates.moment(one.case.closed_at)}")


@case.command()
@click.argument("number", type=int)
@click.argument("text")
def reply(number: int, text: str) -> None:
    """Answer in the person's chat."""
    with office() as here, here.database.begin() as tx:
        replied = done(cases.reply(tx, number, text, by=COMMAND_LINE, at=here.clock.moment()))
    way = "as a reply" if replied.by_token else "as a push"
    if replied.blocked:
        click.echo(f"case {number}: noted, but they blocked the bot: it is not sent, call them instead")
    else:
        click.echo(f"case {number}: answered, goes out {way}")


@case.command()
@click.argument("number", type=int)
def close(number: int) -> None:
    """Close a case."""
    with office() as here, here.database.begin() as tx:
        done(cases.close(tx, number, by=COMMAND_LINE, at=here.clock.moment()))
    click.echo(f"case {number}: closed")


def _state(one: CaseFile) -> str:
    if one.overdue:
        return "overdue"
    if one.case.waits:
        return "waits"
    return "answered" if one.case.answered_at is not None else "open"


def _who(one: CaseFile) -> str:
    """The best available identification: applicants' names, LINE's name, the end of LINE's id."""
    if one.person is None:
        return "the bot"
    names = dict.fromkeys(a.name for a in one.applicants if a.name)
    known = [*names, *([f"LINE: {one.person.display_name}"] if one.person.display_name else [])]
    return one_line(" / ".join(known)) or f"LINE …{one.person.user[-4:]}"


def _record(one: CaseFile) -> dict[str, Any]:
    case = one.case
    return {
        "number": case.id,
        "kind": case.kind.value,
        "at": case.at.astimezone(BANGKOK).isoformat(),
        "line_name": one.person.display_name if one.person else None,
        "blocked": one.person is not None and not one.person.following,
        "programme": case.programme,
        "phone": case.phone,
        "applicants": [
            {
                "name": a.name,
                "phones": list(a.phones),
                "reference": a.reference,
                "programme": a.programme,
                "status": a.status,
            }
            for a in one.applicants
        ],
        "before": [{"sender": line.sender.value, "text": line.text} for line in case.before],
        "messages": [
            {
                "sender": m.sender.value,
                "by": m.by,
                "text": m.text,
                "at": m.at.astimezone(BANGKOK).isoformat(),
            }
            for m in case.messages
        ],
        "answer_by": case.answer_by.astimezone(BANGKOK).isoformat() if case.answer_by else None,
        "overdue": one.overdue,
        "waits": case.waits,
        "closed_at": case.closed_at.astimezone(BANGKOK).isoformat() if case.closed_at else None,
    }
