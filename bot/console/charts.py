"""Charts as pictures: SVG without a script, made on the server; the same numbers always stand in a table."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree import ElementTree

import pygal
from pygal.style import Style

from bot.files.characters import legal
from handlers.office.numbers import Table
from handlers.wording import dates
from handlers.wording.office import numbers as words
from models.graphemes import cut

# It adds an import finder of a form that Python has given up: every later import would warn of it.
sys.meta_path[:] = [it for it in sys.meta_path if type(it).__module__ != "pygal"]

WIDTH = 560
MOST_BARS = 14
"""Lines of a picture; all are in the table."""
LONGEST_LABEL = 26
DAYS = 62
"""Up to so many days are shown one by one, more by month."""
_FONT = "Sarabun, 'Noto Sans Thai', 'Leelawadee UI', Tahoma, sans-serif"
_GREEN, _YELLOW, _BLUE, _RED, _GREY = "#0b6b46", "#c9a227", "#5b7db1", "#a33a2c", "#b9c3bd"
_COLOURS = {
    "questions": (_GREEN, _YELLOW, _BLUE, _RED),
    "attendance": (_GREEN, _RED, _BLUE, _GREY),
}
"""Of the parts of a bar, in the table's order; the first where there is one."""
_STYLE = {
    "background": "#ffffff",
    "plot_background": "#ffffff",
    "foreground": "#1c2420",
    "foreground_strong": "#1c2420",
    "foreground_subtle": "#55605a",
    "opacity": "1",
    "value_colors": ("#1c2420",) * 4,
    "font_family": _FONT,
    "label_font_size": 14,
    "major_label_font_size": 14,
    "value_font_size": 14,
    "legend_font_size": 14,
    "no_data_font_size": 20,
    "guide_stroke_color": "#d5dcd7",
    "major_guide_stroke_color": "#d5dcd7",
    "transition": "0s",
}
_INNER_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG, and the policy under which it may be shown: nothing but its own style."""

    svg: bytes
    policy: str


def picture(table: Table) -> Picture:
    """The chart of a table that has one: its `bars`."""
    chart = _by_day(table) if table.name == "day" and table.rows else _lines(table)
    chart.add_xml_filter(_bare)
    svg = chart.render().encode()
    (style,) = _INNER_STYLE.findall(svg.decode())
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Picture(svg, f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'")


def _by_day(table: Table) -> pygal.Bar:
    days = {date.fromisoformat(row.key): row.count(1) for row in table.rows}
    first, last = min(days), max(days)
    chart = pygal.Bar(height=300, show_legend=False, style=_style(table), **_COMMON)
    if (last - first).days < DAYS:
        all_days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        pairs = [(dates.short(day), days.get(day, 0)) for day in all_days]
    else:
        months = [date(y, m, 1) for y in range(first.year, last.year + 1) for m in range(1, 13)]
        months = [it for it in months if first.replace(day=1) <= it <= last]
        pairs = [
            (
                f"{dates.SHORT_MONTHS[it.month - 1]} {(it.year + dates.BUDDHIST) % 100:02}",
                sum(count for day, count in days.items() if (day.year, day.month) == (it.year, it.month)),
            )
            for it in months
        ]
    chart.x_labels = [label for label, _ in pairs]
    chart.x_labels_major_every = max(1, len(pairs) // 5)
    chart.show_minor_x_labels = False
    chart.add(table.columns[1], [count for _, count in pairs])
    return chart


def _lines(table: Table) -> pygal.HorizontalBar:
    """A bar a row, or several parts of one where the table has several columns to show."""
    rows = table.rows if table.name == "funnel" else table.rows[:MOST_BARS]
    stacked = len(table.bars) > 1
    kind = pygal.HorizontalStackedBar if stacked else pygal.HorizontalBar
    height = 70 + 34 * len(rows) + (60 if stacked else 0)
    chart = kind(height=height, show_legend=stacked, legend_at_bottom=True, style=_style(table), **_COMMON)
    backwards = rows[::-1]
    chart.x_labels = [_label(row.cells[0]) for row in backwards]
    for place in table.bars:
        chart.add(table.columns[place], [row.count(place) for row in backwards])
    return chart


def _style(table: Table) -> Style:
    return Style(**_STYLE, colors=_COLOURS.get(table.name, (_GREEN,)))


def _label(cell: object) -> str:
    text = dates.short(cell) if isinstance(cell, date) else str(cell)
    return cut(legal(text), LONGEST_LABEL)


_COMMON = {
    "width": WIDTH,
    "js": [],
    "no_prefix": True,
    "disable_xml_declaration": True,
    "include_x_axis": True,
    "margin": 10,
    "max_scale": 5,
    "min_scale": 1,
    "value_formatter": lambda value: f"{value:,.0f}" if value == int(value) else "",
    "no_data_text": words.NO_DATA,
    "legend_at_bottom_columns": 2,
    "truncate_label": -1,
    "truncate_legend": -1,
}


def _bare(root: ElementTree.Element) -> ElementTree.Element:
    """Without scripts, tooltips and remarks."""
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.endswith(("script", "desc", "title")):
                parent.remove(child)
            child.attrib.pop("style", None) if isinstance(child.tag, str) else None
    return root
