"""Thailand's public holidays and the days off of its officials, by a kept library's calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def among(days: Iterable[date]) -> list[tuple[date, str]]:
    """Which of these days are holidays, by date, with the holiday's Thai name.

    Days off of the government only (วันพืชมงคล) are among them: officials are whom we remind.
    """
    import holidays  # a third of a second, and only who loads a programme needs it

    asked = sorted(set(days))
    known = holidays.country_holidays(
        "TH", years={day.year for day in asked}, language="th", categories=("public", "government")
    )
    return [(day, known[day]) for day in asked if day in known]


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no public holiday."""
    return day.weekday() < 5 and not list(among([day]))
