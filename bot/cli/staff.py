"""Staff of the console: accounts from the command line."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from bot.cli._office import done, office
from bot.console import passwords
from bot.process.office import Office
from bot.process.plain import one_line
from handlers.office import staffing
from handlers.office.staffing import Invited
from handlers.refusal import Refused
from models.calendar import BANGKOK
from models.staff import COMMAND_LINE, Role, Staff


@click.group()
def staff() -> None:
    """Who works in the console."""


@staff.command()
@click.argument("email")
@click.option("--role", type=click.Choice([it.value for it in Role]), required=True)
@click.option("--name", default="", help="As colleagues and applicants see it.")
@click.option("--programme", "programmes", multiple=True, help="Sees only this; may repeat.")
@click.option("--password-stdin", is_flag=True, help="Take the password from standard input.")
def add(email: str, role: str, name: str, programmes: tuple[str, ...], password_stdin: bool) -> None:
    """Add somebody; prints a link, good once and for 72 hours, with which they set their password."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    if password is not None and (fault := staffing.password_fault(password)) is not None:
        done(fault)
    with office() as here, here.database.begin() as tx:
        added: Staff | Invited | Refused = staffing.add(
            tx,
            email,
            name,
            Role(role),
            programmes,
            by=COMMAND_LINE,
            at=here.clock.moment(),
            password=None if password is None else passwords.hashed(password),
        )
        made = done(added)
    click.echo(link(here, made) if isinstance(made, Invited) else f"{staffing.folded(email)}: added")


@staff.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> None:
    """Everybody, by address."""
    with office() as here, here.database.read() as tx:
        found = [one.staff for one in staffing.listed(tx, here.settings.staff_life, here.clock.moment())]
    records: list[dict[str, Any]] = [
        {
            "email": one.email,
            "name": one.name,
            "role": one.role.value,
            "programmes": list(one.programmes),
            "disabled": one.disabled,
            "totp": one.totp is not None,
            "last_sign_in": one.last_sign_in.astimezone(BANGKOK).isoformat() if one.last_sign_in else None,
        }
        for one in found
    ]
    if as_json:
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    for it in records:
        state = "disabled" if it["disabled"] else "enabled"
        scope = ",".join(it["programmes"]) or "all"
        click.echo("\t".join((it["email"], it["role"], scope, state, one_line(it["name"]) or "-")))


@staff.command()
@click.argument("email")
def disable(email: str) -> None:
    """Keep somebody out, at once."""
    with office() as here, here.database.begin() as tx:
        kept = done(staffing.disable(tx, email, by=COMMAND_LINE, at=here.clock.moment()))
    click.echo(f"{kept.email}: disabled")


@staff.command()
@click.argument("email")
def enable(email: str) -> None:
    """Let somebody in again."""
    with office() as here, here.database.begin() as tx:
        kept = done(staffing.enable(tx, email, by=COMMAND_LINE, at=here.clock.moment()))
    click.echo(f"{kept.email}: enabled")


@staff.command()
@click.argument("email")
def reset(email: str) -> None:
    """Void password and codes; prints a new link."""
    with office() as here, here.database.begin() as tx:
        made = done(staffing.reset(tx, email, by=COMMAND_LINE, at=here.clock.moment()))
    click.echo(link(here, made))


@staff.command("sign-out")
@click.argument("email")
def sign_out(email: str) -> None:
    """End all sessions of somebody, at once."""
    with office() as here, here.database.begin() as tx:
        ended = done(staffing.sign_out(tx, email, by=COMMAND_LINE, at=here.clock.moment()))
    click.echo(f"{email}: {ended} sessions ended")


def link(here: Office, made: Invited) -> str:
    """The address to follow, whole where `PUBLIC_URL` is set."""
    return f"{(here.settings.public_url or '').rstrip('/')}/console/invitation/{made.token}"
