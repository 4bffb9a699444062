"""Thailand's public holidays and its officials' days off, from a maintained library's calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def among(days: Iterable[date]) -> list[tuple[date, str]]:
    """Which of these days are holidays, by date, with the holiday's Thai name.

    Government-only holidays (วันพืชมงคล) are included: it is officials we remind.
    """
    import holidays  # takes a third of a second; only loading a programme needs it

    asked = sorted(set(days))
    known = holidays.country_holidays(
        "TH", years={day.year for day in asked}, language="th", categories=("public", "government")
    )
    return [(day, known[day]) for day in asked if day in known]


def is_working_day(day: date) -> bool:
    """Monday to Friday, and not a public holiday."""
    return day.weekday() < 5 and not list(among([day]))
