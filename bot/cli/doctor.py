"""Checks that everything is in place."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import click

from bot.assembly import wiring
from bot.assembly.wiring import Bot
from bot.cli import _quota
from bot.files import backup, room
from bot.line.client import Line
from bot.line.masking import masked
from bot.line.rich_menus import RichMenus
from bot.menus import publishing
from bot.process import settings
from bot.process.vault import SealedWith
from handlers.office import outbox as delivery
from handlers.office import programmes, reminders, resealing, staffing
from handlers.reminders.forecast import forecast
from handlers.wording import dates

ERASED_WITHIN = timedelta(days=1)


@click.command()
def doctor() -> None:
    """Configuration, database, schema, model, LINE; a plain remedy for each fault."""
    faults = []
    read = settings.read()
    try:
        settings.read(serving=True)
    except settings.BadSettings as error:
        faults.append(f"configuration: {error}")
    faults += [f"database or model: {fault}" for fault in _inside(read)]
    if read.access_token:
        faults += _line(read) or [*_plan(read), *_menus(read)]
    for fault in faults:
        click.echo(fault)
    if faults:
        raise SystemExit(1)
    click.echo("all is well")


def _inside(read: settings.Settings) -> list[str]:
    try:
        bot = wiring.build(read)
    except ValueError as error:
        return [str(error)]
    try:
        faults = bot.faults()
        if not faults:
            _accounts(bot)
            faults = _programmes(bot) + _failures(bot) + _delivery(bot) + _keys(bot) + _erasures(bot)
        faults += _disk(bot)
        _backup(bot)
        return faults
    finally:
        bot.close()


def _disk(bot: Bot) -> list[str]:
    """Room for the database, the files people send and the model."""
    free = room.left(bot.settings.data_dir)
    if free > room.ENOUGH:
        return []
    left = free // 1_000_000
    return [f"disk: {left} MB left below {bot.settings.data_dir}: free space before nothing can be written"]


def _backup(bot: Bot) -> None:
    """When the last backup was made, as far as this machine knows: a host may make its own."""
    last = backup.last(bot.settings.data_dir)
    if last is None:
        click.echo("note: no backup has been made from here: `rapsamak backup FILE`, every night")
    elif bot.clock.machine() - last > backup.OLD:
        click.echo(f"note: the last backup is of {dates.moment(last)}: `rapsamak backup FILE`, every night")


def _keys(bot: Bot) -> list[str]:
    """Sealed values and the keys that open them."""
    if not bot.settings.secret_key:
        return []
    found: Counter[SealedWith] = Counter()
    resealing.looked_through(bot.database, lambda sealed: found.update([bot.vault.sealed_with(sealed)]))
    if older := found[SealedWith.OLDER]:
        click.echo(f"keys: {older} values are sealed with a key of SECRET_KEY_OLD: run `rapsamak reseal`")
    elif bot.settings.old_secret_keys:
        click.echo("keys: nothing here is sealed with a key of SECRET_KEY_OLD any more")
    if lost := found[SealedWith.UNKNOWN]:
        return [
            f"keys: {lost} values are sealed with a key that is not there: "
            "name it in SECRET_KEY_OLD, then run `rapsamak reseal`"
        ]
    return []


def _accounts(bot: Bot) -> None:
    """Whether anybody can work in the console: not every office uses it."""
    with bot.database.read() as tx:
        if not staffing.can_sign_in(tx):
            click.echo("note: nobody can sign in to the console: `rapsamak staff add EMAIL --role admin`")


def _programmes(bot: Bot) -> list[str]:
    with bot.database.read() as tx:
        if programmes.listed(tx, bot.clock.now()):
            return []
    return ["there is no programme: run `rapsamak release` or `rapsamak programme load FILE`"]


def _failures(bot: Bot) -> list[str]:
    """What failed when due: put off and retried, but somebody should know."""
    with bot.database.read() as tx:
        return [
            f"due: {one.key} failed {one.attempts} times, last {dates.moment(one.failed_at)} ({one.error}), "
            f"tried again {dates.moment(one.retry_at)}: see the log for {one.key}"
            for one in reminders.failures(tx)
        ]


def _delivery(bot: Bot) -> list[str]:
    """What the senders were told when they last called LINE; messages wait for it to end."""
    with bot.database.read() as tx:
        found = delivery.trouble(tx)
    remedy = (
        "messages wait; check LINE_CHANNEL_ACCESS_TOKEN, LINE_API_BASE_URL and the channel's state at LINE"
    )
    return [f"delivery: LINE {masked(words)} ({remedy})" for words in found]


def _erasures(bot: Bot) -> list[str]:
    """People erased long ago who are still in the database's files."""
    with bot.database.read() as tx:
        late = [at for at in tx.privacy.erasures_waiting() if bot.clock.now() - at > ERASED_WITHIN]
    remedy = "is a scheduler running? else `rapsamak privacy scrub` when it is quiet"
    return (
        [f"erasure: {len(late)} people asked over a day ago are still in the files ({remedy})"]
        if late
        else []
    )


def _plan(read: settings.Settings) -> list[str]:
    """Months in which more reminders are planned than LINE will send."""
    bot = wiring.build(read)
    try:
        if bot.faults():
            return []
        now = bot.clock.now()
        with bot.database.read() as tx:
            planned = forecast(tx, now, _quota.members(read))
        remedy = "raise the quota at LINE, or post the eve in a group (`rapsamak session group`)"
        return [f"{line}: {remedy}" for line in _quota.warnings(planned, _quota.ask(read), now)]
    finally:
        bot.close()


def _menus(read: settings.Settings) -> list[str]:
    """Menus that LINE has lost, or that others were put in the place of."""
    bot = wiring.build(read)
    try:
        if bot.faults():
            return []
        with bot.database.read() as tx:
            if not tx.menus.published():
                click.echo("note: no rich menu has been published: `rapsamak richmenu publish`")
        return publishing.faults(bot.database, RichMenus(bot.line))
    except ConnectionError as error:
        return [f"rich menu: LINE: {error}"]
    finally:
        bot.close()


def _line(read: settings.Settings) -> list[str]:
    line = Line(read.access_token, read.api_base_url, read.data_api_base_url)
    try:
        click.echo(f"LINE: the token belongs to {line.bot_name()}")
        limit, used = line.quota()
        click.echo(f"LINE: {used} of {limit or 'unlimited'} messages used this month")
        click.echo("note: LINE does not tell whether webhook redelivery is on: see to it in its console")
    except ConnectionError as error:
        return [f"LINE: {error} (check LINE_CHANNEL_ACCESS_TOKEN and the network)"]
    finally:
        line.close()
    return []
