"""LINE's monthly messages and our plan, for commands that report both."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from bot.process.settings import Settings
from handlers.reminders.forecast import Forecast, Members, Quota


def ask(settings: Settings) -> Quota | None:
    """The quota as LINE reports it; None without a token or if LINE cannot be reached."""
    if not settings.access_token:
        return None
    from bot.line.client import Line  # half a second that most commands can save

    line = Line(settings.access_token, settings.api_base_url, settings.data_api_base_url)
    try:
        return Quota(*line.quota())
    except ConnectionError:
        return None
    finally:
        line.close()


def members(settings: Settings) -> Members:
    """Asks LINE for the member counts of groups we post in; each group once."""

    @cache
    def asked(chat: str) -> int | None:
        if not settings.access_token:
            return None
        from bot.line.client import Line

        line = Line(settings.access_token, settings.api_base_url, settings.data_api_base_url)
        try:
            return line.members(chat)
        except ConnectionError:
            return None
        finally:
            line.close()

    return asked


def warnings(all_: Forecast, quota: Quota | None, now: datetime, programme: str | None = None) -> list[str]:
    """One line per month with more planned than LINE will send; only a programme's months if one is given."""
    if quota is None:
        return []
    return [
        f"warning: reminders in {over.month} take {over.wanted} messages"
        + (f", {over.own} of them for {programme}" if programme else "")
        + f", LINE's quota leaves {over.left}"
        for over in quota.overdrawn(all_, now, programme)
    ]
